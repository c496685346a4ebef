"""Attack: bodies that are no recordings, too large or too many; all get a calm answer, and nothing is stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Engine

from bot.hearing.heard import MOST_BYTES, UNCLEAR, Heard
from bot.media.saw import BUSY, FAILED, MISSING, UNUSABLE
from db.knowledge import KnowledgeSource
from tests.picture_door import said
from tests.speech_door import make_speech_door, sound_form

Client = TestClient[Any, Any]


class FakeListening:
    """Hears what the test says."""

    def __init__(self) -> None:
        """Hear a sentence, in traditional characters as the recogniser sometimes writes."""
        self.heard = Heard("有人叫我轉錢給13812345678", 3.0, 0.9)
        self.seen: list[int] = []

    async def within(self, data: bytes, seconds: float) -> Heard:
        """Return it."""
        self.seen.append(len(data))
        return self.heard


@pytest.fixture
def listening() -> FakeListening:
    """Return somebody who hears."""
    return FakeListening()


@pytest.fixture
async def client(listening: FakeListening, content_engine: Engine) -> AsyncIterator[Client]:
    """Return a client of the door."""
    app = make_speech_door(listening, KnowledgeSource(content_engine))
    async with TestClient(TestServer(app)) as running:
        yield running


async def test_what_was_heard_is_asked_about_in_simplified_characters(client: Client) -> None:
    response = await client.post("/api/speech", data=sound_form(b"sound", id="m1"))
    body = await response.json()
    assert response.status == 200
    assert body["id"] == "m1"
    assert body["heard"] == "有人叫我转钱给13812345678"
    assert "对吗？" in said(body)
    assert [block["type"] for block in body["blocks"]] == ["text"]


@pytest.mark.parametrize(
    ("problem", "status"), [(UNCLEAR, 200), (FAILED, 200), (MISSING, 200), (BUSY, 503), (UNUSABLE, 415)]
)
@pytest.mark.parametrize("elder", ["true", ""])
async def test_what_was_not_heard_leaves_typing_and_somebody_to_call(
    problem: str, status: int, elder: str, client: Client, listening: FakeListening
) -> None:
    listening.heard = Heard(problem=problem)
    response = await client.post("/api/speech", data=sound_form(b"sound", elder=elder))
    body = await response.json()
    assert response.status == status
    assert body["heard"] == ""
    assert "打110" in said(body)
    assert "96110" in said(body)
    assert ("Retry-After" in response.headers) == (problem == BUSY)


async def test_the_kiosk_speaks_to_old_people(client: Client, listening: FakeListening) -> None:
    listening.heard = Heard(problem=UNCLEAR)
    bodies = [
        await (await client.post("/api/speech", data=sound_form(b"sound", channel=channel))).json()
        for channel in ("kiosk", "web")
    ]
    assert len(said(bodies[0])) < len(said(bodies[1]))


async def test_eight_megabytes_pass_and_more_is_refused_kindly(client: Client, listening: FakeListening) -> None:
    assert (await client.post("/api/speech", data=sound_form(b"x" * MOST_BYTES))).status == 200
    response = await client.post("/api/speech", data=sound_form(b"x" * (MOST_BYTES + 1)))
    assert response.status == 413
    assert "一分钟" in said(await response.json())
    assert listening.seen == [MOST_BYTES]


PART = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
BAD = {
    "empty": b"",
    "no sound": PART % (b"id", b"m1") + b"--b--\r\n",
    "empty sound": PART % (b"id", b"m1") + PART % (b"sound", b"") + b"--b--\r\n",
    "no id": PART % (b"sound", b"s") + b"--b--\r\n",
    "two sounds": PART % (b"id", b"m") + PART % (b"sound", b"s") * 2 + b"--b--\r\n",
    "a picture": PART % (b"id", b"m") + PART % (b"picture", b"p") + b"--b--\r\n",
}


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_body_is_refused_calmly(name: str, client: Client, listening: FakeListening) -> None:
    response = await client.post(
        "/api/speech", data=BAD[name], headers={"Content-Type": "multipart/form-data; boundary=b"}
    )
    assert response.status == 400
    assert "96110" in said(await response.json())
    assert listening.seen == []


@pytest.mark.parametrize("kind", ["application/json", "audio/webm", "text/plain"])
async def test_another_form_is_refused_calmly(kind: str, client: Client) -> None:
    response = await client.post("/api/speech", data=b"x", headers={"Content-Type": kind})
    assert response.status == 415
    assert "96110" in said(await response.json())


async def test_too_many_uploads_are_refused_kindly(listening: FakeListening, content_engine: Engine) -> None:
    app = make_speech_door(listening, KnowledgeSource(content_engine), most_uploads=0)
    async with TestClient(TestServer(app)) as full:
        response = await full.post("/api/speech", data=sound_form(b"sound"))
        assert response.status == 503
        assert response.headers["Retry-After"]
        assert "96110" in said(await response.json())


async def test_a_wrong_token_is_refused(client: Client) -> None:
    response = await client.post("/api/speech", data=sound_form(b"s"), headers={"Authorization": "Bearer x"})
    assert response.status == 401
