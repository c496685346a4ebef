# Attack: have a reminder sent without consent, after a stop, twice by two edges, or outside WeChat's 48 hours.
"""Reminders of return visits: within the rules, once, or somebody calls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
from aiohttp import web
from sqlalchemy import Engine

from bot.edge.channels.wechat.api import WeChatApi
from bot.edge.channels.wechat.push import Pusher
from bot.edge.channels.wechat.reminding import Notice, Reminding
from bot.edge.keys import ENGINE, KNOWLEDGE, SEALER
from bot.edge.seal import Sealer
from bot.edge.words import EdgeKnowledge, SafeReply
from db import reminders, visits
from db.knowledge import KnowledgeSource
from tests.fakes.wechat_api import FakeWeChatApi

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=timezone.utc)
Make = Callable[[datetime], Reminding]


@pytest.fixture
def at(engine: Engine, content_engine: Engine, make_api: Callable[..., WeChatApi]) -> Make:
    """Return a maker of edges at a time."""

    def make(now: datetime) -> Reminding:
        app = web.Application()
        app[ENGINE], app[SEALER] = engine, Sealer(b"secret")
        app[KNOWLEDGE] = EdgeKnowledge(KnowledgeSource(content_engine), SafeReply())
        return Reminding(app, Pusher(make_api(), now.timestamp), Notice("T1"), lambda: now)

    return make


def _agreed(engine: Engine, consent: bool = True) -> None:
    wechat = Sealer(b"secret").seal_user("oUser_1")
    given = NOW if consent else None
    one = visits.NewVisit(
        *("f", "sealed", visits.RESIDENT, NOW + visits.FIRST_AFTER, "loan_fake", "p", given), wechat=wechat, said_at=NOW
    )
    visits.add(engine, [one], NOW)
    reminders.plan(engine, "f", NOW)


@pytest.mark.parametrize("why", ["no consent", "stopped"])
async def test_never_sent(why: str, engine: Engine, at: Make, api_server: FakeWeChatApi) -> None:
    _agreed(engine, consent=why != "no consent")
    if why == "stopped":
        assert visits.stop_person(engine, "p")
    for days in (1, 7, 30):
        assert await at(NOW + timedelta(days=days)).once() == 0
    assert (api_server.sent, api_server.notices) == ([], [])


async def test_two_edges_at_once_send_one(engine: Engine, at: Make, api_server: FakeWeChatApi) -> None:
    _agreed(engine)
    now = NOW + timedelta(hours=25)
    await asyncio.gather(at(now).once(), at(now).once(), return_exceptions=True)
    assert len(api_server.sent) == 1
    text = api_server.sent[0][1]
    assert "报案" in text
    assert text.endswith("1 没再遇到\n2 又有人找我\n3 别再提醒我")


async def test_outside_48_hours_a_notice_or_the_call_list(engine: Engine, at: Make, api_server: FakeWeChatApi) -> None:
    _agreed(engine)
    await at(NOW + timedelta(hours=25)).once()
    reminders.grant(engine, "p", "e1", NOW)
    reminders.grant(engine, "p", "e1", NOW)
    api_server.allowed["oUser_1"] = 1
    week, month = NOW + timedelta(days=7), NOW + timedelta(days=30, hours=1)
    assert await at(week).once() == 1
    assert [template for _, template, _ in api_server.notices] == ["T1"]
    assert visits.due(engine, week)[1] == 0
    assert await at(month).once() == 0
    assert len(api_server.sent) == 1
    assert visits.due(engine, month)[1] == 1


async def test_answers_are_noted(engine: Engine, at: Make) -> None:
    _agreed(engine)
    now = NOW + timedelta(hours=25)
    await at(now).once()
    reminders.answered(engine, "p", reminders.AGAIN, "又有人找", now)
    [row] = visits.due(engine, now)[0]
    assert [(note.officer, note.text) for note in visits.notes(engine, row.id)] == [("微信", "又有人找")]
