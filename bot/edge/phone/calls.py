"""Drives a call: what the machine asks of the edge is done here, with the same turn as on every other channel."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Any

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.edge.keys import CONFIRMING, EARS, PEOPLE, TURNS
from bot.edge.places import PLACES
from bot.edge.prepared import prepared_message
from bot.edge.rasa_client import RasaFailed
from bot.edge.reader import Message
from bot.hearing.heard import UNCLEAR as NOT_CLEAR
from bot.phone import turning
from bot.phone.book import Book
from bot.phone.listening import reading_of
from bot.phone.machine import step
from bot.phone.state import OVER, Call
from bot.phone.turning import Happening, Hear, Outcome, Replied, Say, Send, Understood
from bot.reply.blocks import Listener
from db.models import utc_now

logger = logging.getLogger(__name__)

CHANNEL = "phone"
READ_SECONDS = 4.0


async def drive(app: web.Application, call_id: str, call: Call, event: Happening, book: Book, sound: bytes) -> Outcome:
    """Return the call after an event, with something to say.

    Args:
        app: the edge.
        call_id: names the call; nobody's number.
        call: as it stood.
        event: what happened on the line.
        book: all words.
        sound: of a recording; kept nowhere.
    """
    before = call
    outcome = step(call, event, book)
    while not isinstance(outcome.do, Say):
        if isinstance(outcome.do, Hear):
            found: Happening = await _hear(app, call_id, outcome.call, sound)
        else:
            found = await _send(app, call_id, outcome.call, outcome.do)
        outcome = step(outcome.call, found, book)
    if outcome.call.handset != before.handset or outcome.call.at == OVER:
        await _forget(app, call_id, before)
    return outcome


def _user(call_id: str, call: Call) -> str:
    """Return who has the handset: nothing leads from one to the next, nor from one call to another."""
    return f"{call_id}.{call.handset}"


async def _send(app: web.Application, call_id: str, call: Call, send: Send) -> Replied:
    message = await _message(app, call_id, call, send.text, send.choice)
    reply: dict[str, Any] = await app[TURNS].answer(message)
    return Replied(reply["blocks"], str(reply.get("kind") or ""), reply.get("case") or {})


async def _message(app: web.Application, call_id: str, call: Call, text: str, choice: str = "") -> Message:
    place = await app[PLACES].known(call.line) if call.line else ""
    message_id = f"{call_id}.{call.turns}"
    message = prepared_message(app, CHANNEL, _user(call_id, call), message_id, text, choice, True, place)
    if message is None:
        raise ValueError("a message without words")
    return replace(message, entities=(), numbers=())  # nobody dictates a number to be called on


async def _hear(app: web.Application, call_id: str, call: Call, sound: bytes) -> Understood:
    heard = await app[EARS].hear(sound)
    if not heard.text:
        return Understood(turning.UNCLEAR if heard.problem in ("", NOT_CLEAR) else turning.DEAF)
    try:
        message = await _message(app, call_id, call, heard.text)
        payload = await asyncio.wait_for(app[TURNS].reading(message), READ_SECONDS)
        found = reading_of(message.text, payload)
        if found.what in (turning.CONFIRM, turning.ANSWER):
            await app[CONFIRMING].ask(message.person, message.text, Listener(CHANNEL, elder=True), utc_now())
    except ValueError:
        return Understood(turning.UNCLEAR)
    except (RasaFailed, SQLAlchemyError, asyncio.TimeoutError) as error:
        logger.error("a recording could not be read: %s", type(error).__name__)
        return Understood(turning.DEAF)
    return found


async def _forget(app: web.Application, call_id: str, call: Call) -> None:
    """Forget the case of who had the handset; the masked record stays for the statistics."""
    try:
        await app[TURNS].end_session(app[PEOPLE].person(CHANNEL, _user(call_id, call)))
    except SQLAlchemyError as error:
        logger.error("a call was not forgotten; its case expires by itself: %s", type(error).__name__)
