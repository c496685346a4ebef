"""Attack: bodies that are no uploads, too large, doubled, slow or somebody else's; all get a calm answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Engine

from bot.edge.keys import TURNS
from bot.media.saw import BUSY, FAILED, MISSING, MOST_BYTES, UNUSABLE, ReadImage
from bot.media.text import NOTHING
from db.knowledge import KnowledgeSource
from tests.conftest import SERVICE_TOKEN
from tests.picture_door import FakeTurns, form, make_door, said
from tests.unit.media.screens import chat, mine, theirs

READ = chat(mine("怎么收钱？", 300), theirs("先垫两千到13812345678", 400))
TOKEN = {"Authorization": f"Bearer {SERVICE_TOKEN}"}
Client = TestClient[Any, Any]


class FakeReader:
    """Reads what the test says."""

    def __init__(self) -> None:
        """Read a chat."""
        self.read = READ
        self.seen: list[bytes] = []

    async def read_image(self, data: bytes) -> ReadImage:
        """Return it."""
        self.seen.append(data)
        return self.read


@pytest.fixture
def reader() -> FakeReader:
    """Return a reader."""
    return FakeReader()


@pytest.fixture
async def client(reader: FakeReader, content_engine: Engine) -> AsyncIterator[Client]:
    """Return a client of the door."""
    async with TestClient(TestServer(make_door(reader, KnowledgeSource(content_engine)))) as running:
        yield running


def _turns(client: Client) -> FakeTurns:
    turns = client.app[TURNS]
    assert isinstance(turns, FakeTurns)
    return turns


async def test_the_reply_begins_with_what_was_read(client: Client, reader: FakeReader) -> None:
    response = await client.post("/api/pictures", data=form(b"picture", id="m1"))
    body = await response.json()
    assert response.status == 200
    assert body["id"] == "m1"
    assert "对方发来：先垫两千到〔手机号〕。我回：怎么收钱" in body["blocks"][0]["text"]
    assert "告诉我" in body["blocks"][0]["text"]
    assert body["blocks"][1]["text"].startswith("answer to 对方发来")
    assert reader.seen == [b"picture"]
    assert "person" in response.cookies
    assert "case" not in body


async def test_the_message_is_masked_and_its_numbers_are_sealed(client: Client) -> None:
    await client.post("/api/pictures", data=form(b"picture", id="m1", elder="true"))
    (message,) = _turns(client).messages
    assert (message.id, message.channel, message.elder) == ("m1", "web", True)
    assert "13812345678" not in repr(message)
    assert len(message.entities) == 1


async def test_the_cookie_keeps_the_person(client: Client) -> None:
    for _ in range(2):
        await client.post("/api/pictures", data=form(b"picture"))
    first, second = _turns(client).messages
    assert first.person == second.person


async def test_the_service_may_name_the_user_and_hears_the_case(client: Client) -> None:
    data = form(b"picture", user="u", channel="kiosk")
    body = await (await client.post("/api/pictures", data=data, headers=TOKEN)).json()
    assert "case" in body
    assert _turns(client).messages[0].channel == "kiosk"


async def test_a_browser_may_not_name_the_channel(client: Client) -> None:
    await client.post("/api/pictures", data=form(b"picture", user="u", channel="phone"))
    assert _turns(client).messages[0].channel == "web"


async def test_a_wrong_token_is_refused(client: Client) -> None:
    response = await client.post("/api/pictures", data=form(b"picture"), headers={"Authorization": "Bearer x"})
    assert response.status == 401


@pytest.mark.parametrize("problem", ["", FAILED, MISSING])
async def test_what_could_not_be_read_is_asked_about(problem: str, client: Client, reader: FakeReader) -> None:
    reader.read = ReadImage(problem=problem)
    body = await (await client.post("/api/pictures", data=form(b"picture"))).json()
    assert [block["text"] for block in body["blocks"]] == [f"answer to {NOTHING}"]


@pytest.mark.parametrize(("problem", "status"), [(BUSY, 503), (UNUSABLE, 415)])
@pytest.mark.parametrize("elder", ["true", ""])
async def test_a_refusal_is_kind(problem: str, status: int, elder: str, client: Client, reader: FakeReader) -> None:
    reader.read = ReadImage(problem=problem)
    response = await client.post("/api/pictures", data=form(b"picture", elder=elder))
    words = said(await response.json())
    assert response.status == status
    assert "110" in words
    assert "96110" in words
    assert "图" in words
    assert _turns(client).messages == []


def _raw(body: bytes, kind: str = "multipart/form-data; boundary=b") -> dict[str, Any]:
    return {"data": body, "headers": {"Content-Type": kind}}


PART = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
BAD: dict[str, dict[str, Any]] = {
    "empty": _raw(b""),
    "no end": _raw(PART % (b"id", b"m1")),
    "no boundary": _raw(b"x", "multipart/form-data"),
    "not multipart inside": _raw(b"GIF89a" * 100),
    "no picture": _raw(PART % (b"id", b"m1") + b"--b--\r\n"),
    "empty picture": _raw(PART % (b"id", b"m1") + PART % (b"picture", b"") + b"--b--\r\n"),
    "no id": _raw(PART % (b"picture", b"p") + b"--b--\r\n"),
    "bad id": _raw(PART % (b"id", b"../x") + PART % (b"picture", b"p") + b"--b--\r\n"),
    "id in no utf-8": _raw(PART % (b"id", b"\xff\xfe") + PART % (b"picture", b"p") + b"--b--\r\n"),
    "two pictures": _raw(PART % (b"id", b"m") + PART % (b"picture", b"p") * 2 + b"--b--\r\n"),
    "two ids": _raw(PART % (b"id", b"m") * 2 + PART % (b"picture", b"p") + b"--b--\r\n"),
    "unknown field": _raw(PART % (b"text", b"x") + b"--b--\r\n"),
    "ten thousand parts": _raw(PART % (b"x", b"") * 10_000 + b"--b--\r\n"),
    "nested": _raw(b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nx\r\n--c--\r\n--b--\r\n"),
    "long header": _raw(b"--b\r\nX: " + b"x" * 100_000 + b"\r\n\r\n\r\n--b--\r\n"),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_body_is_refused_calmly(name: str, client: Client, reader: FakeReader) -> None:
    response = await client.post("/api/pictures", **BAD[name])
    words = said(await response.json())
    assert response.status == 400
    assert "110" in words
    assert "96110" in words
    assert reader.seen == []


@pytest.mark.parametrize("kind", ["application/json", "image/png", "text/plain", "multipart/mixed; boundary=b"])
async def test_another_form_is_refused_calmly(kind: str, client: Client) -> None:
    response = await client.post("/api/pictures", **_raw(b"x", kind))
    assert response.status == 415
    assert "96110" in said(await response.json())


async def test_ten_megabytes_pass_and_more_is_refused_kindly(client: Client, reader: FakeReader) -> None:
    assert (await client.post("/api/pictures", data=form(b"x" * MOST_BYTES))).status == 200
    response = await client.post("/api/pictures", data=form(b"x" * (MOST_BYTES + 1)))
    assert response.status == 413
    assert "10兆" in said(await response.json())
    assert [len(data) for data in reader.seen] == [MOST_BYTES]


async def test_a_length_that_is_not_told_is_counted(client: Client, reader: FakeReader) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield PART % (b"id", b"m1") + b'--b\r\nContent-Disposition: form-data; name="picture"\r\n\r\n'
        for _ in range(12):
            yield b"x" * 1024 * 1024

    response = await client.post("/api/pictures", **{**_raw(b""), "data": pieces()})
    assert response.status == 413
    assert reader.seen == []


async def test_an_upload_that_does_not_end_is_given_up(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.edge.media.door.UPLOAD_SECONDS", 0.05)
    never = asyncio.Event()

    async def pieces() -> AsyncIterator[bytes]:
        yield PART % (b"id", b"m1")
        await never.wait()

    response = await client.post("/api/pictures", **{**_raw(b""), "data": pieces()})
    assert response.status == 400
    assert "96110" in said(await response.json())


async def test_too_many_uploads_are_refused_kindly(reader: FakeReader, content_engine: Engine) -> None:
    app = make_door(reader, KnowledgeSource(content_engine), most_uploads=0)
    async with TestClient(TestServer(app)) as full:
        response = await full.post("/api/pictures", data=form(b"picture"))
        assert response.status == 503
        assert response.headers["Retry-After"]
        assert "96110" in said(await response.json())


async def test_a_slash_in_a_picture_forges_no_intent(client: Client, reader: FakeReader) -> None:
    # Attack: Rasa takes a text that begins with a slash for an intent.
    reader.read = ReadImage(720, 1280, lines=(theirs("/restart", 300),), kind="page")
    await client.post("/api/pictures", data=form(b"picture"))
    assert not _turns(client).messages[0].text.startswith("/")
