"""`/leads`: what residents say are scammers' numbers, links and accounts; no value is opened here."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.console.auth.roles import PUBLISHER, is_at_least
from bot.console.forms import PER_PAGE, Paging, paging
from bot.console.keys import ENGINE
from bot.console.render import render, see_other
from bot.console.visit import actor_of, in_transaction
from bot.edge.seal import REPORTABLE
from db import blocked, blocked_edit, leads
from db.audit import Actor, record
from db.blocked import Entry
from db.joined import joined
from db.leads import Known
from db.models import Lead

KINDS = ("", *sorted(REPORTABLE))
LEASTS = {"1": "不限", "2": "2 人以上", "5": "5 人以上", "10": "10 人以上"}
CODE = 8  # characters of a fingerprint by which staff tell rows apart
SOURCE = "居民举报"


@dataclass(frozen=True)
class Filter:
    """What part of the leads is meant."""

    kind: str
    least: str

    @property
    def query(self) -> str:
        """Return it as it stands in an address."""
        return urlencode({name: value for name, value in (("kind", self.kind), ("least", self.least)) if value})


def filter_of(kind: str, least: str) -> Filter:
    """Return a filter; what is unknown does not narrow."""
    return Filter(kind if kind in KINDS else "", least if least in LEASTS else "1")


def code_of(fingerprint: str) -> str:
    """Return the short name of a lead."""
    return fingerprint[:CODE].upper()


async def get_leads(request: web.Request) -> web.Response:
    """List them, the most reported first."""
    asked = filter_of(request.query.get("kind", ""), request.query.get("least", ""))
    rows, page = await asyncio.to_thread(_read, request.app[ENGINE], asked, request.query.get("page", ""))
    return render(
        request,
        "leads/list",
        title="线索",
        rows=rows,
        paging=page,
        asked=asked,
        kinds=[(kind, kind or "全部") for kind in KINDS],
        leasts=LEASTS.items(),
        code_of=code_of,
        may_change=is_at_least(actor_of(request).role, PUBLISHER),
    )


def _read(engine: Engine, asked: Filter, number: str) -> tuple[list[Known], Paging]:
    page = paging(number, leads.listed(engine, asked.kind, int(asked.least), 1, 1)[1])
    return leads.listed(engine, asked.kind, int(asked.least), page.number, PER_PAGE)[0], page


async def post_block(request: web.Request) -> web.Response:
    """Put one on the blocklist; residents who send it are warned within seconds."""
    code = await in_transaction(request, _block, actor_of(request), request.match_info["lead"])
    return see_other(request, "/leads", f"编号 {code} 放进黑名单了。放错了，点“拿出来”。")


async def post_unblock(request: web.Request) -> web.Response:
    """Take it off again."""
    code = await in_transaction(request, _unblock, actor_of(request), request.match_info["lead"])
    return see_other(request, "/leads", f"编号 {code} 从黑名单里拿出来了。")


def _block(session: Session, actor: Actor, fingerprint: str) -> str:
    lead = session.get(Lead, fingerprint)
    if lead is None:
        raise web.HTTPNotFound
    blocked.add(joined(session), [Entry(fingerprint, lead.kind, SOURCE)], actor.at)
    record(session, actor, "blocklist.put", code_of(fingerprint), {"kind": lead.kind, "reports": lead.reports})
    return code_of(fingerprint)


def _unblock(session: Session, actor: Actor, fingerprint: str) -> str:
    entry = blocked_edit.get(session, fingerprint)
    if entry is None:
        raise web.HTTPNotFound
    record(session, actor, "blocklist.take_off", code_of(fingerprint), {"kind": entry.kind, "source": entry.source})
    blocked_edit.take_off(session, [fingerprint])
    return code_of(fingerprint)
