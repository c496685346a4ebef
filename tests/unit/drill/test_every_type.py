"""Every published type has a drill that can be played on every level, ends, and marks every message."""

from __future__ import annotations

import pytest

from bot.check.numbers import links, strange_numbers
from bot.drill.cues import ASK, GO, HINT, REFUSE, UNCLEAR, Cues
from bot.drill.play import LOST, WON, Move, begin, load_state, move, signs
from bot.drill.plot import EASY, HARD, LEVELS, PLAIN, Plot, plot_of
from bot.drill.say import Teller, foremost, tell_move
from bot.reply.render.wechat import MOST_BYTES, render
from db.files import catalogue
from db.knowledge import Knowledge

TYPES = [str(entry["id"]) for entry in catalogue()]
MOST_MOVES = 30


def _played(plot: Plot, level: str, answer: str) -> list[Move]:
    """Return all moves of a drill in which always the same is answered; the state goes through the case each time."""
    made = [begin(plot, "elderly", level)]
    while not made[-1].over and len(made) < MOST_MOVES:
        state = load_state(made[-1].state.dump())
        assert state == made[-1].state
        made.append(move(plot, state, answer))
    return made


def test_all_64_are_walked(knowledge: Knowledge) -> None:
    assert len(TYPES) == 64
    assert set(TYPES) == set(knowledge.scripts)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("type_id", TYPES)
def test_going_along_ends_in_the_loss_and_refusing_before_it(
    type_id: str, level: str, knowledge: Knowledge, cues: Cues
) -> None:
    plot = plot_of(knowledge.scripts[type_id], cues)
    lost, won = _played(plot, level, GO), _played(plot, level, REFUSE)
    assert lost[-1].what == LOST
    assert len(lost) == len(plot.scenes) + 1
    assert won[-1].what == WON
    assert len(won) == (3 if level == HARD else 2)


@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("type_id", TYPES)
def test_every_message_is_marked_and_holds_nothing_to_use(
    type_id: str, level: str, elder: bool, knowledge: Knowledge, cues: Cues
) -> None:
    plot = plot_of(knowledge.scripts[type_id], cues)
    lines = {line.text for scene in plot.scenes for line in scene.lines}
    published = {line for stage in knowledge.scripts[type_id].words["stages"] for line in stage["says"]}
    assert lines <= published  # nothing is written for the drill: what is said was approved
    for answer in (GO, ASK, REFUSE, HINT, UNCLEAR):
        for made in _played(plot, level, answer)[:8]:
            blocks = tell_move(Teller(knowledge, elder), plot, made).blocks
            texts = [str(block["text"]) for block in blocks if block["type"] == "text"]
            assert all(text.startswith("【演练】") for text in texts)
            assert all(block["drill"] for block in blocks)
            assert blocks[-1]["type"] == "choices"
            for message in render(blocks):
                assert message.startswith("【演练】")
                assert len(message.encode()) <= MOST_BYTES
            for text in texts:
                assert strange_numbers(text, frozenset(knowledge.hotlines)) == []
                assert links(text) == []


@pytest.mark.parametrize("type_id", TYPES)
def test_the_harder_the_less_shows_and_the_later(type_id: str, knowledge: Knowledge, cues: Cues) -> None:
    plot = plot_of(knowledge.scripts[type_id], cues)
    seen = {level: [len(signs(plot, made.state)) for made in _played(plot, level, GO)] for level in LEVELS}
    assert seen[EASY][-1] >= 2
    for easier, harder in ((EASY, PLAIN), (PLAIN, HARD)):
        assert all(one >= other for one, other in zip(seen[easier], seen[harder], strict=True))
    said = {
        level: sum(len(tell_move(Teller(knowledge), plot, made).blocks) for made in _played(plot, level, GO)[:-1])
        for level in LEVELS
    }
    assert said[EASY] > said[HARD]


@pytest.mark.parametrize("type_id", TYPES)
def test_the_end_names_what_was_seen_in_its_order_and_what_it_costs(
    type_id: str, knowledge: Knowledge, cues: Cues
) -> None:
    plot = plot_of(knowledge.scripts[type_id], cues)
    made = _played(plot, EASY, GO)[-1]
    words = "\n".join(str(block.get("text")) for block in tell_move(Teller(knowledge), plot, made).blocks)
    quotes = [f"“{sign.quote}”" for sign in foremost(signs(plot, made.state))]
    assert [words.index(quote) for quote in quotes] == sorted(words.index(quote) for quote in quotes)
    assert str(knowledge.scripts[type_id].words["case"]).strip() in words
    assert "110" in words
    assert "96110" in words
