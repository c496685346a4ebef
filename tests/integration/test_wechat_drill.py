"""A whole drill and a quiz in WeChat: wechatpy talks, in secure mode, to the real edge; Rasa is a fake."""

from __future__ import annotations

import re
import time

import pytest

from tests.fakes.rasa import FakeRasa
from tests.fakes.wechat_client import WeChatClient
from tests.integration.test_wechat import (  # noqa: F401  # fixtures
    Client,
    Start,
    _patient,
    _say,
    api,
    content,
    settings,
    start,
    wechat,
)


class Reading(FakeRasa):
    """A Rasa that sees nothing, but for a loss told outright."""

    async def turn(self, text: str, metadata: dict) -> dict:  # type: ignore[type-arg]
        """Answer."""
        self.seen.append((text, metadata))
        lost = "真的刚转了钱" in text or metadata["choice"] == "urgent:paid"
        case = {"format": 1, **({"stage": "paid"} if lost else {})}
        kind = "urgent" if lost else "continue"
        return {"blocks": [{"type": "text", "text": kind}], "case": case, "read": {"kind": kind, "intent": "scam"}}


@pytest.fixture
async def rasa(monkeypatch: pytest.MonkeyPatch) -> FakeRasa:
    """Return Rasa, which every edge of this test will ask."""
    from bot.edge import lifetime

    fake = Reading()
    monkeypatch.setattr(lifetime, "RasaClient", lambda *_: fake)
    return fake


async def _text(edge: Client, wechat: WeChatClient, said: str) -> str:  # noqa: F811
    return await _say(edge, wechat, Content=said)


async def _begun(edge: Client, wechat: WeChatClient) -> str:  # noqa: F811
    told = await _say(edge, wechat, "event", Event="CLICK", EventKey="drill:ask", created=int(time.time()))
    assert "哪一种" in told
    assert "三十天里" in await _text(edge, wechat, "1")
    return await _text(edge, wechat, "2")


async def test_a_whole_drill_from_the_menu_to_the_loss(start: Start, wechat: WeChatClient, rasa: FakeRasa) -> None:  # noqa: F811
    edge = await start()
    told = [await _begun(edge, wechat)]
    while "停，就停在这里" not in told[-1]:
        assert "骗子：" in told[-1]
        told.append(await _text(edge, wechat, "1"))
    for message in told:
        assert message.startswith("【演练】")
        paragraphs = [part for part in message.split("\n\n") if not part.startswith("（回复数字）")]
        assert all(part.startswith("【演练】") for part in paragraphs)
    assert re.search("破绽.*\n1 “", told[-1])
    assert rasa.seen == []


async def test_free_words_and_a_real_loss_in_the_middle(start: Start, wechat: WeChatClient, rasa: FakeRasa) -> None:  # noqa: F811
    edge = await start()
    await _begun(edge, wechat)
    assert (await _text(edge, wechat, "好的，听你的")).startswith("【演练】骗子：")
    told = await _text(edge, wechat, "我真的刚转了钱")
    assert told.startswith("演练停了，下面当真事办。\n\nurgent")
    assert "【演练】" not in told
    assert "先不练" in await _text(edge, wechat, "我想演练")


async def test_another_edge_goes_on_with_the_drill(start: Start, wechat: WeChatClient) -> None:  # noqa: F811
    one, other = await start(), await start()
    await _begun(one, wechat)
    assert "骗子：" in await _text(other, wechat, "1")
    assert "演练停了" in await _text(one, wechat, "退出")


@pytest.mark.parametrize(("scene", "words"), [("drill", "哪一种"), ("quiz", "第1题"), ("quiz--school_3", "第1题")])
async def test_a_scanned_code_opens_it(scene: str, words: str, start: Start, wechat: WeChatClient) -> None:  # noqa: F811
    edge = await start()
    told = await _say(edge, wechat, "event", Event="SCAN", EventKey=scene, created=int(time.time()))
    assert words in told


async def test_a_quiz_to_its_card(start: Start, wechat: WeChatClient) -> None:  # noqa: F811
    edge = await start()
    told = await _text(edge, wechat, "我想做十道题")
    for number in range(1, 11):
        assert f"第{number}题" in told
        told = await _text(edge, wechat, "1")
    assert "10题里您看对5题" in told
    assert "我看对了5题" in told
