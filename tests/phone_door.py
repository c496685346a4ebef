"""The telephone's doors alone: real call, real words; what Rasa would say is made up."""

from __future__ import annotations

import io
import json
import wave
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np
from aiohttp import web
from aiohttp.test_utils import TestClient
from sqlalchemy import Engine

from bot.edge.app import MAX_BODY
from bot.edge.hearing.confirm import Confirming
from bot.edge.hearing.ears import Ears, Listening
from bot.edge.judging import make_judge
from bot.edge.keys import CONFIRMING, EARS, ENGINE, JUDGE, KNOWLEDGE, PEOPLE, SAFE, SEALER, SPEAKER, TURNS
from bot.edge.middleware import calm_errors
from bot.edge.person import People
from bot.edge.phone.door import add_phone
from bot.edge.places import PLACES, Places
from bot.edge.reader import Keeping
from bot.edge.seal import Sealer
from bot.edge.switch import SWITCHES
from bot.edge.turns import Turns
from bot.edge.voice import FolderSpeaker
from bot.edge.words import EdgeKnowledge, SafeReply
from bot.phone.events import Answer, Event, Exchange, Play, Recorded
from bot.phone.wire import dump_event, load_answer
from bot.settings import Settings
from bot.voice.store import Store
from db.knowledge import KnowledgeSource
from tests.conftest import SERVICE_TOKEN
from tests.fakes.rasa import FakeRasa
from tests.picture_door import FakeSwitches

TOKEN = {"Authorization": f"Bearer {SERVICE_TOKEN}"}
HOURS = timedelta(hours=2)
CALL = "call-0123456789abcdef"


def wav(rate: int = 24_000, seconds: float = 0.3, loud: float = 0.4) -> bytes:
    """Return a hum."""
    samples = loud * np.sin(2 * np.pi * 400 * np.arange(int(rate * seconds)) / rate)
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return made.getvalue()


class EveryStore(Store):
    """Has the same sound for every sentence: rendering them takes hours."""

    def __init__(self, folder: Path) -> None:
        """Make that one sound."""
        super().__init__(folder)
        self.synthetic.mkdir(parents=True, exist_ok=True)
        self.one = self.synthetic / "one.wav"
        self.one.write_bytes(wav())
        self.missing: set[str] = set()

    def file(self, key: str) -> Path | None:
        """Return it, unless the test took it away."""
        return None if key in self.missing or len(key) != 32 else self.one


def make_phone_door(
    engine: Engine, source: KnowledgeSource, rasa: FakeRasa, listening: Listening, settings: Settings
) -> web.Application:
    """Return an application with the telephone's doors alone."""
    app = web.Application(client_max_size=MAX_BODY, middlewares=[calm_errors])
    safe = SafeReply()
    app[ENGINE], app[SAFE] = engine, safe
    app[KNOWLEDGE] = EdgeKnowledge(source, safe)
    app[PEOPLE] = People(b"secret", SERVICE_TOKEN, False)
    app[PLACES] = Places(engine, b"secret", False)
    app[SEALER] = Sealer(b"secret")
    app[JUDGE] = make_judge(app[SEALER])
    app[SPEAKER] = FolderSpeaker(settings.voice)
    app[SWITCHES] = FakeSwitches()
    app[CONFIRMING] = Confirming(engine, app[KNOWLEDGE])
    app[EARS] = Ears(listening)
    app[TURNS] = Turns(
        engine, rasa, Keeping(HOURS, HOURS), 2.0, lambda _: {"blocks": safe.blocks(True)}, confirming=app[CONFIRMING]
    )
    add_phone(app, settings)
    return app


class Handset:
    """A media program as the protocol wants it."""

    def __init__(self, client: TestClient[Any, Any], call: str = CALL) -> None:
        """Have the call not yet answered."""
        self.client = client
        self.call = call
        self.n = 0
        self.state = ""

    async def tell(self, event: Event, sound: bytes = b"") -> Answer:
        """Tell the edge what happened, and take its answer in."""
        self.n += 1
        answer = await self.send(Exchange(self.n, self.state, event), sound)
        self.state = answer.state
        return answer

    async def send(self, exchange: Exchange, sound: bytes = b"") -> Answer:
        """Send one exchange."""
        data = dump_event(exchange)
        body: dict[str, Any] = {"json": data}
        if isinstance(exchange.event, Recorded):
            form = aiohttp.FormData()
            form.add_field("event", json.dumps(data))
            form.add_field("sound", io.BytesIO(sound), filename="sound.wav", content_type="audio/wav")
            body = {"data": form}
        async with self.client.post(f"/api/phone/{self.call}", headers=TOKEN, **body) as response:
            assert response.status == 200, await response.text()
            return load_answer(await response.json())


def words(answer: Answer) -> str:
    """Return what is played."""
    return "".join(sound.text for command in answer.commands if isinstance(command, Play) for sound in command.sounds)
