"""`/leads/check`: has somebody reported this number, does it stand on the blocklist? The value is kept nowhere."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from aiohttp import web
from sqlalchemy import Engine

from bot.console.auth.roles import PUBLISHER, is_at_least
from bot.console.forms import fields
from bot.console.keys import ENGINE, KNOWLEDGE
from bot.console.pages.leads.listing import code_of
from bot.console.render import render
from bot.console.sealing import sealer_of
from bot.console.visit import actor_of
from bot.edge.judging import Judge, make_judge
from bot.edge.seal import Sealer, canonical
from bot.judge.pieces import Piece, pieces
from bot.text.mask import find
from db import blocked
from db.models import Lead
from db.session import transaction

LONGEST = 300
NOTHING = "认不出这是号码、链接还是账号。照居民会发的样子写，一次一个。"


@dataclass(frozen=True)
class Checked:
    """What is known of one value.

    Attributes:
        kind: what it is.
        lead: its fingerprint as a lead, empty when nobody reported it.
        reports: how many people did.
        blocked: the fingerprint under which it stands on the blocklist, empty when it does not.
    """

    kind: str
    lead: str
    reports: int
    blocked: str


async def get_check(request: web.Request) -> web.Response:
    """Ask for the value."""
    return _page(request, None, {})


async def post_check(request: web.Request) -> web.Response:
    """Say what is known of it."""
    value = (await fields(request, value=LONGEST))["value"]
    hotlines = (await asyncio.to_thread(request.app[KNOWLEDGE].current)).hotlines
    checked = await asyncio.to_thread(_check, request.app[ENGINE], sealer_of(request), value, frozenset(hotlines))
    return _page(request, checked, {} if checked else {"value": NOTHING})


def only_piece(value: str, hotlines: frozenset[str]) -> Piece | None:
    """Return the one thing that a text names, None where it names none or several."""
    for text in (value, f"账号{value}"):  # an account alone is only a word
        found = pieces(text, find(text, hotlines), hotlines)
        if len(found) == 1:
            return found[0]
    return None


def _check(engine: Engine, sealer: Sealer, value: str, hotlines: frozenset[str]) -> Checked | None:
    piece = only_piece(value, hotlines)
    return _known(engine, sealer, piece, make_judge(sealer)) if piece else None


def _known(engine: Engine, sealer: Sealer, piece: Piece, judge: Judge) -> Checked:
    own = sealer.fingerprint(piece.found.kind, canonical(piece.found))
    on_list = sorted(blocked.among(engine, judge.fingerprints(piece)))
    with transaction(engine) as session:
        lead = session.get(Lead, own)
        reports = lead.reports if lead else 0
    return Checked(piece.found.kind, own if reports else "", reports, on_list[0] if on_list else "")


def _page(request: web.Request, checked: Checked | None, errors: dict[str, str]) -> web.Response:
    return render(
        request,
        "leads/check",
        status=422 if errors else 200,
        title="查一个号码或链接",
        checked=checked,
        errors=errors,
        longest=LONGEST,
        code_of=code_of,
        may_change=is_at_least(actor_of(request).role, PUBLISHER),
    )
