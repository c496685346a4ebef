"""A channel is shut with a reason, and residents feel it within seconds."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.edge.switch import EVERY_SECONDS, OFF_WORDINGS, ChannelSwitches, switch_channel
from db import switches
from db.knowledge import Knowledge
from db.migrate import migrate
from db.models import Base, utc_now
from db.session import make_engine


class Clock:
    """A clock that a test moves."""

    now = 10.0

    def __call__(self) -> float:
        """Return its time."""
        return self.now


async def test_a_change_is_seen_after_two_seconds(engine: Engine) -> None:
    clock = Clock()
    seen = ChannelSwitches(engine, clock)
    assert await seen.is_open("wechat")
    switches.switch(engine, "wechat", False, "key leaked", "me", utc_now())
    assert await seen.is_open("wechat")
    clock.now += EVERY_SECONDS
    assert not await seen.is_open("wechat")
    assert await seen.is_open("kiosk")


async def test_without_a_database_it_stays_as_it_was(engine: Engine) -> None:
    clock = Clock()
    seen = ChannelSwitches(engine, clock)
    switches.switch(engine, "wechat", False, "key leaked", "me", utc_now())
    assert not await seen.is_open("wechat")
    Base.metadata.drop_all(engine)
    clock.now += EVERY_SECONDS
    assert not await seen.is_open("wechat")
    assert await ChannelSwitches(engine, clock).is_open("wechat")


async def test_residents_are_told_the_words_that_were_chosen(engine: Engine) -> None:
    clock = Clock()
    seen = ChannelSwitches(engine, clock)
    assert await seen.told("kiosk") == ""
    for chosen, told in (
        ("channel_off_night", "channel_off_night"),
        ("", "channel_off"),
        ("greeting", "channel_off"),  # approved words only, whatever stands in the row
    ):
        clock.now += EVERY_SECONDS
        switches.switch(engine, "kiosk", False, "renovation", "me", utc_now(), chosen)
        assert await seen.told("kiosk") == told
    clock.now += EVERY_SECONDS
    switches.switch(engine, "kiosk", True, "ready", "me", utc_now(), "channel_off_night")
    assert await seen.told("kiosk") == ""


def test_all_words_for_a_shut_channel_exist_and_name_where_to_call(knowledge: Knowledge) -> None:
    for wording in OFF_WORDINGS:
        for words in knowledge.wordings[wording].values():
            assert "110" in words
            assert "96110" in words


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Return the database that commands find by the environment."""
    url = f"sqlite:///{tmp_path / 'assistant.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    return make_engine(url)


def test_the_command_shuts_opens_and_tells(database: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    migrate(database)
    assert switch_channel("wechat", "", "") == 0
    assert capsys.readouterr().out == "wechat is on\n"
    assert switch_channel("wechat", "off", "key leaked") == 0
    assert "wechat is off, since" in capsys.readouterr().out
    assert switch_channel("wechat", "", "") == 0
    assert "key leaked" in capsys.readouterr().out
    assert switch_channel("wechat", "on", "new key") == 0
    assert switches.current(database, "wechat").is_open
    database.dispose()


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_changes(reason: str, database: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    migrate(database)
    assert switch_channel("wechat", "off", reason) == 2
    assert "--reason" in capsys.readouterr().err
    assert switches.current(database, "wechat").is_open
    database.dispose()


def test_before_there_is_a_database_the_command_says_what_to_do(
    database: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert switch_channel("wechat", "off", "key leaked") == 1
    assert "prepare" in capsys.readouterr().err
    database.dispose()
