"""Where a call stands: everything the edge must know at the next key. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

MENU, RECORD, CONFIRM, REPLY = "menu", "record", "confirm", "reply"
HUMAN, NUMBER, CLOSING, OVER = "human", "number", "closing", "over"
PLACES = frozenset({MENU, RECORD, CONFIRM, REPLY, HUMAN, NUMBER, CLOSING, OVER})
URGENT, DISTRESS = "urgent", "distress"


@dataclass(frozen=True)
class Call:
    """One call; it holds nothing that the caller said.

    Attributes:
        at: one of `PLACES`; empty before it was answered.
        line: place id of the handset or number that was rung.
        prompts: what is being said, and said again on *.
        keys: key → what it does here: "go/0.2", "speak", "misheard", or the value of a choice.
        core: the most important of the last reply, said again at its end and at the end of the call.
        grave: URGENT or DISTRESS once the last reply was for that.
        question: the last reply waits for an answer.
        failed: wrong keys, time-outs and repeats in a row.
        recorded: recordings that led nowhere.
        turns: messages sent so far, names the next.
        handset: how often somebody else took the handset.
        told_keys: how often the keys 9, 8 and 0 were named.
        private: it was said that these words are for one ear.
        steps: events so far.
    """

    at: str = ""
    line: str = ""
    prompts: tuple[str, ...] = ()
    keys: dict[str, str] = field(default_factory=dict)
    core: tuple[str, ...] = ()
    grave: str = ""
    question: bool = False
    failed: int = 0
    recorded: int = 0
    turns: int = 0
    handset: int = 0
    told_keys: int = 0
    private: bool = False
    steps: int = 0

    def dump(self) -> dict[str, Any]:
        """Return the call as plain data."""
        return asdict(self)

    def handed_over(self) -> Call:
        """Return the call for whoever has the handset now: nothing of the one before."""
        return replace(Call(), line=self.line, steps=self.steps, handset=self.handset + 1, turns=self.turns)


def load_call(data: Any) -> Call | None:
    """Return the call of plain data, None where it is none of ours or of another version."""
    if not isinstance(data, dict) or data.keys() != {one.name for one in fields(Call)} or data["at"] not in PLACES:
        return None
    lists = {name: tuple(map(str, data[name])) for name in ("prompts", "core")}
    return Call(**{**data, **lists})
