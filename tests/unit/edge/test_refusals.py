"""Attack: send garbage a thousand times a second: the log fills the disk, and shows what a broken client carried."""

from __future__ import annotations

import logging

import pytest

from bot.edge.refusals import EVERY_SECONDS, Sparing


def a_record(error: Exception | None) -> logging.LogRecord:
    info = (type(error), error, None) if error else None
    return logging.LogRecord("aiohttp.server", logging.ERROR, "x", 1, "Error handling request from %s", ("1",), info)


def test_a_thousand_are_one_line_without_words() -> None:
    now = [0.0]
    sparing = Sparing(lambda: now[0])
    first = a_record(ValueError("Bearer planted-token"))
    assert sparing.filter(first)
    assert logging.Formatter().format(first) == "refused 1 times what is no request, last: ValueError"
    assert not any(sparing.filter(a_record(ValueError("planted"))) for _ in range(999))
    now[0] = EVERY_SECONDS
    last = a_record(ValueError("planted"))
    assert sparing.filter(last)
    assert last.getMessage() == "refused 1000 times what is no request, last: ValueError"


@pytest.mark.parametrize("error", [None, KeyError("x")])
def test_nothing_else_is_needed_of_a_record(error: Exception | None) -> None:
    record = a_record(error)
    assert Sparing().filter(record)
    assert record.exc_info is None
