"""WeChat through the real edge: wechatpy talks, Rasa is a fake, WeChat's API is one that behaves like the real one."""

from __future__ import annotations

import asyncio
import functools
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, FormData, web
from aiohttp.test_utils import TestClient, TestServer

from bot.edge import app as app_module
from bot.edge import lifetime
from bot.edge.channels.wechat import delivery, handler, pace, push
from bot.edge.channels.wechat.answers import AT_ONCE
from bot.edge.channels.wechat.media import Fetched, MediaRead, MediaReader, MediaText
from bot.edge.channels.wechat.setup import add_wechat
from bot.settings import Settings
from db import switches
from db.files import CONTENT, read_content
from db.loader import load_rows
from db.migrate import migrate
from db.models import utc_now
from db.session import make_engine, transaction
from tests.fakes.rasa import FakeRasa
from tests.fakes.wechat_api import SECRET, FakeWeChatApi
from tests.fakes.wechat_client import APP_ID, KEY, TOKEN, WeChatClient, message_xml

LATE = "0.3"  # seconds after which an answer is late, in the tests of late answers
LONG = [{"type": "text", "text": "先别转。" * 150} for _ in range(3)]  # three messages of 1,800 bytes
Client = TestClient[web.Request, web.Application]


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a busy machine take longer for what is bounded while WeChat waits."""
    monkeypatch.setattr(push, "READY_SECONDS", 5.0)
    monkeypatch.setattr(delivery, "DATABASE_SECONDS", 5.0)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with every table and all words."""
    path: Path = tmp_path_factory.mktemp("wechat") / "content.db"
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    with transaction(engine) as session:
        load_rows(session, list(read_content(CONTENT, path.parent / "no_examples")))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture
async def rasa(monkeypatch: pytest.MonkeyPatch) -> FakeRasa:
    """Return Rasa, which every edge of this test will ask."""
    fake = FakeRasa()
    monkeypatch.setattr(lifetime, "RasaClient", lambda *_: fake)
    return fake


@pytest.fixture
async def api() -> AsyncIterator[FakeWeChatApi]:
    """Return WeChat's API."""
    fake = FakeWeChatApi()
    await fake.server.start_server()
    yield fake
    fake.gate.set()
    await fake.server.close()


@pytest.fixture
def settings(content: Path, tmp_path: Path, api: FakeWeChatApi) -> dict[str, str]:
    """Return the settings, on a database of this test's own."""
    shutil.copy(content, tmp_path / "assistant.db")
    return {
        "database_url": f"sqlite:///{tmp_path / 'assistant.db'}",
        "secret_key": "secret",
        "wechat_token": TOKEN,
        "wechat_aes_key": KEY,
        "wechat_app_id": APP_ID,
        "wechat_app_secret": SECRET,
        "wechat_api_base": api.base,
    }


Start = Callable[..., Awaitable[Client]]


@pytest.fixture
async def start(settings: dict[str, str], rasa: FakeRasa) -> AsyncIterator[Start]:
    """Return a starter of edges."""
    running: list[Client] = []

    async def begin(**more: str) -> Client:
        client: Client = TestClient(TestServer(app_module.make_app(Settings(**{**settings, **more}))))
        await client.start_server()
        running.append(client)
        return client

    yield begin
    rasa.gate.set()
    for client in running:
        await client.close()


@pytest.fixture
def wechat() -> WeChatClient:
    """Return WeChat, with today's time."""
    return WeChatClient(now=int(time.time()))


async def _post(edge: Client, wechat: WeChatClient, xml: str) -> bytes:
    query, body = wechat.secure(xml)
    async with edge.post("/wechat", params=query, data=body) as response:
        assert response.status == 200
        return await response.read()


async def _say(edge: Client, wechat: WeChatClient, kind: str = "text", **more: Any) -> str:
    """Send one message and return the text of the reply."""
    return str(wechat.read(await _post(edge, wechat, message_xml(kind, **more))).content)


