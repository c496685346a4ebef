"""Attack: flood each door. The refused are told calmly whom to call, and who is in need is heard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Engine

from bot.edge.hearing.door import post_speech
from bot.edge.hearing.ears import Ears
from bot.edge.keys import EARS, TURNS
from bot.edge.kiosk_routes import post_forget_session
from bot.edge.limits.doors import GATE, PROXIES, add_limits
from bot.edge.messages import post_message
from bot.edge.places import KIOSK_COOKIE, PLACES, Places
from bot.hearing.heard import Heard
from bot.media.saw import ReadImage
from bot.settings import Settings
from db.knowledge import KnowledgeSource
from tests.conftest import SERVICE_TOKEN
from tests.picture_door import FakeTurns, form, make_door, said
from tests.unit.media.screens import chat, theirs

Client = TestClient[Any, Any]
TOKEN = {"Authorization": f"Bearer {SERVICE_TOKEN}"}
FEW = Settings(
    secret_key="k",
    edge_proxy="1",
    rate_person="2/minute",
    rate_address="6/minute",
    rate_newcomers="4/minute",
    rate_files="1/minute",
)
SCHOOL = {"X-Forwarded-For": "203.0.113.9"}


class Reader:
    """Reads the same in every picture, hears the same in every recording, and counts."""

    asked = 0

    async def read_image(self, data: bytes) -> ReadImage:
        """Read it."""
        self.asked += 1
        return chat(theirs("先垫两千", 400))

    async def within(self, data: bytes, seconds: float) -> Heard:
        """Hear it."""
        self.asked += 1
        return Heard(text="有人让我转钱")


class Turns(FakeTurns):
    """Ends sessions at once besides."""

    async def end_session(self, person: str) -> None:
        """Do nothing."""


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
async def client(content_engine: Engine, reader: Reader) -> AsyncIterator[Client]:
    app = make_door(reader, KnowledgeSource(content_engine))
    app[TURNS], app[EARS] = Turns(), Ears(reader)
    app.router.add_post("/api/messages", post_message)
    app.router.add_post("/api/speech", post_speech)
    app.router.add_post("/api/forget_session", post_forget_session)
    add_limits(app, FEW)
    async with TestClient(TestServer(app)) as running:
        yield running


async def say(client: Client, headers: dict[str, str] = SCHOOL, **body: Any) -> aiohttp.ClientResponse:
    given = {"id": "m1", "text": "有人找我", **body}
    return await client.post("/api/messages", json=given, headers=headers)


def forget_cookies(client: Client) -> None:
    client.session.cookie_jar.clear()


async def test_one_person_is_told_calmly_to_wait(client: Client) -> None:
    for _ in range(2):
        assert (await say(client)).status == 200
    refused = await say(client)
    body = await refused.json()
    assert refused.status == 429
    assert refused.headers["Retry-After"] == "60"
    assert body["id"] == "m1"
    assert "马上打110" in said(body)
    assert "96110" in said(body)
    assert [choice["value"] for choice in body["blocks"][-1]["choices"]] == ["urgent:paid", "urgent:paying"]
    turns = client.app[TURNS]
    assert isinstance(turns, FakeTurns)
    assert len(turns.messages) == 2


@pytest.mark.parametrize(
    "body",
    [{"choice": "urgent:paid"}, {"choice": "urgent:paying"}, {"text": "钱已经转出去了。"}, {"text": "正在催我转钱！"}],
)
async def test_who_is_in_need_is_heard_whatever_came_before(client: Client, body: dict[str, Any]) -> None:
    for _ in range(20):
        await say(client)
        forget_cookies(client)
    told = []
    for _ in range(14):
        answer = await say(client, **body)
        assert answer.status == 200
        told.append(said(await answer.json()))
    assert [words.startswith("answer to ") for words in told] == [True] * 12 + [False] * 2
    assert "110" in told[-1]


async def test_another_choice_is_no_way_around(client: Client) -> None:
    for _ in range(2):
        await say(client)
    assert (await say(client, choice="urgent:none")).status == 429
    assert (await say(client, text="1")).status == 429


async def test_the_refused_kiosk_keeps_its_form_and_its_short_words(client: Client) -> None:
    for _ in range(2):
        await say(client, channel="kiosk")
    body = await (await say(client, channel="kiosk")).json()
    assert "您等一分钟再发。" in said(body)
    assert body["kiosk"]["screens"]
    for _ in range(13):
        body = await (await say(client, channel="kiosk", choice="urgent:paid")).json()
    assert body["kiosk"]["held"]


async def test_somebody_new_each_time_gets_no_cookie_for_it(client: Client) -> None:
    statuses = []
    for _ in range(6):
        answer = await say(client)
        statuses.append(answer.status)
        assert ("person" in answer.cookies) is (answer.status == 200)
        forget_cookies(client)
    assert statuses == [200] * 4 + [429] * 2


async def test_cookies_cannot_be_collected_where_sessions_end(client: Client) -> None:
    given = 0
    for _ in range(6):
        answer = await client.post("/api/forget_session", json={}, headers=SCHOOL)
        assert (await answer.json()) == {"forgotten": True}
        given += bool(answer.cookies["person"].value)
    assert given == 4


async def test_a_made_up_address_is_not_believed(client: Client) -> None:
    statuses = []
    for number in range(6):
        headers = {"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.9"}
        statuses.append((await say(client, headers)).status)
        forget_cookies(client)
    assert statuses[-1] == 429


async def test_programs_of_ours_are_not_counted(client: Client) -> None:
    for _ in range(50):
        assert (await say(client, {**TOKEN, **SCHOOL}, user="one", channel="phone")).status == 200


async def test_a_proxy_that_does_not_tell_for_whom_shuts_nobody_out(client: Client) -> None:
    for _ in range(20):
        assert (await say(client, {})).status == 200
        forget_cookies(client)


async def test_pictures_are_refused_before_they_are_taken_in(client: Client, reader: Reader) -> None:
    assert (await client.post("/api/pictures", data=form(b"picture"), headers=SCHOOL)).status == 200
    refused = await client.post("/api/pictures", data=form(b"picture"), headers=SCHOOL)
    assert refused.status == 429
    assert "110" in said(await refused.json())
    assert reader.asked == 1
    assert (await client.post("/api/pictures", data=form(b"p"), headers={**TOKEN, **SCHOOL})).status == 200


async def test_recordings_are_refused_before_they_are_taken_in(client: Client, reader: Reader) -> None:
    def sound() -> aiohttp.FormData:
        data = aiohttp.FormData({"id": "m1"})
        data.add_field("sound", b"sound", filename="sound", content_type="audio/webm")
        return data

    await say(client)  # a cookie
    assert (await client.post("/api/speech", data=sound(), headers=SCHOOL)).status == 200
    refused = await client.post("/api/speech", data=sound(), headers=SCHOOL)
    assert refused.status == 429
    assert (await refused.json())["heard"] == ""
    assert reader.asked == 1


async def test_a_kiosk_is_heard_whatever_those_around_it_send(
    client: Client, reader: Reader, content_engine: Engine
) -> None:
    client.app[PLACES] = places = Places(content_engine, b"secret", False)
    for _ in range(6):
        await client.post("/api/pictures", data=form(b"picture"), headers=SCHOOL)
        forget_cookies(client)
    place = f"{KIOSK_COOKIE}={places._serializer.dumps(f'{KIOSK_COOKIE}:hall')}"
    answer = await client.post("/api/pictures", data=form(b"picture"), headers={**SCHOOL, "Cookie": place})
    assert answer.status == 200
    again = {**SCHOOL, "Cookie": f"{place}; person={answer.cookies['person'].value}"}
    refused = await client.post("/api/pictures", data=form(b"picture"), headers=again)
    assert refused.status == 429
    assert "您等一分钟再发。" in said(await refused.json())


@pytest.mark.parametrize("value", ["yes", "-1", "1.5"])
def test_a_wrong_number_of_proxies_is_named(client: Client, value: str) -> None:
    with pytest.raises(ValueError, match="EDGE_PROXY: must be how many"):
        add_limits(aiohttp.web.Application(), Settings(secret_key="k", edge_proxy=value))


async def test_a_door_without_a_gate_takes_everything(content_engine: Engine, reader: Reader) -> None:
    app = make_door(reader, KnowledgeSource(content_engine))
    app.router.add_post("/api/messages", post_message)
    assert GATE not in app
    assert PROXIES not in app
    async with TestClient(TestServer(app)) as running:
        assert {(await say(running)).status for _ in range(40)} == {200}
