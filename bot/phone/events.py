"""What the media program and the edge tell each other, see protocol.md. Pure, standard library only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Answered:
    """The call stands; `line` is the place id of the handset or number that was rung."""

    line: str = ""


@dataclass(frozen=True)
class Key:
    """One key was pressed."""

    key: str


@dataclass(frozen=True)
class Played:
    """Everything was played, and nothing was to be waited for."""


@dataclass(frozen=True)
class Silence:
    """No key within the time."""


@dataclass(frozen=True)
class Recorded:
    """A recording is over; its sound lies beside the event."""

    seconds: float = 0.0


@dataclass(frozen=True)
class TransferFailed:
    """The caller could not be handed over and is still with us."""


@dataclass(frozen=True)
class HungUp:
    """Nobody is on the line any more."""


Event = Answered | Key | Played | Silence | Recorded | TransferFailed | HungUp


@dataclass(frozen=True)
class Sound:
    """One sentence: what it says, the name of its file, where it is fetched, and whether a machine says it."""

    text: str
    key: str = ""
    url: str = ""
    synthetic: bool = False


@dataclass(frozen=True)
class Play:
    """Play these, one after the other; a key stops it."""

    sounds: tuple[Sound, ...]


@dataclass(frozen=True)
class Listen:
    """Wait so long for a key."""

    seconds: float = 10.0


@dataclass(frozen=True)
class Record:
    """After a tone record up to `seconds`; `meanwhile` is played while what was said is being read."""

    seconds: float = 30.0
    silence: float = 2.5
    meanwhile: tuple[Sound, ...] = ()


@dataclass(frozen=True)
class Transfer:
    """Hand the caller over to this number or SIP address."""

    to: str


@dataclass(frozen=True)
class HangUp:
    """End the call."""


Command = Play | Listen | Record | Transfer | HangUp


@dataclass(frozen=True)
class Exchange:
    """What the media program sends: the how-manieth event, the state it was given, and the event."""

    n: int
    state: str
    event: Event


@dataclass(frozen=True)
class Answer:
    """What the edge answers: the state to give back next time, and what to do."""

    state: str
    commands: tuple[Command, ...]