async def test_a_conversation_in_secure_mode(start: Start, wechat: WeChatClient, rasa: FakeRasa) -> None:
    edge = await start()
    assert await _say(edge, wechat, Content="有人让我转钱到安全账户") == "answer to 有人让我转钱到安全账户"
    assert await _say(edge, wechat, "event", Event="CLICK", EventKey="urgent:paid") == "answer to urgent:paid"
    assert await _say(edge, wechat, "event", Event="subscribe") == "answer to 你好"
    assert await _say(edge, wechat, "link", Title="领补贴", Url="http://a.cn/x") == "answer to 领补贴 〔链接1〕"
    assert [seen["listener"] for _, seen in rasa.seen] == [{"channel": "wechat", "elder": False}] * 4
    assert [bool(seen["case"]) for _, seen in rasa.seen] == [False, True, True, True]


async def test_choices_are_numbered(start: Start, wechat: WeChatClient, rasa: FakeRasa) -> None:
    rasa.blocks = [
        {"type": "text", "text": "是吗？"},
        {"type": "choices", "choices": [{"n": 1, "value": "answer:yes", "label": "是"}]},
    ]
    assert await _say(await start(), wechat, Content="有人找我") == "是吗？\n\n（回复数字）\n1 是"


@pytest.mark.parametrize("kind", ["voice", "location", "video", "file_of_tomorrow"])
async def test_what_cannot_be_read_is_asked_for_in_words(
    kind: str, start: Start, wechat: WeChatClient, rasa: FakeRasa
) -> None:
    said = await _say(await start(), wechat, kind, MediaId="m_1")
    assert "打几个字" in said or "打字" in said
    assert "110" in said
    assert "96110" in said
    assert rasa.seen == []


async def test_a_picture_that_may_not_be_fetched_is_asked_about(
    start: Start, wechat: WeChatClient, api: FakeWeChatApi
) -> None:
    edge = await start(wechat_app_secret="")
    assert await _say(edge, wechat, "image", MediaId="m_1") == "answer to 〔图片〕"
    assert api.calls["media/get"] == 0


