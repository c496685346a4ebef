"""`/blocklist`: what stands on it by kind and source, and what was brought in."""

from __future__ import annotations

from datetime import datetime

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.auth.roles import PUBLISHER, is_at_least
from bot.console.render import render
from bot.console.visit import actor_of, in_transaction, now_of
from db import blocked_edit, import_runs
from db.import_models import ImportRun
from db.import_runs import BLOCKLIST

STATES = {"loaded": "已放进", "undone": "已整批撤回"}


async def get_blocklist(request: web.Request) -> web.Response:
    """Show it; it holds fingerprints, so there is nothing to read."""
    counts, runs = await in_transaction(request, _read, now_of(request))
    return render(
        request,
        "leads/blocklist",
        title="黑名单",
        counts=counts,
        runs=runs,
        states=STATES,
        may_change=is_at_least(actor_of(request).role, PUBLISHER),
    )


def _read(session: Session, now: datetime) -> tuple[list[tuple[str, str, int, datetime]], list[ImportRun]]:
    return blocked_edit.counts(session), import_runs.done(session, BLOCKLIST, now)
