"""A whole drill as text, for staff to read before anybody plays it. Pure."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace

from bot.drill.cues import ASK, GO, HINT, REFUSE
from bot.drill.play import HINTED, SILENT, WON, Move, begin, move
from bot.drill.plot import LEVELS, Plot
from bot.drill.say import Teller, tell_move
from db.knowledge import Knowledge


def listing(
    knowledge: Knowledge, plot: Plot, group: str = "", elder: bool = False, levels: tuple[str, ...] = LEVELS
) -> Iterator[str]:
    """Yield the lines of one drill: on every level each stage up to the loss, then both ends.

    Args:
        knowledge: the words.
        plot: of the type.
        group: who plays; for minors it ends in other words.
        elder: the words for who needs them short.
        levels: which ones.
    """
    yield f"━━ {plot.type}  {knowledge.scripts[plot.type].name}"
    for level in levels:
        yield f"── {level}"
        yield from _level(Teller(knowledge, elder), plot, group, level)


def _level(teller: Teller, plot: Plot, group: str, level: str) -> Iterator[str]:
    first = made = begin(plot, group, level)
    while not made.over:
        yield f"[{made.state.scene + 1}/{len(plot.scenes)}]"
        yield from _said(teller, plot, made)
        heard = yield from _asides(teller, plot, made)
        made = move(plot, heard.state, GO)
    yield "[lost]"
    yield from _said(teller, plot, made)
    yield "[won at the first step]"
    yield from _said(teller, plot, replace(first, what=WON))


def _asides(teller: Teller, plot: Plot, made: Move) -> Generator[str, None, Move]:
    """Yield what hint, question and first no bring in a stage; return the move after the questions."""
    hinted = move(plot, made.state, HINT)
    if hinted.what == HINTED:
        yield from _said(teller, plot, hinted, "  (hint) ")
    refused = move(plot, made.state, REFUSE)
    if not refused.over:
        yield from _said(teller, plot, refused, "  (no) ")
    asked = move(plot, made.state, ASK)
    while asked.what != SILENT:
        yield from _said(teller, plot, asked, "  (ask) ")
        made, asked = asked, move(plot, asked.state, ASK)
    return made


def _said(teller: Teller, plot: Plot, made: Move, before: str = "") -> Iterator[str]:
    """Yield every text of a move, and its choices on one line."""
    for block in tell_move(Teller(teller.knowledge, teller.elder), plot, made).blocks:
        if block["type"] == "choices":
            yield f"{before}  " + " / ".join(str(choice["label"]) for choice in block["choices"])
        else:
            yield f"{before}{block['text']}"
