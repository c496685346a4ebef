"""The access token: one for all processes, renewed early, replaced when WeChat refuses it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, text

from bot.edge.channels.wechat.access_token import EARLY, FORCE_EVERY, AccessTokens
from bot.edge.channels.wechat.transport import Unreachable
from bot.edge.seal import make_box
from db.models import Base

BOX = make_box(b"secret", b"test")


class Platform:
    """WeChat's `stable_token` and a clock."""

    def __init__(self) -> None:
        """Begin with the first token."""
        self.now = datetime(2026, 11, 25, 12, 0, tzinfo=timezone.utc)
        self.asked: list[bool] = []
        self.token = "token_1"
        self.seconds = 7200
        self.down = False

    async def fetch(self, force: bool) -> tuple[str, int]:
        """Give the token; a forced call makes another."""
        self.asked.append(force)
        if self.down:
            raise Unreachable("down")
        if force:
            self.token += "_forced"
        return self.token, self.seconds

    def process(self, engine: Engine, secret: bytes = b"secret") -> AccessTokens:
        """Return the tokens as a process of its own has them."""
        return AccessTokens(engine, "wx1", make_box(secret, b"test"), self.fetch, lambda: self.now)


@pytest.fixture
def platform() -> Platform:
    """Return the platform."""
    return Platform()


async def test_processes_share_one_token(engine: Engine, platform: Platform) -> None:
    one, two = platform.process(engine), platform.process(engine)
    assert [await one.current(), await two.current(), await one.current()] == ["token_1"] * 3
    assert platform.asked == [False]


async def test_it_is_renewed_before_it_expires(engine: Engine, platform: Platform) -> None:
    tokens = platform.process(engine)
    await tokens.current()
    platform.now += timedelta(seconds=7200) - EARLY - timedelta(seconds=1)
    platform.token = "token_2"
    assert await tokens.current() == "token_1"
    platform.now += timedelta(seconds=1)
    assert await tokens.current() == "token_2"


async def test_a_token_in_its_last_minutes_is_used_and_asked_for_again(engine: Engine, platform: Platform) -> None:
    tokens = platform.process(engine)
    platform.seconds = 60
    assert [await tokens.current(), await tokens.current()] == ["token_1", "token_1"]
    assert platform.asked == [False, False]


async def test_at_rest_it_is_sealed(engine: Engine, platform: Platform) -> None:
    await platform.process(engine).current()
    with engine.connect() as connection:
        assert "token_1" not in str(connection.execute(text("SELECT * FROM access_tokens")).all())


async def test_another_key_means_another_call(engine: Engine, platform: Platform) -> None:
    await platform.process(engine).current()
    assert await platform.process(engine, b"new key").current() == "token_1"
    assert platform.asked == [False, False]


async def test_a_refused_token_is_replaced_by_the_one_of_another_process(engine: Engine, platform: Platform) -> None:
    one, two = platform.process(engine), platform.process(engine)
    await one.current()
    await two.current()
    platform.token = "token_2"
    assert await one.replace("token_1") == "token_2"
    assert await two.replace("token_1") == "token_2"
    assert platform.asked == [False, False]


async def test_a_token_that_the_platform_repeats_is_forced_once(engine: Engine, platform: Platform) -> None:
    tokens = platform.process(engine)
    await tokens.current()
    assert await tokens.replace("token_1") == "token_1_forced"
    assert platform.asked == [False, False, True]
    assert await tokens.replace("token_1_forced") == "token_1_forced"
    assert platform.asked.count(True) == 1
    platform.now += FORCE_EVERY
    await tokens.replace("token_1_forced")
    assert platform.asked.count(True) == 2


async def test_another_process_knows_that_it_was_forced(engine: Engine, platform: Platform) -> None:
    # attack: a wrong clock or a stolen secret makes every process use up the twenty a day
    one, two = platform.process(engine), platform.process(engine)
    await one.current()
    await one.replace("token_1")
    await two.replace("token_1_forced")
    assert platform.asked.count(True) == 1


async def test_without_a_database_each_process_fetches_for_itself(engine: Engine, platform: Platform) -> None:
    Base.metadata.drop_all(engine)
    assert await platform.process(engine).current() == "token_1"


async def test_when_the_platform_is_down_it_says_so_and_recovers(engine: Engine, platform: Platform) -> None:
    tokens = platform.process(engine)
    platform.down = True
    with pytest.raises(Unreachable):
        await tokens.current()
    platform.down = False
    assert await tokens.current() == "token_1"
