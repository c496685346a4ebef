"""A log line is JSON, and holds neither a resident's words nor a secret."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest

from bot.observe.logs import JsonFormatter, secrets_of

WORDS = "我叫欧阳紫薯，卡号6222"


def line(name: str, message: str, *arguments: Any, **more: Any) -> dict[str, Any]:
    """Return what is written of one record."""
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, arguments, more.pop("exc_info", None))
    record.__dict__.update(more)
    written = JsonFormatter("edge", ("geheim123",)).format(record)
    assert "\n" not in written
    read: dict[str, Any] = json.loads(written)
    return read


def test_a_line_tells_who_when_and_what() -> None:
    read = line("bot.edge.turns", "turn took longer than %.1f s", 4.0, data={"part": "rasa"})
    assert read["event"] == "turn took longer than 4.0 s"
    assert (read["process"], read["level"], read["logger"], read["part"]) == ("edge", "error", "bot.edge.turns", "rasa")
    assert read["time"].endswith("+00:00")


@pytest.mark.parametrize("name", ["asyncio", "aiohttp.server", "rasa.core.processor", "sqlalchemy.engine"])
def test_what_a_library_filled_in_is_left_out(name: str) -> None:
    read = line(name, "Task exception was never retrieved: %s\nfuture: <Task>", WORDS)
    assert read["event"] == "Task exception was never retrieved: %s"


def test_an_exception_is_its_type_and_place_without_its_message() -> None:
    try:
        raise ValueError(WORDS)
    except ValueError:
        read = line("bot.edge.turns", "failed", exc_info=sys.exc_info())
    assert read["error"] == "ValueError"
    assert read["at"][-1].startswith(__file__)
    assert WORDS not in json.dumps(read, ensure_ascii=False)


@pytest.mark.parametrize(
    ("told", "hidden"),
    [("token geheim123 refused", "geheim123"), ("postgresql://bot:pass@db/x", "pass"), ("redis://:pass@r:1/0", "pass")],
)
def test_secrets_are_hidden(told: str, hidden: str) -> None:
    event = line("bot.settings", told)["event"]
    assert hidden not in event
    assert "***" in event


def test_secrets_are_found_by_name_and_the_longest_is_replaced_first() -> None:
    given = {"SERVICE_TOKEN": "abcdef1", "SECRET_KEY": "abcdef123", "EDGE_PORT": "8000001", "WECHAT_AES_KEY": "x"}
    assert secrets_of(given.items()) == ("abcdef123", "abcdef1")
