"""What each kind of message and event asks of us."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.edge.channels.wechat.crypto import Refused
from bot.edge.channels.wechat.incoming import Ask, Forget, Incoming, Media, Nothing, Say, Wish, read_incoming
from bot.edge.channels.wechat.quota import Grant
from bot.edge.channels.wechat.xml_body import parse_xml
from tests.fakes.wechat_client import message_xml


def _read(kind: str, **more: Any) -> Incoming:
    return read_incoming(parse_xml(message_xml(kind, **more).encode()))


@pytest.mark.parametrize(
    ("kind", "more", "wish"),
    [
        ("text", {"Content": "有人让我转钱"}, Ask("有人让我转钱")),
        ("text", {"Content": "2"}, Ask("2")),
        ("text", {}, Ask("")),
        ("text", {"Content": "是", "bizmsgmenuid": "answer:yes"}, Ask("是", "answer:yes")),
        ("text", {"Content": "满意", "bizmsgmenuid": "101"}, Ask("满意")),
        ("text", {"Content": "x", "bizmsgmenuid": "/restart"}, Ask("x")),
        ("text", {"Content": "【收到不支持的消息类型，暂无法显示】"}, Say("wechat_unreadable")),
        ("image", {"MediaId": "m_1", "PicUrl": "http://x"}, Media("image", "m_1", Ask("〔图片〕"))),
        ("image", {"MediaId": "../x"}, Ask("〔图片〕")),
        ("image", {}, Ask("〔图片〕")),
        ("voice", {"MediaId": "m_2", "Format": "amr"}, Media("voice", "m_2", Say("wechat_voice"))),
        ("voice", {}, Say("wechat_voice")),
        ("link", {"Title": "领补贴", "Description": "快领", "Url": "http://a.cn"}, Ask("领补贴 快领 http://a.cn")),
        ("link", {"Title": "领补贴"}, Ask("领补贴")),
        ("location", {"Location_X": "23.1", "Label": "某路"}, Say("wechat_location")),
        ("video", {"MediaId": "m_3"}, Say("wechat_unreadable")),
        ("shortvideo", {}, Say("wechat_unreadable")),
        ("of_tomorrow", {}, Say("wechat_unreadable")),
    ],
)
def test_messages(kind: str, more: dict[str, str], wish: Wish) -> None:
    incoming = _read(kind, **more)
    assert incoming.wish == wish
    assert incoming.grant is Grant.MESSAGE


@pytest.mark.parametrize(
    ("event", "key", "wish"),
    [
        ("subscribe", "", Ask("你好")),
        ("subscribe", "qrscene_12", Ask("你好")),
        ("SCAN", "12", Ask("你好")),
        ("unsubscribe", "", Forget()),
        ("CLICK", "urgent:paid", Ask("", "urgent:paid")),
        ("CLICK", "urgent:paying", Ask("", "urgent:paying")),
        ("CLICK", "say:forget", Ask("删除我的记录")),
        ("CLICK", "of_an_old_menu", Ask("你好")),
        ("VIEW", "http://x", Nothing()),
        ("LOCATION", "", Nothing()),
        ("TEMPLATESENDJOBFINISH", "", Nothing()),
        ("of_tomorrow", "", Nothing()),
    ],
)
def test_events(event: str, key: str, wish: Wish) -> None:
    incoming = _read("event", Event=event, EventKey=key)
    assert incoming.wish == wish
    assert incoming.grant is Grant.ACTION


def test_a_repeated_delivery_has_the_same_id() -> None:
    xml = message_xml("text", Content="x")
    assert read_incoming(parse_xml(xml.encode())).id == read_incoming(parse_xml(xml.encode())).id
    click = {"Event": "CLICK", "EventKey": "urgent:paid"}
    assert _read("event", **click).id == _read("event", **click).id


def test_another_message_has_another_id() -> None:
    ids = [_read("text", Content="x").id for _ in range(2)]
    ids += [_read("event", Event="CLICK", EventKey=key).id for key in ("urgent:paid", "urgent:paying")]
    ids += [_read("event", Event="CLICK", EventKey="urgent:paid", CreateTime=when).id for when in ("1", "2")]
    ids += [_read("text", MsgId=number, Content=text).id for number, text in (("", "a"), ("", "b"))]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9_.:\-]{1,80}", one) for one in ids)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("FromUserName", ""),
        ("FromUserName", "a b"),
        ("FromUserName", "x" * 65),
        ("FromUserName", "<x>"),
        ("ToUserName", ""),
        ("ToUserName", "钱"),
        ("CreateTime", ""),
        ("CreateTime", "-1"),
        ("CreateTime", "１"),
        ("MsgType", ""),
    ],
)
def test_a_message_without_sender_time_or_kind_is_refused(field: str, value: str) -> None:
    fields = {**parse_xml(message_xml("text", Content="x").encode()), field: value}
    with pytest.raises(Refused):
        read_incoming(fields)


def test_the_id_of_a_person_is_not_printed() -> None:
    assert "oUser_1" not in repr(_read("text", Content="x"))
