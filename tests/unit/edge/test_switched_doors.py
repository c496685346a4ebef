"""A channel that is shut answers with the chosen words at both doors, and nothing is read or asked of Rasa."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Engine

from bot.edge.keys import TURNS
from bot.edge.messages import post_message
from bot.edge.switch import SWITCHES
from bot.media.saw import ReadImage
from db.knowledge import KnowledgeSource
from tests.conftest import SERVICE_TOKEN
from tests.picture_door import FakeSwitches, FakeTurns, form, make_door

Client = TestClient[Any, Any]
TOKEN = {"Authorization": f"Bearer {SERVICE_TOKEN}"}


class NoReader:
    """Reads no picture while a channel is shut."""

    async def read_image(self, data: bytes) -> ReadImage:
        """Fail."""
        raise AssertionError("a picture was read though its channel is shut")


@pytest.fixture
async def client(content_engine: Engine) -> AsyncIterator[Client]:
    app = make_door(NoReader(), KnowledgeSource(content_engine))
    app.router.add_post("/api/messages", post_message)
    async with TestClient(TestServer(app)) as running:
        yield running


def shut(client: Client, channel: str, wording: str) -> None:
    switches = client.app[SWITCHES]
    assert isinstance(switches, FakeSwitches)
    switches.wordings = {channel: wording}


def asked(client: Client) -> list[str]:
    turns = client.app[TURNS]
    assert isinstance(turns, FakeTurns)
    return [message.channel for message in turns.messages]


async def say(client: Client, headers: dict[str, str] | None = None, **more: str) -> dict[str, Any]:
    body = {"id": "m1", "text": "有人让我转钱", **more}
    answer: dict[str, Any] = await (await client.post("/api/messages", json=body, headers=headers)).json()
    return answer


async def test_messages_get_the_words_while_other_channels_go_on(client: Client) -> None:
    shut(client, "web", "channel_off_upgrade")
    answer = await say(client)
    assert answer["id"] == "m1"
    assert "正在更新" in answer["blocks"][0]["text"]
    assert "96110" in answer["blocks"][0]["text"]
    assert asked(client) == []
    await say(client, channel="kiosk")
    await say(client, TOKEN, channel="phone")
    assert asked(client) == ["kiosk", "phone"]


async def test_a_kiosk_that_is_shut_speaks_as_to_the_old_and_keeps_its_form(client: Client) -> None:
    shut(client, "kiosk", "channel_off_night")
    answer = await say(client, channel="kiosk")
    assert "这里今天不开了，明天再来。\n有人催您转钱，先别转，" in answer["blocks"][0]["text"]
    assert "kiosk" in answer
    assert asked(client) == []


async def test_pictures_are_not_even_read(client: Client) -> None:
    shut(client, "web", "channel_off")
    answer = await (await client.post("/api/pictures", data=form(b"picture", id="m1"))).json()
    assert "暂时停了" in answer["blocks"][0]["text"]
    assert asked(client) == []
