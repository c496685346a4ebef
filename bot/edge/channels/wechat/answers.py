"""From what WeChat delivered to the texts that answer it."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.edge.channels.wechat.api import WeChatApi
from bot.edge.channels.wechat.incoming import Ask, Forget, Incoming, Media, Nothing, Notices, Say
from bot.edge.channels.wechat.media import MediaRead, MediaReader, MediaSaid, MediaText
from bot.edge.channels.wechat.transport import ApiError
from bot.edge.keys import ENGINE, KNOWLEDGE, PEOPLE, SAFE, TURNS
from bot.edge.limits.doors import GATE, instead
from bot.edge.limits.gate import Asker
from bot.edge.places import PLACES
from bot.edge.prepared import prepared_message
from bot.edge.switch import SWITCHES
from bot.reply.render.wechat import render
from db import cases, reminders
from db.models import utc_now

logger = logging.getLogger(__name__)

CHANNEL = "wechat"
TURN_SECONDS = 60.0  # a turn ends by itself long before
READ_SECONDS = 30.0
# turns at once: twice what Rasa takes. All of a crowd begun together would keep WeChat waiting for a word
AT_ONCE = 16
Blocks = list[dict[str, Any]]


class Answers:
    """Answers messages; holds no state of its own."""

    def __init__(self, app: web.Application, reader: MediaReader, api: WeChatApi | None, template: str = "") -> None:
        """Keep the edge's parts, who reads media, and where it is fetched."""
        self._app = app
        self._reader = reader
        self._api = api
        self._template = template
        self._room = asyncio.Semaphore(AT_ONCE)

    def safe(self) -> str:
        """Return the answer of last resort."""
        return render(self._app[SAFE].blocks(False))[0]

    def person(self, incoming: Incoming) -> str:
        """Return the hash under which everything of this person is stored."""
        return self._app[PEOPLE].person(CHANNEL, incoming.user)

    async def texts(self, incoming: Incoming) -> list[str]:
        """Return the messages that answer, none where nothing is to be said; never fails."""
        try:
            return render(await self._blocks(incoming))
        except Exception as error:  # a resident must get an answer whatever broke; no words in the log
            logger.error("WeChat: answering failed: %s", type(error).__name__)
            return [self.safe()]

    async def _blocks(self, incoming: Incoming) -> Blocks:
        wish = incoming.wish
        if isinstance(wish, Forget):
            await self._forget(incoming)
        if isinstance(wish, Notices):
            await self._allowed(incoming, wish)
        if isinstance(wish, (Forget, Notices, Nothing)):
            return []
        if told := await self._app[SWITCHES].told(CHANNEL):
            return self._app[KNOWLEDGE].say(told)
        if held := await self._held(incoming):
            return held
        read = await self._read(wish, self.person(incoming)) if isinstance(wish, Media) else None
        if isinstance(read, MediaSaid):
            return read.blocks
        if isinstance(read, MediaText):
            return await self._assess(incoming, Ask(read.text), was_read=True)
        if isinstance(wish, Media):
            wish = wish.otherwise
        return self._app[KNOWLEDGE].say(wish.wording) if isinstance(wish, Say) else await self._assess(incoming, wish)

    async def _held(self, incoming: Incoming) -> Blocks | None:
        """Return what is said instead of an answer; WeChat's own addresses are everybody's and do not count."""
        gate, wish, asker = self._app.get(GATE), incoming.wish, Asker(self.person(incoming))
        if gate is None or isinstance(wish, Say):
            return None
        if isinstance(wish, Media):
            return None if await gate.file(asker) else self._app[KNOWLEDGE].too_many(False, buttons=False)
        assert isinstance(wish, Ask)
        held = await instead(self._app, gate, asker, wish.text, wish.choice, elder=False, buttons=False)
        return held.reply["blocks"] if held else None

    async def _assess(self, incoming: Incoming, ask: Ask, was_read: bool = False) -> Blocks:
        here = self._app.get(PLACES) if incoming.scene else None
        place = await here.known(incoming.scene) if here else ""
        async with self._room:
            message = prepared_message(
                self._app, CHANNEL, incoming.user, incoming.id, ask.text, ask.choice, place=place
            )
            if message is None:
                return self._app[KNOWLEDGE].blocks("fallback", False)
            reply = await self._app[TURNS].within(message, TURN_SECONDS)
        if reply is None:
            return self._app[SAFE].blocks(False)
        lead = self._app[KNOWLEDGE].picture_read(message.text, False) if was_read else []
        return [*lead, *reply["blocks"]]

    async def _read(self, media: Media, person: str) -> MediaRead | None:
        if self._api is None or not self._reader.reads(media.kind):
            return None
        try:
            fetched = await self._api.fetch_media(media.kind, media.media_id)
            return await asyncio.wait_for(self._reader.read(media.kind, fetched, person), READ_SECONDS)
        except ApiError as error:
            logger.error("WeChat: media was not fetched: %s", error)
        except Exception as error:  # whatever a picture did to its reader, its sender is asked instead
            logger.error("WeChat: media was not read: %s", type(error).__name__)
        return None

    async def _allowed(self, incoming: Incoming, wish: Notices) -> None:
        """Keep that one notice of a return visit may be sent, or that none may."""
        person, engine = self.person(incoming), self._app[ENGINE]
        try:
            if self._template and self._template in wish.allowed:
                await asyncio.to_thread(reminders.grant, engine, person, incoming.id, utc_now())
            if self._template and self._template in wish.refused:
                await asyncio.to_thread(reminders.drop_grants, engine, person)
        except SQLAlchemyError as error:
            logger.error("WeChat: an allowed notice was not kept: %s", type(error).__name__)

    async def _forget(self, incoming: Incoming) -> None:
        """Delete everything of a person who left: WeChat's rules ask for it."""
        try:
            await asyncio.to_thread(cases.forget, self._app[ENGINE], self.person(incoming))
        except SQLAlchemyError as error:
            logger.error("WeChat: a person's rows were not deleted, they expire: %s", type(error).__name__)
