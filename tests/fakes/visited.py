"""Somebody who lost money and agreed to be visited, in WeChat; and a Rasa that knows what they tell."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from sqlalchemy import Engine, select

from bot.edge.channels.wechat import setup
from bot.edge.channels.wechat.writing import Writing
from db.models import Base
from db.session import transaction
from tests.fakes.rasa import FakeRasa
from tests.fakes.wechat_client import WeChatClient, message_xml

TEMPLATE = "T-visit_1"
NUMBER = "13912345678"
LOST = {"format": 1, "type": "loan_fake", "verdict": "alarm", "stage": "paid"}
Client = TestClient[web.Request, web.Application]


class LossRasa(FakeRasa):
    """A Rasa that knows a loss told outright, and thanks after one."""

    async def turn(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """Answer."""
        self.seen.append((text, metadata))
        lost = "转了" in text or metadata["choice"] == "urgent:paid"
        kind = "urgent" if lost else "thanks" if text == "谢谢" else "continue"
        case = LOST if kind != "continue" else {"format": 1}
        read = {"kind": kind, "intent": "scam" if lost else "thanks"}
        assessed = {"intent": read["intent"], **{name: case.get(name) for name in ("type", "verdict", "stage")}}
        blocks = [{"type": "text", "text": f"rasa: {kind}"}]
        return {"blocks": blocks, "case": dict(case), "read": read, "assessed": assessed}


def kept_writers(monkeypatch: pytest.MonkeyPatch) -> list[Writing]:
    """Have every edge's own writer put into a list."""
    made: list[Writing] = []

    class Kept(Writing):
        def __init__(self, *parts: Any, **more: Any) -> None:
            super().__init__(*parts, **more)
            made.append(self)

    monkeypatch.setattr(setup, "Writing", Kept)
    return made


class Resident:
    """A person who lost money and agreed to be visited; days pass when the test says so."""

    def __init__(self, edge: Client, wechat: WeChatClient, engine: Engine, writers: list[Writing]) -> None:
        """Keep the door, and what the edge writes by itself with."""
        self.edge, self.engine = edge, engine
        self._wechat, self._writers = wechat, writers

    async def say(self, text: str) -> str:
        """Type something and return the answer."""
        return str(self._wechat.read(await self._post(message_xml("text", Content=text))).content)

    async def allow_notice(self, status: str = "accept", created: int = 1) -> None:
        """Have WeChat tell what was answered in its pop-up, twice, as it does where it did not hear us."""
        item = {"TemplateId": TEMPLATE, "SubscribeStatusString": status, "PopupScene": "2"}
        listed: Any = {"List": item}
        told = {"Event": "subscribe_msg_popup_event", "SubscribeMsgPopupEvent": listed}
        for _ in range(2):
            xml = message_xml("event", created=int(time.time()) + created, **told)
            assert await self._post(xml) == b"success"

    async def agree(self, told: str = "记下了") -> None:
        """Give consent and the number, and be told so."""
        assert "1 过些天来问问我" in await self.say("谢谢")
        assert "90天后删掉" in await self.say("1")
        assert "只发号码" in await self.say("1")
        assert told in await self.say(NUMBER)

    async def after(self, **span: float) -> int:
        """Let time pass, have the edge look for what is due, and return how many messages went."""
        self.pass_time(timedelta(**span))
        return await self._writers[-1].once()

    async def _post(self, xml: str) -> bytes:
        query, body = self._wechat.secure(xml)
        async with self.edge.post("/wechat", params=query, data=body) as response:
            assert response.status == 200
            return await response.read()

    def pass_time(self, span: timedelta) -> None:
        """Move everything that is kept of people into the past."""
        kept = [mapper.class_ for mapper in Base.registry.mappers if "person" in mapper.columns]
        with transaction(self.engine) as session:
            for row in [row for table in kept for row in session.scalars(select(table))]:
                for name, value in list(vars(row).items()):
                    if isinstance(value, datetime):
                        setattr(row, name, value - span)

    def rows(self, column: Any) -> list[Any]:
        """Return one column of a table."""
        with transaction(self.engine) as session:
            return list(session.scalars(select(column)))
