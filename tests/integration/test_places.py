"""Where a person asks from, through the real edge: web, kiosk and WeChat; unknown or forged places are nothing."""

from __future__ import annotations

import time
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Engine, select

from bot.edge import app as app_module
from bot.edge import lifetime
from bot.edge.keys import ENGINE
from bot.settings import Settings
from db import calls, cases, places
from db.files import CONTENT, read_content
from db.loader import load_rows
from db.migrate import migrate
from db.models import utc_now
from db.places import Spot
from db.record_models import AssessmentRow, CallRequest, MatterLink
from db.session import make_engine, transaction
from tests.fakes.rasa import FakeRasa
from tests.fakes.wechat_client import APP_ID, KEY, TOKEN, WeChatClient, message_xml

Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Client]:
    """Return a client of an edge with two places and a duty desk."""
    fake = FakeRasa()
    monkeypatch.setattr(lifetime, "RasaClient", lambda *_: fake)
    url = f"sqlite:///{tmp_path / 'assistant.db'}"
    engine = make_engine(url)
    migrate(engine)
    with transaction(engine) as session:
        load_rows(session, list(read_content(CONTENT, tmp_path / "no_examples")))
    places.load(engine, [Spot("k1", "kiosk", "村委会", "柳河镇", "柳河村"), Spot("p1", "poster", "集市", "柳河镇")])
    engine.dispose()
    wechat: dict[str, Any] = {"wechat_token": TOKEN, "wechat_aes_key": KEY, "wechat_app_id": APP_ID}
    settings = Settings(database_url=url, secret_key="secret", duty_desk="1", service_token="token", **wechat)
    running: Client = TestClient(TestServer(app_module.make_app(settings)))
    await running.start_server()
    yield running
    await running.close()


def _engine(client: Client) -> Engine:
    assert client.app is not None
    return client.app[ENGINE]


def _places(client: Client) -> list[str]:
    with transaction(_engine(client)) as session:
        return [row.place for row in session.scalars(select(AssessmentRow).order_by(AssessmentRow.id))]


async def _say(client: Client, headers: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    body = {"id": uuid.uuid4().hex, "text": "有人找我", **more}
    response = await client.post("/api/messages", json=body, headers=headers)
    assert response.status == 200
    answer: dict[str, Any] = await response.json()
    return answer


async def _wechat(client: Client, kind: str, **fields: Any) -> None:
    wechat = WeChatClient(now=int(time.time()))
    query, body = wechat.secure(message_xml(kind, created=wechat.now, **fields))
    response = await client.post("/wechat", params=query, data=body)
    assert response.status == 200
    await response.read()


async def test_a_poster_stays_with_the_browser_for_two_hours(client: Client) -> None:
    response = await client.get("/", params={"scene": "p1"})
    cookie = response.cookies["scene"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "7200")
    await _say(client)
    await _say(client, channel="kiosk")  # the poster is no kiosk
    assert _places(client) == ["p1", ""]


async def test_a_kiosk_keeps_its_place_through_every_session(client: Client) -> None:
    await client.get("/kiosk", params={"place": "k1"})
    await _say(client, channel="kiosk")
    assert (await client.post("/api/forget_session", json={})).status == 200
    await _say(client, channel="kiosk")
    assert _places(client) == ["k1", "k1"]
    with transaction(_engine(client)) as session:
        assert len(session.scalars(select(MatterLink)).all()) == 1  # nothing leads to the first any more


@pytest.mark.parametrize("scene", ["nowhere", "", "../k1", "k1' OR 1=1", "x" * 500])
async def test_an_unknown_place_is_nothing(scene: str, client: Client) -> None:
    for path, parameter in (("/", "scene"), ("/kiosk", "place")):
        response = await client.get(path, params={parameter: scene})
        assert response.status == 200
        assert not response.cookies
    await _say(client)
    assert _places(client) == [""]


@pytest.mark.parametrize("forged", ["k1", "InNjZW5lOmsxIg.aaaa.bbbb", ""])
async def test_a_forged_cookie_is_nothing(forged: str, client: Client) -> None:
    # Attack: make another village look bad, or send the duty desk to a place where nobody is.
    await _say(client, headers={"Cookie": f"scene={forged}; kiosk_place={forged}"}, channel="kiosk")
    assert _places(client) == [""]


async def test_a_poster_cannot_be_turned_into_a_kiosk(client: Client) -> None:
    cookie = (await client.get("/", params={"scene": "p1"})).cookies["scene"].value
    client.session.cookie_jar.clear()
    await _say(client, headers={"Cookie": f"kiosk_place={cookie}"}, channel="kiosk")
    assert _places(client) == [""]


async def test_only_the_service_may_name_a_place(client: Client) -> None:
    await _say(client, place="k1")
    await _say(client, headers={"Authorization": "Bearer token"}, place="k1", user="u", channel="phone")
    await _say(client, headers={"Authorization": "Bearer token"}, place="nowhere", user="v", channel="phone")
    assert _places(client) == ["", "k1", ""]


@pytest.mark.parametrize(
    ("event", "key", "found"),
    [
        ("subscribe", "qrscene_p1", "p1"),
        ("SCAN", "p1", "p1"),
        ("subscribe", "p1", ""),
        ("subscribe", "", ""),
        ("SCAN", "nowhere", ""),
        ("CLICK", "p1", ""),
    ],
)
async def test_a_wechat_scan_stays_with_the_matter(event: str, key: str, found: str, client: Client) -> None:
    await _wechat(client, "event", Event=event, EventKey=key)
    await _wechat(client, "text", Content="有人让我转钱")
    assert _places(client) == [found, found]


async def test_the_page_hears_how_the_call_stands(client: Client) -> None:
    async def state() -> dict[str, Any]:
        response = await client.get("/api/call", params={"channel": "kiosk"})
        assert response.headers["Cache-Control"] == "no-store"
        answer: dict[str, Any] = await response.json()
        return answer

    await client.get("/kiosk", params={"place": "k1"})
    assert await state() == {"state": "none", "blocks": []}
    await _say(client, channel="kiosk")
    await _say(client, channel="kiosk", text="", choice="call:ask")
    assert await state() == {"state": "waiting", "blocks": []}
    with transaction(_engine(client)) as session:
        call = session.scalars(select(CallRequest)).one()
        call.asked_at = utc_now() - calls.UNTAKEN
    late = await state()
    assert late["state"] == "expired"
    assert "110" in late["blocks"][0]["text"]
    assert calls.take(_engine(client), call.id, "王警官", utc_now())
    assert (await state())["state"] == "taken"


async def test_a_purge_leaves_what_staff_need(client: Client) -> None:
    await _say(client)
    cases.purge(_engine(client), utc_now())
    assert _places(client) == [""]
