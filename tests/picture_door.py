"""The picture door alone: real parsing, real words, real limits; what Rasa would say is made up."""

from __future__ import annotations

import io
import uuid
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from bot.edge.app import MAX_BODY
from bot.edge.judging import make_judge
from bot.edge.keys import JUDGE, KNOWLEDGE, PEOPLE, PICTURES, SAFE, SEALER, SPEAKER, TURNS
from bot.edge.media.door import post_picture
from bot.edge.media.pictures import MOST_UPLOADS, Pictures
from bot.edge.media.reader import MediaReader
from bot.edge.middleware import calm_errors
from bot.edge.person import People
from bot.edge.reader import Message
from bot.edge.seal import Sealer
from bot.edge.switch import SWITCHES, ChannelSwitches
from bot.edge.turns import Turns
from bot.edge.voice import FolderSpeaker
from bot.edge.words import EdgeKnowledge, SafeReply
from db.files import CONTENT, read_content
from db.knowledge import KnowledgeSource
from db.loader import load_rows
from db.models import Base
from db.session import make_engine, transaction
from tests.conftest import ROOT, SERVICE_TOKEN

MEDIA_PYTHON = str(ROOT / ".venv-media" / "bin" / "python")
HAS_MEDIA = (ROOT / ".venv-media" / ".lock-digest").exists()  # written last by scripts/apart.sh media
WITHOUT_MEDIA = "no .venv-media: run `make media`"
SCREENSHOTS = ROOT / "tests" / "data" / "screenshots"


class FakeTurns(Turns):
    """Answers every message with its own words."""

    def __init__(self) -> None:
        """Begin without messages."""
        self.messages: list[Message] = []

    async def answer(self, message: Message, spent: float = 0.0) -> dict[str, Any]:
        """Remember the message and say it back."""
        self.messages.append(message)
        return {"blocks": [{"type": "text", "text": f"answer to {message.text}"}], "case": {"type": None}}


class FakeSwitches(ChannelSwitches):
    """Every channel is open, but those for which a test gives words."""

    def __init__(self) -> None:
        """Open all."""
        self.wordings: dict[str, str] = {}

    async def told(self, channel: str) -> str:
        """Return them."""
        return self.wordings.get(channel, "")


def make_door(reader: MediaReader, source: KnowledgeSource, most_uploads: int = MOST_UPLOADS) -> web.Application:
    """Return an application with the picture door alone."""
    app = web.Application(client_max_size=MAX_BODY, middlewares=[calm_errors])
    safe = SafeReply()
    app[SAFE] = safe
    app[KNOWLEDGE] = EdgeKnowledge(source, safe)
    app[PEOPLE] = People(b"secret", SERVICE_TOKEN, False)
    app[SEALER] = Sealer(b"secret")
    app[JUDGE] = make_judge(app[SEALER])
    app[PICTURES] = Pictures(reader, most_uploads)
    app[SPEAKER] = FolderSpeaker(Path("/nonexistent"))
    app[TURNS] = FakeTurns()
    app[SWITCHES] = FakeSwitches()
    app.router.add_post("/api/pictures", post_picture)
    return app


def real_words(folder: Path) -> KnowledgeSource:
    """Return the real words, from a database of their own."""
    engine = make_engine(f"sqlite:///{folder / 'words.db'}")
    Base.metadata.create_all(engine)
    with transaction(engine) as session:
        load_rows(session, list(read_content(CONTENT, folder / "no_examples")))
    return KnowledgeSource(engine)


def form(picture: bytes, **fields: str) -> aiohttp.FormData:
    """Return the body of an upload."""
    data = aiohttp.FormData()
    for name, value in {"id": uuid.uuid4().hex, **fields}.items():
        data.add_field(name, value)
    data.add_field("picture", io.BytesIO(picture), filename="../../etc/passwd", content_type="image/png")
    return data


def said(body: dict[str, Any]) -> str:
    """Return all words of an answer."""
    return "\n".join(str(block.get("text", "")) for block in body["blocks"])
