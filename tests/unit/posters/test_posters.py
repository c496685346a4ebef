"""Posters: approved words only, well set, in colours that everybody can tell apart."""

from __future__ import annotations

import pytest

from bot.posters.asked import Asked, sheets
from bot.posters.colours import PALETTES, SIMULATIONS, contrast
from bot.posters.options import DESIGNS
from bot.posters.scenes import Topic, choice_of, link
from bot.posters.setting import CLOSING, pieces, slogan_lines
from bot.posters.words import NoPoster, alternatives, bare
from db.knowledge import Knowledge

TOPIC = Topic("health_product", "elderly", "market")


@pytest.mark.parametrize("vision", ["", *SIMULATIONS])
@pytest.mark.parametrize("design", DESIGNS)
def test_every_ink_stands_out_whoever_looks(design: str, vision: str) -> None:
    for ink, ground in PALETTES[design].pairs:
        assert contrast(ink, ground, vision) >= 7, (ink, ground)


def test_what_cannot_be_read_fails_the_measure() -> None:
    assert contrast("#d62728", "#2ca02c", "deutan") < 3


def test_every_line_of_every_poster_stands_in_the_knowledge_base(knowledge: Knowledge) -> None:
    for script in knowledge.scripts.values():
        for group in ("elderly", "minor", "public"):
            topic = Topic(script.id, group, "counter")
            if script.sensitive and group == "minor":
                continue
            approved = {
                bare(str(one)) for name in ("slogans", "red_flags", "do_now", "never_do") for one in script.lines(name)
            }
            approved |= {bare(line) for line in script.for_elder.values()} | {
                one.name for one in knowledge.signals.values()
            }
            approved |= {str(one["text"]) for one in knowledge.wordings.values()}
            for words in alternatives(knowledge, topic):
                assert {words.slogan, *words.signals, *words.do} <= approved
                assert len(words.signals) == 3


def test_a_shaming_type_is_not_for_children_nor_schools(knowledge: Knowledge) -> None:
    with pytest.raises(NoPoster, match="未成年人"):
        next(alternatives(knowledge, Topic("romance_sextortion", "minor", "lift")))
    with pytest.raises(NoPoster, match="学校"):
        next(alternatives(knowledge, Topic("romance_sextortion", "student", "school")))


def test_no_piece_begins_with_a_mark_and_nothing_is_lost(knowledge: Knowledge) -> None:
    for script in knowledge.scripts.values():
        for line in (*script.lines("red_flags"), *script.lines("do_now"), *script.lines("slogans")):
            found = pieces(str(line))
            assert "".join(found) == line
            assert not [piece for piece in found[1:] if piece[0] in CLOSING]
            assert "".join(slogan_lines(str(line), 8)) == line


def test_scenes_are_short_alike_everywhere_and_all_different(knowledge: Knowledge) -> None:
    found = {sheet.topic.scene for sheet in sheets(Asked(sizes=("a4",)), knowledge)}
    assert len(found) == len({sheet.topic for sheet in sheets(Asked(sizes=("a4",)), knowledge)})
    assert TOPIC.scene == "pqjeiztvpz"  # printed paper hangs for years: this may never change
    assert link("https://a.example/", TOPIC.scene) == "https://a.example/?t=pqjeiztvpz"
    assert choice_of(TOPIC.scene) == "poster:pqjeiztvpz"


# whoever prints their own code must not reach anything but a poster's topic
@pytest.mark.parametrize("scene", ["", "urgent:paid", "pqjeiztvp", "pqjeiztvpz1", "PQJEIZTVPZ", "p;drop--aa"])
def test_another_scene_is_no_choice(scene: str) -> None:
    assert choice_of(scene) == ""


def test_four_designs_in_four_sizes_and_designs_in_turn(knowledge: Knowledge) -> None:
    one = Asked(("health_product",), ("elderly",), ("market",))
    assert len(sheets(one, knowledge)) == 16
    turning = sheets(Asked(("health_product",), sizes=("a4",), designs=()), knowledge)
    assert {sheet.design for sheet in turning} == set(DESIGNS)
    assert Asked.load(one.dump()) == one
