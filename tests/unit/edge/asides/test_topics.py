"""A poster's code opens its topic, in WeChat and on the page; nobody is taken for a victim because of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.edge.channels.wechat.incoming import Ask, read_incoming
from bot.posters.scenes import Topic
from db import posters
from db.poster_models import PosterScan
from db.session import transaction
from tests.unit.edge.asides.conftest import Edge, text_of, values

TOPIC = Topic("health_product", "elderly", "market")


async def test_a_scan_opens_the_topic_and_is_counted(edge: Edge) -> None:
    with transaction(edge.engine) as session:
        posters.register(session, [posters.Scene(TOPIC.scene, TOPIC.type, TOPIC.group, TOPIC.place)], edge.now)
    for channel in ("web", "wechat"):
        edge.channel = channel
        reply = await edge.say(choice=f"poster:{TOPIC.scene}")
        assert "保健品" in text_of(reply)
        assert "96110" in text_of(reply)
        assert values(reply) == ["urgent:paid", "urgent:paying"]
        assert reply["case"]["type"] is None
    assert edge.rasa.seen == []
    with transaction(edge.engine) as session:
        found = session.execute(select(PosterScan.channel, PosterScan.scans)).all()
    assert sorted(map(tuple, found)) == [("web", 1), ("wechat", 1)]


async def test_a_scene_that_was_never_printed_is_greeted_and_not_counted(edge: Edge) -> None:
    assert "反诈助手" in text_of(await edge.say(choice="poster:paaaaaaaaa"))
    with transaction(edge.engine) as session:
        assert session.scalars(select(PosterScan)).all() == []


@pytest.mark.parametrize(("event", "key"), [("SCAN", "{}"), ("subscribe", "qrscene_{}")])
def test_wechat_scan_and_subscribe_carry_the_scene(event: str, key: str) -> None:
    fields = {"FromUserName": "u", "ToUserName": "a", "CreateTime": "1", "MsgType": "event", "Event": event}
    read = read_incoming({**fields, "EventKey": key.format(TOPIC.scene)})
    assert (read.wish, read.scene) == (Ask("", f"poster:{TOPIC.scene}"), TOPIC.scene)
    assert read_incoming({**fields, "EventKey": key.format("k1")}).wish == Ask("你好")
