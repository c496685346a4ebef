"""`POST /api/messages {id, text | choice}`: the message door."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.edge.keys import KNOWLEDGE, PEOPLE, SAFE, SPEAKER, TURNS
from bot.edge.kiosk import kiosk_part
from bot.edge.limits.doors import AFTER, Held, held_message
from bot.edge.places import place_of
from bot.edge.places_csv import ID as PLACE_ID
from bot.edge.prepared import prepared_message
from bot.edge.reader import Message
from bot.edge.switch import SWITCHES

_ID = re.compile(r"[A-Za-z0-9_.:\-]{1,80}")
_CHOICE = re.compile(r"[a-z]{2,12}:[a-z0-9_]{1,40}")
PAGES = frozenset({"web", "kiosk"})  # the channels that a browser may name
_CHANNEL = re.compile(r"[a-z]{2,12}")
Lead = Callable[[str], list[dict[str, Any]]]


@dataclass(frozen=True)
class Incoming:
    """A request body that has the right form."""

    id: str
    text: str
    choice: str
    user: str
    channel: str
    elder: bool
    place: str = ""


class BadMessage(ValueError):
    """A body that cannot be used; the message names the field and the remedy."""


def parse(raw: bytes) -> Incoming:
    """Read a request body.

    Raises:
        BadMessage: it is not what the door takes.
    """
    try:
        body = json.loads(raw, object_pairs_hook=_each_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadMessage("body: must be JSON in UTF-8") from error
    if not isinstance(body, dict):
        raise BadMessage("body: must be an object {id, text} or {id, choice}")
    given = {name: body.get(name) or "" for name in ("id", "text", "choice", "user", "channel", "place")}
    for name, value in given.items():
        if not isinstance(value, str):
            raise BadMessage(f"{name}: must be a string")
    if not _ID.fullmatch(given["id"]):
        raise BadMessage("id: must be 1 to 80 letters, digits or _ . : -")
    if given["choice"] and not _CHOICE.fullmatch(given["choice"]):
        raise BadMessage("choice: must be the value of an offered choice")
    if given["channel"] and not _CHANNEL.fullmatch(given["channel"]):
        raise BadMessage("channel: must be 2 to 12 lower-case letters")
    if given["place"] and not PLACE_ID.fullmatch(given["place"]):
        raise BadMessage("place: must be 1 to 40 letters, digits, - or _")
    if not given["text"].strip() and not given["choice"]:
        raise BadMessage("text: must not be empty, unless a choice is given")
    return Incoming(**given, elder=bool(body.get("elder")))


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; a name that stands twice would be read otherwise by whoever looks at the body before us."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_number(name: str) -> Any:
    """Refuse NaN and Infinity, which are no JSON."""
    raise ValueError(f"{name} is no JSON")


def channel_of(incoming: Incoming, service: bool) -> str:
    """Return the channel of a message; a browser may name only the pages'."""
    if service:
        return incoming.channel or "service"
    return incoming.channel if incoming.channel in PAGES else "web"


async def _message(request: web.Request, incoming: Incoming, service: bool) -> tuple[Message | None, str]:
    """Return the message (None when nothing readable was sent) and a new cookie's user."""
    people = request.app[PEOPLE]
    new_user = ""
    channel = channel_of(incoming, service)
    if service:
        user = incoming.user or "service"
        place = await place_of(request, channel, incoming.place)
    else:
        user, is_new = people.from_cookie(request)
        new_user = user if is_new else ""
        place = await place_of(request, channel)
    elder = incoming.elder or channel == "kiosk"
    message = prepared_message(request.app, channel, user, incoming.id, incoming.text, incoming.choice, elder, place)
    return message, new_user


async def post_message(request: web.Request) -> web.Response:
    """Answer one message; the same id always gets the same answer."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="send JSON: Content-Type must be application/json")
    try:
        incoming = parse(await request.read())
    except BadMessage as error:
        return web.json_response({"error": str(error), "blocks": request.app[SAFE].blocks(False)}, status=400)
    service = request.app[PEOPLE].is_service(request)
    channel = channel_of(incoming, service)
    elder = incoming.elder or channel == "kiosk"
    held = None if service else await held_message(request, channel, incoming.text, incoming.choice, elder)
    return _hold(request, incoming, held) if held else await answer(request, incoming, service)


def _hold(request: web.Request, incoming: Incoming, held: Held) -> web.Response:
    """Say what is said instead of an answer; nothing is stored, so a retry is taken once there is room."""
    body: dict[str, Any] = {"id": incoming.id, "blocks": held.reply["blocks"]}
    if incoming.channel == "kiosk":
        body["kiosk"] = kiosk_part(held.reply, request.app[KNOWLEDGE].snapshot(), request.app[SPEAKER])
    headers = AFTER if held.status != 200 else None
    return web.json_response(
        body, status=held.status, headers=headers, dumps=lambda data: json.dumps(data, ensure_ascii=False)
    )


async def answer(request: web.Request, incoming: Incoming, service: bool, lead: Lead | None = None) -> web.Response:
    """Have a message of the right form answered.

    Args:
        request: who asks, and the application.
        incoming: what was said.
        service: the caller holds the service token.
        lead: gives the blocks before the reply, from the masked text; they are not stored.
    """
    begun = time.monotonic()
    message, new_user = await _message(request, incoming, service)
    channel = channel_of(incoming, service)
    if told := await request.app[SWITCHES].told(channel):
        reply: dict[str, Any] = {"blocks": request.app[KNOWLEDGE].say(told, incoming.elder or channel == "kiosk")}
        message = None
    elif message is None:
        reply = {"blocks": request.app[KNOWLEDGE].blocks("fallback", incoming.elder or channel == "kiosk")}
    else:
        reply = await request.app[TURNS].answer(message, time.monotonic() - begun)
    before = lead(message.text) if lead is not None and message is not None else []
    body: dict[str, Any] = {"id": incoming.id, "blocks": [*before, *reply["blocks"]]}
    if service and "case" in reply:
        body["case"] = reply["case"]
    if incoming.channel == "kiosk":
        body["kiosk"] = kiosk_part(reply, request.app[KNOWLEDGE].snapshot(), request.app[SPEAKER])
    response = web.json_response(body, dumps=lambda data: json.dumps(data, ensure_ascii=False))
    if new_user:
        request.app[PEOPLE].set_cookie(response, new_user)
    return response