class Reader(MediaReader):
    """Reads what a test says."""

    result: MediaRead | None = MediaText("安全账户转账")
    error: Exception | None = None

    def reads(self, kind: str) -> bool:
        """Read everything."""
        return True

    async def read(self, kind: str, fetched: Fetched, person: str) -> MediaRead | None:
        """Return the result, or fail."""
        if self.error:
            raise self.error
        return self.result


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Return a reader that every edge of this test has."""
    made = Reader()
    monkeypatch.setattr(app_module, "add_wechat", functools.partial(add_wechat, reader=made))
    return made


async def test_a_picture_that_is_read_is_assessed(
    reader: Reader, start: Start, wechat: WeChatClient, api: FakeWeChatApi
) -> None:
    api.media["m_1"] = ("image/jpeg", b"\xff\xd8")
    said = await _say(await start(), wechat, "image", MediaId="m_1")
    assert said == "图上我看到的是：“安全账户转账”。看错了您告诉我。\n\nanswer to 安全账户转账"


@pytest.mark.parametrize("trouble", ["gone", "nothing made out", "reader fails"])
async def test_a_picture_that_is_not_read_is_asked_about(
    trouble: str, reader: Reader, start: Start, wechat: WeChatClient, api: FakeWeChatApi
) -> None:
    if trouble != "gone":
        api.media["m_1"] = ("image/jpeg", b"\xff\xd8")
    reader.result = None
    reader.error = ValueError("not a picture") if trouble == "reader fails" else None
    assert await _say(await start(), wechat, "image", MediaId="m_1") == "answer to 〔图片〕"


@pytest.mark.parametrize("event", ["VIEW", "LOCATION", "TEMPLATESENDJOBFINISH"])
async def test_other_events_are_acknowledged(event: str, start: Start, wechat: WeChatClient) -> None:
    assert await _post(await start(), wechat, message_xml("event", Event=event)) == b"success"


async def test_who_leaves_is_forgotten(start: Start, wechat: WeChatClient, rasa: FakeRasa) -> None:
    edge = await start()
    await _say(edge, wechat, Content="有人让我转钱")
    assert await _post(edge, wechat, message_xml("event", Event="unsubscribe")) == b"success"
    await _say(edge, wechat, Content="又来了")
    assert rasa.seen[-1][1]["case"] is None


async def test_five_deliveries_of_one_message_are_one_computation(
    start: Start, wechat: WeChatClient, rasa: FakeRasa
) -> None:
    edge, xml = await start(), message_xml("text", Content="有人让我转钱")
    rasa.gate.clear()
    asking = [asyncio.create_task(_post(edge, wechat, xml)) for _ in range(5)]
    await rasa.asked.acquire()
    rasa.gate.set()
    replies = [str(wechat.read(reply).content) for reply in await asyncio.gather(*asking)]
    assert replies == ["answer to 有人让我转钱"] * 5
    assert len(rasa.seen) == 1


async def test_a_late_answer_follows_once_whoever_is_asked_again(
    start: Start, wechat: WeChatClient, rasa: FakeRasa, api: FakeWeChatApi
) -> None:
    one, two, xml = await start(reply_seconds=LATE), await start(), message_xml("text", Content="有人让我转钱")
    rasa.gate.clear()
    assert await _post(one, wechat, xml) == b"success"
    assert await _post(one, wechat, xml) == b"success"
    assert api.sent == []
    rasa.gate.set()
    await api.delivered.acquire()
    assert [await _post(edge, wechat, xml) for edge in (one, two)] == [b"success", b"success"]
    assert api.sent == [("oUser_1", "answer to 有人让我转钱")]
    assert len(rasa.seen) == 1


async def test_in_a_crowd_who_cannot_be_answered_in_time_is_not_kept_waiting(
    start: Start, wechat: WeChatClient, rasa: FakeRasa, api: FakeWeChatApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "GUESS", 1.0)
    edge, crowd = await start(), AT_ONCE + 21
    rasa.gate.clear()
    messages = [message_xml("text", f"oUser_{number}", Content="有人让我转钱") for number in range(crowd)]
    asking = [asyncio.create_task(_post(edge, wechat, xml)) for xml in messages]
    for told in asyncio.as_completed(asking):
        assert await told == b"success"
        if sum(task.done() for task in asking) == crowd - AT_ONCE - 1:
            break
    rasa.gate.set()
    replies = [reply for reply in await asyncio.gather(*asking) if reply != b"success"]
    assert len(replies) == AT_ONCE + 1
    assert {str(wechat.read(reply).content) for reply in replies} == {"answer to 有人让我转钱"}
    for _ in range(crowd - AT_ONCE - 1):
        await api.delivered.acquire()
    assert len({user for user, _ in api.sent}) == len(api.sent) == crowd - AT_ONCE - 1


async def test_a_late_failure_is_told_with_the_numbers(
    start: Start, wechat: WeChatClient, rasa: FakeRasa, api: FakeWeChatApi
) -> None:
    edge = await start(reply_seconds=LATE)
    rasa.gate.clear()
    rasa.failing = True
    assert await _post(edge, wechat, message_xml("text", Content="有人让我转钱")) == b"success"
    rasa.gate.set()
    await api.delivered.acquire()
    assert "96110" in api.sent[0][1]


@pytest.mark.parametrize("trouble", ["no secret", "wrong secret", "api hangs", "api is dead"])
async def test_where_nothing_can_follow_the_safe_reply_comes_in_time(
    trouble: str,
    start: Start,
    wechat: WeChatClient,
    rasa: FakeRasa,
    api: FakeWeChatApi,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(push, "READY_SECONDS", 0.3)
    secrets = {"no secret": "", "wrong secret": "wrong"}
    edge = await start(reply_seconds=LATE, wechat_app_secret=secrets.get(trouble, SECRET))
    if trouble == "api hangs":
        api.gate.clear()
    if trouble == "api is dead":
        await api.server.close()
    rasa.gate.clear()
    begun = time.monotonic()
    said = await _say(edge, wechat, Content="有人让我转钱")
    assert time.monotonic() - begun < 4.5  # WeChat gives up at five
    assert "先别转" in said
    assert "110" in said
    assert "96110" in said


async def test_an_account_that_may_not_send_gives_the_safe_reply_from_then_on(
    start: Start, wechat: WeChatClient, rasa: FakeRasa, api: FakeWeChatApi
) -> None:
    edge = await start(reply_seconds=LATE)
    rasa.gate.clear()
    assert await _post(edge, wechat, message_xml("text", Content="第一句")) == b"success"
    api.errors = [48001]
    rasa.gate.set()
    for _ in range(2):
        await api.arrived.acquire()  # token, then the message, which is refused
    rasa.gate.clear()
    assert "96110" in await _say(edge, wechat, Content="第二句")


async def test_a_long_reply_goes_on_in_order_and_once(
    start: Start, wechat: WeChatClient, rasa: FakeRasa, api: FakeWeChatApi
) -> None:
    edge, xml = await start(), message_xml("text", Content="有人让我转钱")
    rasa.blocks = LONG
    replies = [str(wechat.read(await _post(edge, wechat, xml)).content) for _ in range(3)]
    for _ in range(2):
        await api.delivered.acquire()
    parts = [replies[0], *(text for _, text in api.sent)]
    assert parts == [block["text"] for block in LONG]
    assert replies[1:] == replies[:1] * 2
    assert all(len(part.encode()) <= 1800 for part in parts)


async def test_a_click_brings_three_messages_at_most(
    start: Start, wechat: WeChatClient, rasa: FakeRasa, api: FakeWeChatApi
) -> None:
    edge = await start(reply_seconds=LATE)
    rasa.blocks = LONG * 2
    rasa.gate.clear()
    click = message_xml("event", Event="CLICK", EventKey="urgent:paid")
    assert await _post(edge, wechat, click) == b"success"
    rasa.gate.set()
    await edge.close()  # which waits for what is under way
    assert len(api.sent) == 3


async def test_when_rasa_fails_the_safe_reply_is_given(start: Start, wechat: WeChatClient, rasa: FakeRasa) -> None:
    rasa.failing = True
    assert "96110" in await _say(await start(), wechat, Content="有人让我转钱")


async def test_without_a_database_the_safe_reply_is_given(start: Start, wechat: WeChatClient, tmp_path: Path) -> None:
    edge = await start(database_url=f"sqlite:///{tmp_path / 'empty.db'}")
    for kind in ("text", "voice"):
        assert "96110" in await _say(edge, wechat, kind, Content="有人让我转钱")


async def test_a_channel_that_is_shut_says_where_to_call(
    start: Start, settings: dict[str, str], wechat: WeChatClient, rasa: FakeRasa
) -> None:
    engine = make_engine(settings["database_url"])
    switches.switch(engine, "wechat", False, "key leaked", "tester", utc_now())
    edge = await start()
    for kind, more in (("text", {"Content": "有人让我转钱"}), ("event", {"Event": "CLICK", "EventKey": "urgent:paid"})):
        said = await _say(edge, wechat, kind, **more)
        assert "96110" in said
        assert "暂时停了" in said
    assert rasa.seen == []
    switches.switch(engine, "wechat", True, "new key", "tester", utc_now())
    engine.dispose()
    assert await _say(await start(), wechat, Content="有人找我") == "answer to 有人找我"


def _everything(folder: Path) -> str:
    """Return what the database and its journal hold."""
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file()).decode("latin-1")


async def test_neither_people_nor_tokens_are_at_rest_or_in_the_log(
    start: Start,
    wechat: WeChatClient,
    rasa: FakeRasa,
    api: FakeWeChatApi,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    edge = await start(reply_seconds=LATE)
    rasa.gate.clear()
    await _post(edge, wechat, message_xml("text", user="oSecretPerson", Content="电话13912345678"))
    rasa.gate.set()
    await api.delivered.acquire()
    kept = _everything(tmp_path) + caplog.text
    assert api.token
    for told in ("oSecretPerson", api.token, SECRET, KEY, "13912345678"):
        assert told not in kept


async def test_without_settings_there_is_no_channel(start: Start, wechat: WeChatClient) -> None:
    edge = await start(wechat_token="", wechat_aes_key="", wechat_app_id="")
    query, body = wechat.secure(message_xml("text", Content="x"))
    assert (await edge.post("/wechat", params=query, data=body)).status == 404
    assert (await edge.get("/wechat", params=wechat.signed(echostr="1"))).status == 404


async def test_the_address_check(start: Start, wechat: WeChatClient) -> None:
    edge = await start()
    async with edge.get("/wechat", params=wechat.signed(echostr="4375120948345356249")) as response:
        assert (response.status, await response.text()) == (200, "4375120948345356249")
    async with edge.get("/wechat", params=wechat.signed(echostr="<script>")) as response:
        assert response.content_type == "text/plain"
    async with edge.get("/wechat", params=WeChatClient(token="Other", now=wechat.now).signed(echostr="1")) as response:
        assert response.status == 403


async def _attack(edge: Client, name: str, wechat: WeChatClient) -> ClientResponse:
    query, body = wechat.secure(message_xml("text", Content="x"))
    if name == "no query":
        return await edge.post("/wechat", data=body)
    if name == "a name twice":
        return await edge.post("/wechat", params=[*query.items(), ("nonce", "1")], data=body)
    if name == "plain":
        return await edge.post("/wechat", params=wechat.signed(), data=message_xml("text", Content="x").encode())
    if name == "huge":
        return await edge.post("/wechat", params=query, data=b"x" * 300_000)
    if name == "not gzip":
        return await edge.post("/wechat", params=query, data=body, headers={"Content-Encoding": "gzip"})
    if name == "a form":
        return await edge.post("/wechat", params=query, data=FormData({"Encrypt": "x"}))
    if name == "no UTF-8 in the query":
        return await edge.post("/wechat?signature=%ff&timestamp=%ed%a0%80&nonce=%00", data=body)
    if name == "replayed later":
        return await edge.post("/wechat", params=WeChatClient(now=wechat.now - 400).signed(), data=body)
    assert name == "another account"
    other = WeChatClient(app_id="wx_another", now=wechat.now)
    query, body = other.secure(message_xml("text", Content="x"))
    return await edge.post("/wechat", params=query, data=body)


@pytest.mark.parametrize(
    "name",
    [
        "no query",
        "a name twice",
        "plain",
        "huge",
        "not gzip",
        "a form",
        "no UTF-8 in the query",
        "replayed later",
        "another account",
    ],
)
async def test_an_attack_is_refused(name: str, start: Start, wechat: WeChatClient, rasa: FakeRasa) -> None:
    response = await _attack(await start(), name, wechat)
    assert (response.status, await response.text()) == (403, "forbidden")
    assert rasa.seen == []


async def test_who_did_not_sign_is_refused_before_the_body_is_read(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    # attack: hold connections open with bodies that never end
    monkeypatch.setattr(handler, "BODY_SECONDS", 60)
    end = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        yield b"<xml>"
        await end.wait()

    edge = await start()
    response = await asyncio.wait_for(edge.post("/wechat", data=endless()), 20)
    end.set()
    assert response.status == 403


async def test_a_body_that_never_ends_is_refused(
    start: Start, wechat: WeChatClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handler, "BODY_SECONDS", 0.05)
    end = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        yield b"<xml>"
        await end.wait()

    edge = await start()
    response = await asyncio.wait_for(edge.post("/wechat", params=wechat.signed(), data=endless()), 20)
    end.set()
    assert response.status == 403


async def test_a_replay_within_five_minutes_computes_and_sends_nothing(
    start: Start, wechat: WeChatClient, rasa: FakeRasa, api: FakeWeChatApi
) -> None:
    # attack: repeat what was overheard, to have a person's money story told again
    edge = await start()
    query, body = wechat.secure(message_xml("text", Content="有人让我转钱"))
    for _ in range(3):
        assert (await edge.post("/wechat", params=query, data=body)).status == 200
    assert len(rasa.seen) == 1
    assert api.sent == []


async def test_plain_mode_where_it_is_allowed(start: Start, wechat: WeChatClient) -> None:
    edge = await start(wechat_allow_plain="1", wechat_aes_key="")
    xml = message_xml("text", Content="有人让我转钱").encode()
    async with edge.post("/wechat", params=wechat.signed(), data=xml) as response:
        assert "answer to 有人让我转钱" in await response.text()


def test_half_set_the_edge_says_what_is_missing(settings: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="WECHAT_AES_KEY"):
        app_module.make_app(Settings(**{**settings, "wechat_aes_key": ""}))
