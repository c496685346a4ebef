"""Our replies, read by wechatpy. Attack: words that break out of the XML, or become a link."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
import wechatpy

from bot.edge.channels.wechat.config import WeChatConfig
from bot.edge.channels.wechat.incoming import Incoming, Nothing
from bot.edge.channels.wechat.quota import Grant
from bot.edge.channels.wechat.replies import cdata, clean, envelope, text_reply
from tests.fakes.wechat_client import ACCOUNT, NOW, WeChatClient

INCOMING = Incoming("oUser_1", ACCOUNT, "m1", Nothing(), Grant.MESSAGE)


def test_the_reply_goes_back_to_its_sender() -> None:
    message = wechatpy.parse_message(text_reply(INCOMING, "先别转。\n\n打110", NOW))
    assert (message.target, message.source, message.type) == ("oUser_1", ACCOUNT, "text")
    assert message.content == "先别转。\n\n打110"


@pytest.mark.parametrize(
    "text",
    [
        "]]>",
        "x]]>y]]>z",
        "]]]]>>",
        "]]",
        "]",
        "&amp;&#0;",
        "</Content><Content>假",
        "<![CDATA[",
        "\x00\x08\x1b钱\ufffe",
        "\ud800",
    ],
    ids=ascii,
)
def test_no_words_break_the_xml(text: str) -> None:
    message = wechatpy.parse_message(text_reply(INCOMING, text, NOW))
    assert (message.content or "") == clean(text)
    assert len(ElementTree.fromstring(text_reply(INCOMING, text, NOW))) == 5


def test_cdata_holds_what_it_was_given() -> None:
    assert ElementTree.fromstring(f"<a>{cdata('x]]>y<b>')}</a>").text == "x]]>y<b>"


def test_words_do_not_become_a_link() -> None:
    assert "<" not in clean('<a href="https://example.com">官方</a>')


@pytest.mark.parametrize("text", ["", "先别转", "]]>", "钱" * 600])
def test_wechatpy_opens_the_envelope(text: str, config: WeChatConfig, wechat: WeChatClient) -> None:
    reply = envelope(text_reply(INCOMING, text, NOW), config.ciphers[0], config.token, b"n1", NOW)
    assert (wechat.read(reply).content or "") == text
