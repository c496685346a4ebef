"""`/leads/export`: the only place where reported numbers are opened, for the police, with a reason on record."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web
from cryptography.fernet import InvalidToken
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.console.csv_out import table
from bot.console.forms import fields
from bot.console.keys import ENGINE
from bot.console.pages.leads.listing import LEASTS, Filter, code_of, filter_of
from bot.console.render import local_time, render
from bot.console.sealing import sealer_of
from bot.console.visit import actor_of, in_transaction
from bot.edge.seal import Sealer
from db import leads
from db.audit import Actor, record
from db.joined import joined
from db.models import Lead

MOST = 2000
LEAST_REASON, MOST_REASON = 4, 200
HEADS = ("编号", "种类", "内容", "多少人报过", "第一次", "最近一次")
NO_REASON = "写清给谁、为什么，比如“交市局刑侦支队，某某案”。以后要查得到。"
CLOSED = "（打不开：密钥换过）"


@dataclass(frozen=True)
class Taken:
    """The file, and how many rows are in it."""

    body: bytes
    rows: int


async def get_export(request: web.Request) -> web.Response:
    """Ask for the reason."""
    asked = filter_of(request.query.get("kind", ""), request.query.get("least", ""))
    return await _form(request, asked, "", {})


async def post_export(request: web.Request) -> web.Response:
    """Give the file."""
    form = await fields(request, kind=20, least=4, reason=MOST_REASON)
    asked = filter_of(form["kind"], form["least"])
    if len(form["reason"]) < LEAST_REASON:
        return await _form(request, asked, form["reason"], {"reason": NO_REASON})
    actor = actor_of(request)
    taken = await in_transaction(
        request, _take, actor, asked, form["reason"], await asyncio.to_thread(sealer_of, request)
    )
    name = f"线索-{local_time(actor.at, '%Y%m%d-%H%M')}.csv"
    return web.Response(
        body=taken.body,
        content_type="text/csv",
        charset="utf-8",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )


def _take(session: Session, actor: Actor, asked: Filter, reason: str, sealer: Sealer) -> Taken:
    """Open the values and write down who took them, both or neither."""

    def opened(sealed: str) -> str:
        try:
            return sealer.open(sealed)
        except InvalidToken:
            return CLOSED

    engine = joined(session)
    codes = [one.fingerprint for one in leads.listed(engine, asked.kind, int(asked.least), 1, MOST)[0]]
    rows = leads.unsealed(engine, codes, opened, actor.name, reason)
    detail = {"reason": reason, "rows": len(rows), "kind": asked.kind or "全部", "least": LEASTS[asked.least]}
    record(session, actor, "leads.export", "线索", detail)
    order = select(Lead.fingerprint).where(Lead.fingerprint.in_(codes))
    order = order.order_by(Lead.reports.desc(), Lead.fingerprint)  # the order of `unsealed`
    lines = [
        (code_of(code), row.kind, row.value, row.reports, local_time(row.first_at), local_time(row.last_at))
        for code, row in zip(session.scalars(order), rows, strict=True)
    ]
    return Taken(table(HEADS, lines), len(lines))


async def _form(request: web.Request, asked: Filter, reason: str, errors: dict[str, str]) -> web.Response:
    def count() -> int:
        return leads.listed(request.app[ENGINE], asked.kind, int(asked.least), 1, 1)[1]

    return render(
        request,
        "leads/export",
        status=422 if errors else 200,
        title="导出给公安",
        asked=asked,
        least_name=LEASTS[asked.least],
        count=min(await asyncio.to_thread(count), MOST),
        most=MOST,
        reason=reason,
        errors=errors,
    )
