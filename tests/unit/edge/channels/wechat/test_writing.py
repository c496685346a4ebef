"""Writing by itself: within WeChat's 48 hours, to who agreed, once; and never a second message of one's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
from aiohttp import web
from sqlalchemy import Engine

from bot.edge.channels.wechat.api import WeChatApi
from bot.edge.channels.wechat.push import Pusher
from bot.edge.channels.wechat.writing import Writing
from bot.edge.keys import ENGINE, KNOWLEDGE, SEALER
from bot.edge.seal import Sealer
from bot.edge.switch import SWITCHES, ChannelSwitches
from bot.edge.words import EdgeKnowledge, SafeReply
from db import assessments, calls, cases, outcomes, switches
from db.assessments import Entry
from db.knowledge import KnowledgeSource
from db.session import transaction
from tests.fakes.wechat_api import FakeWeChatApi

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=timezone.utc)
HOURS = timedelta(hours=72)


class Clock:
    """A clock that a test moves."""

    now = NOW

    def __call__(self) -> datetime:
        """Return its time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return a clock."""
    return Clock()


@pytest.fixture
def writing(engine: Engine, content_engine: Engine, make_api: Callable[..., WeChatApi], clock: Clock) -> Writing:
    """Return who writes, and a person with a matter whom WeChat lets us write to."""
    app = web.Application()
    app[ENGINE], app[SEALER] = engine, Sealer(b"secret")
    app[KNOWLEDGE] = EdgeKnowledge(KnowledgeSource(content_engine), SafeReply())
    app[SWITCHES] = ChannelSwitches(engine)
    cases.claim(engine, "p", "m1", "me", NOW, HOURS)
    assert cases.save(engine, "p", "m1", "me", {"blocks": []}, {"format": 1, "consent": True}, 0, NOW, HOURS)
    with transaction(engine) as session:
        assessments.record(session, "p", Entry("wechat", verdict="alarm", told=True), True, NOW)
    return Writing(app, Pusher(make_api(), lambda: clock().timestamp()), clock)


def _plan(engine: Engine, about: str = outcomes.OUTCOME, after: timedelta = outcomes.AFTER) -> None:
    outcomes.plan(engine, "p", about, Sealer(b"secret").seal_user("oUser_1"), NOW + after, NOW)


def _sent(api: FakeWeChatApi) -> list[tuple[str, str]]:
    return list(api.sent)


async def test_asked_once_with_numbers_that_are_understood(
    writing: Writing, engine: Engine, clock: Clock, api_server: FakeWeChatApi
) -> None:
    _plan(engine)
    assert await writing.once() == 0
    clock.now += timedelta(hours=24)
    assert await writing.once() == 1
    (user, text), *others = _sent(api_server)
    assert (user, others) == ("oUser_1", [])
    assert text.startswith("上回那件事")
    assert text.endswith("1 没转\n2 已经转了\n3 还在犹豫")
    data = cases.load(engine, "p", clock()).data or {}
    assert [one["value"] for one in data["choices"]] == ["outcome:safe", "outcome:paid", "outcome:thinking"]
    _plan(engine, after=timedelta(hours=25))
    clock.now += timedelta(hours=2)
    assert await writing.once() == 0


@pytest.mark.parametrize("why", ["too late", "forgotten", "shut", "answered"])
async def test_nothing_is_written(
    why: str, writing: Writing, engine: Engine, clock: Clock, api_server: FakeWeChatApi
) -> None:
    _plan(engine)
    clock.now += timedelta(hours=49 if why == "too late" else 25)
    if why == "forgotten":
        cases.forget(engine, "p")
    if why == "shut":
        switches.switch(engine, "wechat", False, "leak", "me", NOW)
    if why == "answered":
        outcomes.answer(engine, "p", outcomes.SAFE)
    assert await writing.once() == 0
    assert _sent(api_server) == []


async def test_told_that_nobody_took_the_call(
    writing: Writing, engine: Engine, clock: Clock, api_server: FakeWeChatApi
) -> None:
    call = calls.ask(engine, "p", "wechat", "", "paid", "", NOW, "sealed")
    _plan(engine, outcomes.CALL, calls.UNTAKEN)
    clock.now += calls.UNTAKEN
    assert await writing.once() == 1
    assert "110" in _sent(api_server)[0][1]
    assert calls.take(engine, call, "王警官", clock())


async def test_silent_where_somebody_took_it(
    writing: Writing, engine: Engine, clock: Clock, api_server: FakeWeChatApi
) -> None:
    call = calls.ask(engine, "p", "wechat", "", "paid", "", NOW, "sealed")
    assert calls.take(engine, call, "王警官", NOW)
    _plan(engine, outcomes.CALL, calls.UNTAKEN)
    clock.now += calls.UNTAKEN
    assert await writing.once() == 0
    assert _sent(api_server) == []
