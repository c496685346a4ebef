"""A poster's code in WeChat: a follower and a newcomer land on the topic, and the poster's scan is counted once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.posters.scenes import Topic
from db import posters
from db.models import utc_now
from db.poster_models import PosterScan
from db.session import make_engine, transaction
from tests.fakes.wechat_client import WeChatClient
from tests.integration.test_wechat import (  # noqa: F401  # fixtures
    Start,
    _patient,
    _say,
    api,
    content,
    rasa,
    settings,
    start,
    wechat,
)

TOPIC = Topic("health_product", "elderly", "market")


@pytest.mark.parametrize(("event", "key"), [("SCAN", TOPIC.scene), ("subscribe", f"qrscene_{TOPIC.scene}")])
async def test_a_code_opens_the_topic_and_is_counted_once(
    event: str,
    key: str,
    start: Start,  # noqa: F811
    wechat: WeChatClient,  # noqa: F811
    tmp_path: Path,
) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'assistant.db'}")
    with transaction(engine) as session:
        posters.register(session, [posters.Scene(TOPIC.scene, TOPIC.type, TOPIC.group, TOPIC.place)], utc_now())
    edge, created = await start(), int(time.time())
    for _ in range(2):  # WeChat delivers again where it did not hear us
        told = await _say(edge, wechat, "event", Event=event, EventKey=key, Ticket="gQ", created=created)
        assert "保健品与免费体检" in told
        assert "96110" in told
    with transaction(engine) as session:
        assert list(session.execute(select(PosterScan.scene, PosterScan.channel, PosterScan.scans))) == [
            (TOPIC.scene, "wechat", 1)
        ]
    engine.dispose()
