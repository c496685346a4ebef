"""Who makes this request: what every handler may ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.keys import CLOCK, ENGINE, KEYS, SETTINGS
from db.audit import Actor
from db.session import transaction
from db.staff_sessions import Opened

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Visit:
    """One request's cookie and session.

    Attributes:
        token: of the cookie, or just made for a browser that had none.
        is_new: the browser does not have the token yet.
        opened: the living session, also between password and code.
        actor: who is logged in; None for anyone else.
    """

    token: str
    is_new: bool
    opened: Opened | None
    actor: Actor | None


_VISIT = web.RequestKey("visit", Visit)


def set_visit(request: web.Request, visit: Visit) -> None:
    """Keep who makes this request."""
    request[_VISIT] = visit


def maybe_visit(request: web.Request) -> Visit | None:
    """Return who makes this request, None before that was found out."""
    return request.get(_VISIT)


def visit_of(request: web.Request) -> Visit:
    """Return who makes this request."""
    return request[_VISIT]


def actor_of(request: web.Request) -> Actor:
    """Return who is logged in; for pages that need a role."""
    actor = visit_of(request).actor
    if actor is None:
        raise web.HTTPForbidden
    return actor


def now_of(request: web.Request) -> datetime:
    """Return the time by the application's clock."""
    return request.app[CLOCK]()


def address_of(request: web.Request) -> str:
    """Return the hash of the address that asks."""
    address = request.remote or ""
    if request.app[SETTINGS].console_proxy == "1":
        address = request.headers.get("X-Forwarded-For", address).split(",")[-1].strip()
    return request.app[KEYS].address(address)


async def in_transaction(
    request: web.Request, function: Callable[Concatenate[Session, P], T], *arguments: P.args, **more: P.kwargs
) -> T:
    """Run `function(session, …)` in one transaction, off the event loop."""

    def run() -> T:
        with transaction(request.app[ENGINE]) as session:
            return function(session, *arguments, **more)

    return await asyncio.to_thread(run)
