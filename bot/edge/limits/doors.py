"""The gate as the doors use it: who asks, and what the refused are told."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.edge.keys import KNOWLEDGE, PEOPLE
from bot.edge.limits.address import client_address, counted_under
from bot.edge.limits.counting import Counting
from bot.edge.limits.gate import Asker, Gate, Verdict
from bot.edge.limits.rates import read_rates
from bot.edge.limits.shared import SharedStorage, make_shared
from bot.edge.limits.urgent import urgent_entry
from bot.edge.places import PLACES
from bot.settings import Settings

GATE = web.AppKey("gate", Gate)
PROXIES = web.AppKey("proxies", int)
TOO_MANY = 429
AFTER = {"Retry-After": "60"}  # the shortest window
STAGES = {"paid": "paid", "paying": "about_to_pay"}


def add_limits(app: web.Application, settings: Settings) -> None:
    """Have the edge count; Redis is asked for nothing before the first message.

    Raises:
        ValueError: a setting is malformed.
    """
    rates, secret = read_rates(settings), settings.secret()
    if not settings.edge_proxy.isdigit():
        raise ValueError("EDGE_PROXY: must be how many proxies of ours stand before the edge, for example 1")
    app[PROXIES] = int(settings.edge_proxy)
    shared = make_shared(settings.redis_url) if settings.redis_url else None
    app[GATE] = Gate(rates, Counting(shared), secret)
    if shared is not None:
        app.cleanup_ctx.append(_closing(shared))


def _closing(shared: SharedStorage) -> Callable[[web.Application], AsyncIterator[None]]:
    async def lifetime(_: web.Application) -> AsyncIterator[None]:
        yield
        await shared.close()

    return lifetime


def asker_of(request: web.Request, channel: str) -> Asker:
    """Return who asks through a browser."""
    people, places = request.app[PEOPLE], request.app.get(PLACES)
    user, is_new = people.from_cookie(request)
    forwarded = request.headers.getall("X-Forwarded-For", [])
    address = client_address(request.remote or "", forwarded, request.app.get(PROXIES, 0))
    kiosk = places.of(request, channel) if places is not None and channel == "kiosk" else ""
    return Asker(people.person(channel, user), counted_under(address), is_new, kiosk)


@dataclass(frozen=True)
class Held:
    """What is said instead of an answer.

    Attributes:
        reply: blocks, and the stage of the case where an urgent entry was tapped.
        status: of the response.
    """

    reply: dict[str, Any]
    status: int = TOO_MANY


async def held_message(request: web.Request, channel: str, text: str, choice: str, elder: bool) -> Held | None:
    """Return what is said instead of an answer to a browser, None where the message is taken.

    Whoever holds the service token is a program of ours and is not asked.
    """
    gate = request.app.get(GATE)
    return await instead(request.app, gate, asker_of(request, channel), text, choice, elder) if gate else None


async def instead(
    app: web.Application, gate: Gate, asker: Asker, text: str, choice: str, elder: bool, buttons: bool = True
) -> Held | None:
    """Return what is said instead of an answer, None where the message is taken.

    Args:
        app: the edge.
        gate: decides.
        asker: who sends it.
        text: of the message.
        choice: of the message.
        elder: short clauses are wanted.
        buttons: the channel has some, which need no number to be answered.
    """
    entry = urgent_entry(text, choice, app[KNOWLEDGE].snapshot())
    if await gate.message(asker, bool(entry)) is Verdict.TAKEN:
        return None
    if not entry:
        return Held({"blocks": app[KNOWLEDGE].too_many(elder, buttons)})
    return Held({"blocks": app[KNOWLEDGE].blocks("urgent", elder, entry), "case": {"stage": STAGES[entry]}}, 200)


async def held_file(request: web.Request, service: bool) -> web.Response | None:
    """Return what is said instead of taking a picture or a recording in, None where it is taken."""
    gate = request.app.get(GATE)
    places = request.app.get(PLACES)
    channel = "kiosk" if places is not None and places.of(request, "kiosk") else "web"  # the form is not read yet
    if gate is None or service or await gate.file(asker_of(request, channel)):
        return None
    body = {"heard": "", "blocks": request.app[KNOWLEDGE].too_many(channel == "kiosk")}
    return web.json_response(
        body, status=TOO_MANY, headers=AFTER, dumps=lambda data: json.dumps(data, ensure_ascii=False)
    )


async def may_be_new(request: web.Request, channel: str) -> bool:
    """Say whether one more cookie may be given to this address."""
    gate = request.app.get(GATE)
    return gate is None or await gate.newcomer(asker_of(request, channel))
