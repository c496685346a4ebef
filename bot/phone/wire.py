"""Events and commands as JSON data and back, see protocol.md. Pure, standard library only."""

from __future__ import annotations

import re
from dataclasses import asdict, fields
from typing import Any

from bot.phone.events import (
    Answer,
    Answered,
    Exchange,
    HangUp,
    HungUp,
    Key,
    Listen,
    Play,
    Played,
    Record,
    Recorded,
    Silence,
    Sound,
    Transfer,
    TransferFailed,
)

KEYS = "0123456789*#"
CALL = re.compile(r"[A-Za-z0-9_-]{16,64}")
_LINE = re.compile(r"[A-Za-z0-9_-]{0,40}")
MOST_STATE = 16 * 1024
MOST_SECONDS = 120.0


class BadExchange(ValueError):
    """A message that is not of the protocol; says which field and what it must be."""


EVENTS: dict[str, type[Any]] = {
    "answered": Answered,
    "key": Key,
    "played": Played,
    "silence": Silence,
    "recorded": Recorded,
    "transfer_failed": TransferFailed,
    "hangup": HungUp,
}
COMMANDS: dict[str, type[Any]] = {
    "play": Play,
    "listen": Listen,
    "record": Record,
    "transfer": Transfer,
    "hangup": HangUp,
}
_NAMES = {kind: name for table in (EVENTS, COMMANDS) for name, kind in table.items()}


def dump_event(exchange: Exchange) -> dict[str, Any]:
    """Return an exchange as JSON data."""
    return {"n": exchange.n, "state": exchange.state, "event": _dump(exchange.event)}


def load_event(body: Any) -> Exchange:
    """Read an exchange.

    Raises:
        BadExchange: it is not of the protocol.
    """
    if not isinstance(body, dict):
        raise BadExchange("body: must be an object {n, state, event}")
    n, state = body.get("n"), body.get("state")
    if not isinstance(n, int) or isinstance(n, bool) or not 1 <= n <= 10_000:
        raise BadExchange("n: must be the number of the event, 1 to 10000")
    if not isinstance(state, str) or len(state) > MOST_STATE:
        raise BadExchange("state: must be the text that the last answer gave")
    event = _load(body.get("event"), EVENTS, "event")
    if isinstance(event, Key) and (len(event.key) != 1 or event.key not in KEYS):
        raise BadExchange("event.key: must be one of 0-9, * and #")
    if isinstance(event, Answered) and not _LINE.fullmatch(event.line):
        raise BadExchange("event.line: must be at most 40 letters, digits, - or _")
    if isinstance(event, Recorded) and not 0 <= event.seconds <= MOST_SECONDS:
        raise BadExchange("event.seconds: must be 0 to 120")
    return Exchange(n, state, event)


def dump_answer(answer: Answer) -> dict[str, Any]:
    """Return an answer as JSON data."""
    return {"state": answer.state, "commands": [_dump(command) for command in answer.commands]}


def load_answer(body: Any) -> Answer:
    """Read an answer.

    Raises:
        BadExchange: it is not of the protocol.
    """
    if not isinstance(body, dict) or not isinstance(body.get("commands"), list):
        raise BadExchange("body: must be an object {state, commands}")
    commands = tuple(_load(command, COMMANDS, "commands") for command in body["commands"])
    return Answer(str(body.get("state") or ""), commands)


def _dump(thing: Any) -> dict[str, Any]:
    return {"type": _NAMES[type(thing)], **asdict(thing)}


def _load(data: Any, kinds: dict[str, type[Any]], where: str) -> Any:
    kind = kinds.get(str(data.get("type"))) if isinstance(data, dict) else None
    if kind is None:
        raise BadExchange(f"{where}.type: must be one of {', '.join(kinds)}")
    known = {one.name for one in fields(kind)}
    given = {name: _value(name, value, where) for name, value in data.items() if name in known}
    try:
        return kind(**given)
    except TypeError as error:
        raise BadExchange(f"{where}: a field is missing: {error}") from error


_NUMBER = (int, float)
_TYPES: dict[str, type[Any] | tuple[type[Any], ...]] = {
    "line": str,
    "key": str,
    "to": str,
    "seconds": _NUMBER,
    "silence": _NUMBER,
}


def _value(name: str, value: Any, where: str) -> Any:
    if name in ("sounds", "meanwhile"):
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise BadExchange(f"{where}.{name}: must be a list of sounds")
        known = {one.name for one in fields(Sound)}
        return tuple(Sound(**{key: one[key] for key in known & one.keys()}) for one in value)
    wanted = _TYPES[name]
    if not isinstance(value, wanted) or isinstance(value, bool):
        raise BadExchange(f"{where}.{name}: is of the wrong kind")
    return value
