"""What a step of the call asks of the edge, and what the edge comes back with. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.phone.events import Command, Event
from bot.phone.state import Call


@dataclass(frozen=True)
class Say:
    """Say these prompts, then do this."""

    prompts: tuple[str, ...]
    then: Command


@dataclass(frozen=True)
class Send:
    """Have a message answered, by the same turn as on every other channel; `Replied` follows."""

    text: str = ""
    choice: str = ""


@dataclass(frozen=True)
class Hear:
    """Have the recording heard, read, and kept masked until it is confirmed; `Understood` follows."""


Do = Say | Send | Hear


@dataclass(frozen=True)
class Replied:
    """What was answered: blocks, which kind of step, and type, verdict and stage of the case."""

    blocks: list[dict[str, Any]]
    kind: str = ""
    case: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Understood:
    """What came of a recording.

    Attributes:
        what: CONFIRM what was understood, ANSWER it at once, HANDED_OVER, UNCLEAR or DEAF.
        type: the scam that was heard, or empty.
        stage: how far things are, as heard.
    """

    what: str
    type: str = ""
    stage: str = "none"


CONFIRM, ANSWER, HANDED_OVER, UNCLEAR, DEAF = "confirm", "answer", "handed_over", "unclear", "deaf"
Happening = Event | Replied | Understood


@dataclass(frozen=True)
class Outcome:
    """The call after a step, and what to do."""

    call: Call
    do: Do
