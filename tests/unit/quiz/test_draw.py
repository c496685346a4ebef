"""Ten items, half of them scams, those of the group first; minors get nothing that is not for them."""

from __future__ import annotations

import pytest

from bot.drill.choose import allowed
from bot.drill.cues import Cues
from bot.edge.asides.quizzing import quiz_items
from bot.quiz.items import draw
from bot.quiz.play import Round, load_round
from db.files import CONTENT, read_yaml
from db.knowledge import Knowledge


def test_at_least_sixty_half_of_them_harmless() -> None:
    items = quiz_items().values()
    assert len(items) >= 60
    assert sum(item.scam for item in items) * 2 == len(items)


@pytest.mark.parametrize("seed", range(20))
def test_half_are_scams_and_the_groups_own_are_among_them(seed: int, knowledge: Knowledge) -> None:
    for group in ("", *knowledge.groups):
        ids = draw(quiz_items(), group, seed, knowledge.scripts)
        drawn = [quiz_items()[name] for name in ids]
        assert len(set(ids)) == 10
        assert sum(item.scam for item in drawn) == 5
        assert not group or sum(item.group == group for item in drawn) == 6


def test_minors_are_shown_what_is_for_them(knowledge: Knowledge) -> None:
    cues = Cues.from_data(read_yaml(CONTENT / "drill.yml")["drill"])
    fit = [one.id for one in knowledge.scripts.values() if allowed(one, "minor", "web", cues)]
    for seed in range(20):
        drawn = [quiz_items()[name] for name in draw(quiz_items(), "minor", seed, fit)]
        assert {item.type for item in drawn if item.scam} <= set(fit)


def test_a_round_goes_through_the_case() -> None:
    kept = Round(("elderly_1", "elderly_2"), group="elderly").answered(True, True)
    assert load_round(kept.dump(), frozenset({"elderly_1", "elderly_2"})) == kept
    assert load_round(kept.dump(), frozenset({"elderly_1"})) is None  # an item was withdrawn
    assert load_round({"ids": ["elderly_1"], "at": "x"}, frozenset({"elderly_1"})) is None
    assert kept.answered(False, True).over
