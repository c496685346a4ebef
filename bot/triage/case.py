"""The case: what is kept of one person between messages, at most 2 KB.

It holds no conversation. Quotes are a few masked words that live as long as
the session; with consent only type, stage and group outlive it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

MAX_BYTES = 2048
CASE_FORMAT = 1
KEPT_TYPES = 10
KEPT_QUOTES = 4


@dataclass(frozen=True)
class Choice:
    """One offered choice; `n` is the number shown, `value` what it means."""

    n: int
    value: str
    label: str


@dataclass(frozen=True)
class Case:
    """Everything remembered of one person's matter.

    Attributes:
        format: version of this layout.
        types: probability of the likeliest types and of "none".
        answers: signal id → "yes", "no" or "unsure".
        quotes: (signal id, the resident's words).
        stage: the highest stage told so far.
        live: the scammer is there now.
        verdict: the last verdict.
        type: the last type, or empty.
        also: further types in the same story.
        variant: "type/new way" that the story told of, or empty.
        asked: signals asked about so far.
        pending: the signal, or "open", that is being asked now.
        choices: what was offered last.
        group: who it is about, or empty.
        guessed: the group was concluded from the story, not told.
        group_asked: the group was asked for; never twice.
        helper: role of the one asking for somebody else, or empty.
        consent: True or False once answered whether to remember, else None.
        enough: they want no more questions.
        said: keys of what was already said.
        lines: marks of the paragraphs already said, see `bot.reply.once`.
        channels: ways of payment named.
        amounts: sums of money named, in yuan.
        when: the first time named, as said.
        turns: messages so far.
    """

    format: int = CASE_FORMAT
    types: dict[str, float] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    quotes: tuple[tuple[str, str], ...] = ()
    stage: str = "none"
    live: bool = False
    verdict: str = "none"
    type: str = ""
    also: tuple[str, ...] = ()
    variant: str = ""
    asked: tuple[str, ...] = ()
    pending: str = ""
    choices: tuple[Choice, ...] = ()
    group: str = ""
    guessed: bool = False
    group_asked: bool = False
    helper: str = ""
    consent: bool | None = None
    enough: bool = False
    said: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    amounts: tuple[float, ...] = ()
    when: str = ""
    turns: int = 0

    def dump(self) -> dict[str, Any]:
        """Return the case as plain data, fields at their default left out.

        Old quotes, then old paragraphs and "said" keys, go first when it would pass 2 KB.
        """
        case = self
        while len(json.dumps(case._plain(), ensure_ascii=False).encode()) > MAX_BYTES:
            if case.quotes:
                case = replace(case, quotes=case.quotes[1:])
            elif case.lines:
                case = replace(case, lines=case.lines[1:])
            elif case.said:
                case = replace(case, said=case.said[1:])
            elif case.choices:
                case = replace(case, choices=())
            else:
                case = replace(case, types=dict(list(case.types.items())[:3]), answers={})
                break
        return case._plain()

    def _plain(self) -> dict[str, Any]:
        data = {name: getattr(self, name) for name, empty in _EMPTY.items() if getattr(self, name) != empty}
        if self.types:
            data["types"] = {key: round(value, 4) for key, value in self.types.items()}
        if self.choices:
            data["choices"] = tuple(asdict(choice) for choice in self.choices)
        return {"format": self.format, **data}


_EMPTY = {item.name: getattr(Case(), item.name) for item in fields(Case) if item.name != "format"}


def load_case(data: dict[str, Any] | None) -> Case:
    """Read a case back; anything unknown or of another format is left out.

    Args:
        data: what `Case.dump` gave, or None for a stranger.

    Returns:
        The case; an empty one when `data` cannot be understood.
    """
    if not isinstance(data, dict) or data.get("format") != CASE_FORMAT:
        return Case()
    known = {item.name for item in fields(Case)}
    given = {key: value for key, value in data.items() if key in known}
    try:
        given["choices"] = tuple(Choice(**item) for item in given.get("choices", ()))
        given["quotes"] = tuple((str(one), str(two)) for one, two in given.get("quotes", ()))
        for name in ("also", "asked", "said", "lines", "channels", "amounts"):
            given[name] = tuple(given.get(name, ()))
        return Case(**given)
    except (TypeError, ValueError):
        return Case()


def remembered(case: Case) -> Case:
    """Return what may outlive the session with consent: type, stage and group."""
    return Case(
        type=case.type,
        types={case.type: 0.9, "none": 0.1} if case.type else {},
        stage=case.stage,
        verdict=case.verdict,
        group=case.group,
        guessed=case.guessed,
        group_asked=case.group_asked,
        consent=case.consent,
    )
