"""The speech door alone: real parsing, real words, real limits."""

from __future__ import annotations

import io
import uuid

import aiohttp
from aiohttp import web

from bot.edge.app import MAX_BODY
from bot.edge.hearing.door import post_speech
from bot.edge.hearing.ears import MOST_UPLOADS, Ears, Listening
from bot.edge.keys import EARS, KNOWLEDGE, PEOPLE, SAFE
from bot.edge.middleware import calm_errors
from bot.edge.person import People
from bot.edge.switch import SWITCHES
from bot.edge.words import EdgeKnowledge, SafeReply
from db.knowledge import KnowledgeSource
from tests.conftest import ROOT, SERVICE_TOKEN
from tests.picture_door import FakeSwitches

SENTENCES = ROOT / "tests" / "data" / "speech"


def make_speech_door(
    listening: Listening, source: KnowledgeSource, most_uploads: int = MOST_UPLOADS
) -> web.Application:
    """Return an application with the speech door alone: it has neither turns nor a database to store in."""
    app = web.Application(client_max_size=MAX_BODY, middlewares=[calm_errors])
    safe = SafeReply()
    app[SAFE] = safe
    app[KNOWLEDGE] = EdgeKnowledge(source, safe)
    app[PEOPLE] = People(b"secret", SERVICE_TOKEN, False)
    app[SWITCHES] = FakeSwitches()
    app[EARS] = Ears(listening, most_uploads)
    app.router.add_post("/api/speech", post_speech)
    return app


def sound_form(sound: bytes, **fields: str) -> aiohttp.FormData:
    """Return the body of an upload."""
    data = aiohttp.FormData()
    for name, value in {"id": uuid.uuid4().hex, **fields}.items():
        data.add_field(name, value)
    data.add_field("sound", io.BytesIO(sound), filename="../../etc/passwd", content_type="audio/webm")
    return data
