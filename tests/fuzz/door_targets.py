"""The JSON doors, what comes back from the database as a case, and cookies."""

from __future__ import annotations

import json
from typing import Any

from tests.fuzz.target import Check, Target, as_text


class _EveryCookie(dict[str, str]):
    """Every cookie has the same value."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def get(self, key: str, default: Any = None) -> str:
        return self._text

    def __getitem__(self, key: str) -> str:
        return self._text


class _Request(dict[Any, Any]):
    """What the readers of cookies use of aiohttp's request, which is a mapping, too."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.cookies, self.headers = _EveryCookie(text), dict[str, str]()


_JSON = (
    b'"\\ud800"',
    b"NaN",
    b"Infinity",
    b"1e999",
    b"-0",
    b"null",
    b"[[[[",
    b'{"id":',
    b"\\u0000",
    b'"id":"b"',
    b"true",
)


def _messages() -> list[bytes]:
    bodies: list[dict[str, Any]] = [
        {"id": "a", "text": "有人让我转钱"},
        {"id": "a.b:c-1", "choice": "urgent:paid", "channel": "kiosk", "elder": True},
        {"id": "x" * 80, "text": "\u202e钱", "user": "o_1", "place": "hall-1", "more": [1, {"a": None}]},
    ]
    return [json.dumps(body, ensure_ascii=one).encode() for body in bodies for one in (True, False)]


def _parse() -> Check:
    from bot.edge.messages import BadMessage, channel_of, parse

    def check(data: bytes) -> None:
        try:
            incoming = parse(data)
        except BadMessage:
            return
        assert 1 <= len(incoming.id) <= 80
        assert incoming.id.isascii()
        assert incoming.text.strip() or incoming.choice
        assert channel_of(incoming, False) in ("web", "kiosk")

    return check


def _case() -> Check:
    from bot.triage.case import MAX_BYTES, load_case, remembered

    def check(data: bytes) -> None:
        try:
            given = json.loads(data)
        except (ValueError, RecursionError):
            return
        case = load_case(given)
        remembered(case)

    def sizes(data: bytes) -> None:
        """A case of our own making, however long its words are, fits into its column."""
        from bot.triage.case import Case, Choice

        text = as_text(data).encode("utf-8", "replace").decode()
        parts = tuple(text[start : start + 30] for start in range(0, len(text), 30))
        choices = tuple(Choice(n, "answer:yes", part[:20]) for n, part in enumerate(parts[:8]))
        case = Case(quotes=tuple(("s", part) for part in parts[:4]), said=parts, lines=parts, choices=choices)
        assert len(json.dumps(case.dump(), ensure_ascii=False).encode()) <= MAX_BYTES
        assert load_case(case.dump()).quotes == load_case(case.dump()).quotes

    return lambda data: (check if data[:1] == b"{" else sizes)(data)


_CASES = (
    {"format": 1, "types": {"invest_crypto": 0.5, "none": 0.5}, "choices": [{"n": 1, "value": "a:b", "label": "是"}]},
    {"format": 1, "quotes": [["s", "转钱"]], "asked": ["a"], "consent": None, "amounts": [1.5], "stage": "paid"},
)


def _cookies() -> Check:
    from cryptography.fernet import InvalidToken

    from bot.console.auth.tokens import fingerprint, looks_right
    from bot.edge.person import People
    from bot.edge.places import Places
    from bot.edge.seal import Sealer

    people, sealer = People(b"fuzz", "token", False), Sealer(b"fuzz")
    places = Places(None, b"fuzz", False)  # type: ignore[arg-type]  # no database is asked

    def check(data: bytes) -> None:
        text = data.decode("utf-8", "surrogateescape")  # as aiohttp decodes headers
        request: Any = _Request(text)
        user, is_new = people.from_cookie(request)
        assert is_new, "a forged cookie was taken"
        assert len(user) == 32
        assert places.of(request, "kiosk") == places.of(request, "web") == ""
        for shut in (sealer.open, sealer.open_user, sealer.open_contact):
            try:
                shut(as_text(data).encode("utf-8", "replace").decode())
            except InvalidToken:
                continue
            raise AssertionError("forged")
        if looks_right(text):
            fingerprint(text)

    return check


def _forged() -> list[bytes]:
    return [
        b"IjhhNzBlZWU5MTBiMmM3MjM1NDc5OGY1OTQxOWZiMDhmIg.k8KfJtUWyB6ZSCWqzDU1GVySTRY",
        b"InNjZW5lOmEi.aSZk8w.k8KfJtUWyB6ZSCWqzDU1GVySTRY",
        b".eJw.x",
        b"gAAAAABpJmTz" + b"A" * 88,
        b"A" * 43,
    ]


TARGETS = (
    Target("message door", "bot/edge/messages.py", 110, _parse, _messages, _JSON, 2000),
    Target(
        "case",
        "bot/triage/case.py",
        60,
        _case,
        lambda: [json.dumps(case).encode() for case in _CASES] + [b"abc"],
        _JSON,
        3000,
    ),
    Target(
        "cookies and seals", "bot/edge/person.py, places.py, seal.py", 60, _cookies, _forged, (b".", b"=", b"\xff"), 300
    ),
)
