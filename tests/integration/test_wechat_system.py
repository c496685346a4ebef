"""WeChat against the whole assistant: wechatpy talks in secure mode, everything else is real but WeChat's API."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.conftest import ROOT, System, free_port
from tests.fakes.wechat_api import SECRET, FakeWeChatApi
from tests.fakes.wechat_client import APP_ID, KEY, TOKEN, WeChatClient, message_xml
from tests.picture_door import HAS_MEDIA, SCREENSHOTS, WITHOUT_MEDIA

pytestmark = pytest.mark.alone

RESIDENTS = 500
TOLD = (
    "有人打电话说我涉嫌洗钱，让我把钱转到安全账户",
    "群里老师带着买股票，说稳赚不赔，让我充钱进他们的平台",
    "刷单先垫付两千，做完任务不给提现",
    "客服说我开了百万保障，不关每月扣八百，让我共享屏幕",
)
WAIT_SECONDS = 5.0  # WeChat's own limit


@pytest.fixture
async def api() -> AsyncIterator[FakeWeChatApi]:
    """WeChat's API."""
    fake = FakeWeChatApi()
    await fake.server.start_server()
    yield fake
    await fake.server.close()


@pytest.fixture
async def edge(system: System, api: FakeWeChatApi) -> AsyncIterator[str]:
    """Return the address of an edge that knows the account, beside the one of all tests."""
    settings = {
        "EDGE_PORT": str(free_port()),
        "WECHAT_TOKEN": TOKEN,
        "WECHAT_AES_KEY": KEY,
        "WECHAT_APP_ID": APP_ID,
        "WECHAT_APP_SECRET": SECRET,
        "WECHAT_API_BASE": api.base,
    }
    own = System({**system.environment, **settings})
    own.start("edge")
    try:
        await asyncio.to_thread(own.wait_ready)
        yield own.url
    finally:
        own.stop()


class Resident:
    """One resident in WeChat; what they hear comes as reply or by customer-service message."""

    def __init__(self, session: aiohttp.ClientSession, edge: str, api: FakeWeChatApi, name: str) -> None:
        """Keep who talks, and to whom."""
        self._session = session
        self._edge = edge
        self._api = api
        self.name = name
        self._wechat = WeChatClient(now=int(time.time()))
        self.slowest = 0.0

    async def post(self, xml: str) -> str:
        """Deliver one message; return the reply's text, empty when it is `success`."""
        query, body = self._wechat.secure(xml)
        begun = time.monotonic()
        async with self._session.post(f"{self._edge}/wechat", params=query, data=body) as response:
            assert response.status == 200
            reply = await response.read()
        self.slowest = max(self.slowest, time.monotonic() - begun)
        return "" if reply == b"success" else str(self._wechat.read(reply).content)

    async def say(self, kind: str = "text", **fields: str) -> str:
        """Say something and return everything that came of it."""
        before = len(self.pushed())
        reply = await self.post(message_xml(kind, self.name, int(time.time()), None, **fields))
        while not reply and len(self.pushed()) == before:
            await asyncio.wait_for(self._api.news.wait(), 60)
        return "\n".join((reply, *self.pushed()[before:]))

    def pushed(self) -> list[str]:
        """Return the customer-service messages so far."""
        return [text for user, text in self._api.sent if user == self.name]


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Return what requests go through, as many at once as there are residents."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=RESIDENTS)) as made:
        yield made


async def test_a_whole_conversation(session: aiohttp.ClientSession, edge: str, api: FakeWeChatApi) -> None:
    resident = Resident(session, edge, api, "oConversation")
    assert "转账" in await resident.say("event", Event="subscribe")
    told = await resident.say(Content=TOLD[1])
    assert "荐股" in told
    assert "1" in told
    urgent = await resident.say("event", Event="CLICK", EventKey="urgent:paid")
    assert "110" in urgent
    assert await resident.say(Content="谢谢")


@pytest.mark.skipif(not HAS_MEDIA, reason=WITHOUT_MEDIA)
@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("wechat_tasks.png", "刷单"),
        ("wechat_service_dark.png", "客服"),
        ("sms_court_tilted.jpg", "公检法"),
        ("wechat_boss_dark_jpeg.jpg", "老板"),
    ],
)
async def test_a_screenshot_is_recognised(
    file: str, name: str, session: aiohttp.ClientSession, edge: str, api: FakeWeChatApi
) -> None:
    path = SCREENSHOTS / file
    kind = "image/png" if path.suffix == ".png" else "image/jpeg"
    api.media["m_1"] = (kind, path.read_bytes())
    said = await Resident(session, edge, api, f"o{path.stem}").say("image", MediaId="m_1")
    assert said.strip().startswith("图上我看到的是")
    assert name in said


@pytest.mark.skipif(not HAS_MEDIA, reason=WITHOUT_MEDIA)
async def test_a_recording_is_heard_confirmed_and_answered(
    session: aiohttp.ClientSession, edge: str, api: FakeWeChatApi
) -> None:
    api.media["v_1"] = ("audio/amr", (ROOT / "tests" / "data" / "speech" / "08.amr").read_bytes())
    resident = Resident(session, edge, api, "oVoice")
    heard = await resident.say("voice", MediaId="v_1", Format="amr")
    assert "我听到的是" in heard
    assert "高度疑似" not in heard
    told = await resident.say(Content="1")
    assert "我听到的是" not in told
    assert "110" in told


async def test_500_residents_at_once(session: aiohttp.ClientSession, edge: str, api: FakeWeChatApi) -> None:
    residents = [Resident(session, edge, api, f"oCrowd{number}") for number in range(RESIDENTS)]
    begun = time.monotonic()
    answers = await asyncio.gather(
        *(resident.say(Content=TOLD[number % len(TOLD)]) for number, resident in enumerate(residents))
    )
    seconds = time.monotonic() - begun
    slowest = max(resident.slowest for resident in residents)
    late = sum(bool(resident.pushed()) for resident in residents)
    print(f"{RESIDENTS} residents: slowest request {slowest:.2f} s, {late} answered late, all in {seconds:.1f} s")
    assert slowest < WAIT_SECONDS
    assert all("110" in answer or "1" in answer for answer in answers)
    assert all(len(resident.pushed()) <= 1 for resident in residents)
