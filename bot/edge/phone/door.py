"""`/api/phone/…`: where a media program asks what to do next, see bot/phone/protocol.md."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from aiohttp import web

from bot.edge.keys import KNOWLEDGE, PEOPLE, SPEAKER
from bot.edge.media.upload import TooLarge
from bot.edge.phone.answer import commands_of, safe_commands
from bot.edge.phone.at_hand import AtHand
from bot.edge.phone.body import read_exchange
from bot.edge.phone.calls import CHANNEL, drive
from bot.edge.phone.sealing import CallSeal
from bot.edge.phone.sounds import ADDRESS, Sounds
from bot.edge.switch import SWITCHES
from bot.phone.book import Book
from bot.phone.events import Answer, HangUp, HungUp, Transfer, TransferFailed
from bot.phone.state import Call
from bot.phone.turning import Say
from bot.phone.wire import CALL, BadExchange, dump_answer
from bot.settings import Settings
from db.files import CONTENT, read_yaml
from db.from_files import knowledge_from_files
from db.knowledge import Knowledge


class Phone:
    """What the doors share."""

    def __init__(self, settings: Settings) -> None:
        """Read the pictures, which are the menus, and the words that are said without a database."""
        self.seal = CallSeal(settings.secret())
        self.sounds = Sounds(settings.voice)
        self._human = settings.phone_human
        self._pictures: Sequence[dict[str, Any]] = read_yaml(CONTENT / "kiosk.yml")["kiosk"]
        self._at_hand = AtHand()
        self._fallback: Knowledge | None = None

    def book(self, knowledge: Knowledge | None) -> Book:
        """Return all words; those of the files while the database was never reached, and where it lacks one."""
        if knowledge is None:
            knowledge = self._fallback = self._fallback or knowledge_from_files()
        book = Book(self._at_hand.completed(knowledge), self._pictures, self._human)
        return replace(book, synthetic=self.sounds.is_synthetic(book.say("phone_greeting")))


PHONE = web.AppKey("phone", Phone)


def _trusted(request: web.Request) -> None:
    if not request.app[PEOPLE].is_service(request):
        raise web.HTTPUnauthorized(text="the service token is missing: set SERVICE_TOKEN on both sides")


def _respond(answer: Answer) -> web.Response:
    return web.json_response(dump_answer(answer), dumps=lambda data: json.dumps(data, ensure_ascii=False))


async def post_phone(request: web.Request) -> web.Response:
    """Answer one event of one call with what to do next."""
    _trusted(request)
    call_id = request.match_info["call"]
    if not CALL.fullmatch(call_id):
        raise web.HTTPBadRequest(text="call: must be 16 to 64 letters, digits, - or _")
    try:
        exchange, sound = await read_exchange(request)
    except TooLarge as error:
        raise web.HTTPRequestEntityTooLarge(max_size=0, actual_size=0, text="sound: at most 1 MB") from error
    except BadExchange as error:
        raise web.HTTPBadRequest(text=str(error)) from error
    phone, knowledge = request.app[PHONE], request.app[KNOWLEDGE].snapshot()
    book = phone.book(knowledge)
    call = phone.seal.open(exchange.state) if exchange.state else Call()
    told = await request.app[SWITCHES].told(CHANNEL)
    if told and not isinstance(exchange.event, HungUp):
        alone = isinstance(exchange.event, TransferFailed) or not book.human
        say = Say(book.say(told), HangUp() if alone else Transfer(book.human))
    elif isinstance(exchange.event, HungUp) and not call.at:
        say = Say((), HangUp())
    else:
        outcome = await drive(request.app, call_id, call, exchange.event, book, sound)
        assert isinstance(outcome.do, Say)
        call, say = outcome.call, outcome.do
    commands = await asyncio.to_thread(commands_of, say, book, phone.sounds, request.app[SPEAKER])
    return _respond(Answer(phone.seal.seal(call), commands))


async def get_safe(request: web.Request) -> web.Response:
    """Tell a media program what to do when no edge answers."""
    _trusted(request)
    phone = request.app[PHONE]
    book = phone.book(request.app[KNOWLEDGE].snapshot())
    return _respond(Answer("", await asyncio.to_thread(safe_commands, book, phone.sounds)))


async def get_sound(request: web.Request) -> web.FileResponse:
    """Serve a sound as the line carries it."""
    _trusted(request)
    path = await asyncio.to_thread(request.app[PHONE].sounds.file, request.match_info["key"])
    if path is None:
        raise web.HTTPNotFound(text="no such sound: addresses come with the commands they belong to")
    return web.FileResponse(path, headers={"Cache-Control": "private, max-age=86400"})


def add_phone(app: web.Application, settings: Settings) -> None:
    """Add the telephone's routes; without a service token nobody can use them."""
    app[PHONE] = Phone(settings)
    app.router.add_get("/api/phone/safe", get_safe)
    app.router.add_get(f"{ADDRESS}/{{key}}.wav", get_sound)
    app.router.add_post("/api/phone/{call:(?!safe$)[^/]+}", post_phone)  # no call has the name of what stands above
