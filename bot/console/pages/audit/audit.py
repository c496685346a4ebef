"""`/audit`: the record, newest first. There is no page that changes it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.audit_names import action_name, detail_line
from bot.console.forms import PER_PAGE, Paging, paging
from bot.console.render import CHINA, render
from bot.console.visit import in_transaction
from db import audit
from db.staff_models import Audit

_FILTERS = ("actor", "action", "target", "since", "until")


async def get_audit(request: web.Request) -> web.Response:
    """Show one page of what was asked for."""
    asked = {name: request.query.get(name, "")[:120] for name in _FILTERS}
    wanted = audit.Wanted(
        asked["actor"],
        asked["action"],
        asked["target"],
        _midnight(asked["since"]),
        _midnight(asked["until"], days_later=1),
    )
    lines, page, actors, actions = await in_transaction(request, _read, wanted, request.query.get("page", ""))
    query = urlencode({name: value for name, value in asked.items() if value})
    return render(
        request,
        "audit/audit",
        title="审计",
        lines=lines,
        paging=page,
        query=f"{query}&" if query else "",
        asked=asked,
        actors=[("", "所有人"), *((actor, actor) for actor in actors)],
        actions=[("", "所有事"), *((action, action_name(action)) for action in actions)],
        action_name=action_name,
        detail_line=detail_line,
    )


def _midnight(day: str, days_later: int = 0) -> datetime | None:
    """Return when a day begins in China, None when it is no day."""
    try:
        return datetime.combine(date.fromisoformat(day), time(), CHINA) + timedelta(days=days_later)
    except (ValueError, OverflowError):
        return None


def _read(session: Session, wanted: audit.Wanted, number: str) -> tuple[list[Audit], Paging, list[str], list[str]]:
    page = paging(number, audit.count(session, wanted))
    lines = audit.lines(session, wanted, page.skip, PER_PAGE)
    return lines, page, audit.actors(session), audit.actions(session)
