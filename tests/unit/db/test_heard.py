"""What was heard waits for a yes, ten minutes at most, and goes with "forget me"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine

from db import cases, heard

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(("minutes", "words"), [(0, "有人叫我转钱"), (9, "有人叫我转钱"), (10, ""), (60, "")])
def test_it_waits_ten_minutes(engine: Engine, minutes: int, words: str) -> None:
    heard.keep(engine, "p", "有人叫我转钱", NOW)
    assert heard.waiting(engine, "p", NOW + timedelta(minutes=minutes)) == words
    assert heard.waiting(engine, "other", NOW) == ""


def test_the_last_words_count(engine: Engine) -> None:
    heard.keep(engine, "p", "有人叫我转钱", NOW)
    heard.keep(engine, "p", "有人叫我赚钱", NOW)
    assert heard.waiting(engine, "p", NOW) == "有人叫我赚钱"


@pytest.mark.parametrize(
    "end",
    [
        lambda engine: heard.drop(engine, "p"),
        lambda engine: cases.forget(engine, "p"),
        lambda engine: cases.purge(engine, NOW + heard.KEEP),
    ],
    ids=["drop", "forget", "purge"],
)
def test_it_goes(engine: Engine, end: Callable[[Engine], object]) -> None:
    heard.keep(engine, "p", "有人叫我转钱", NOW)
    end(engine)
    assert heard.waiting(engine, "p", NOW - timedelta(minutes=1)) == ""
