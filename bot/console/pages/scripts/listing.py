"""`/scripts` and `/items/{kind}`: everything residents are told, by family, with search and the drafts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.console.auth.roles import EDITOR, is_at_least
from bot.console.content.shapes import KIND_NAMES, OTHER_KINDS
from bot.console.pages.scripts.common import ask, desk_of, kind_of_path, title_of, url_of
from bot.console.render import render
from bot.console.visit import actor_of
from bot.publish.rules import STATE_NAMES
from bot.publish.service import Desk
from bot.publish.views import DraftView
from db.items import KINDS, Item
from db.last_changes import last_changes
from db.session import transaction

FROM_FILES = "来自内容文件"
_SECONDARY = {"script": "summary", "answer": "short", "hotline": "use", "group": "greeting_hint", "signal": "question"}


@dataclass(frozen=True)
class Line:
    """One item in a list."""

    id: str
    url: str
    title: str
    more: str
    state: str
    changed_at: datetime | None
    changed_by: str


@dataclass(frozen=True)
class Family:
    """Items that stand together."""

    name: str
    lines: tuple[Line, ...]


async def get_scripts(request: web.Request) -> web.Response:
    """List the scripts by family."""
    query = request.query.get("q", "").strip()[:40]
    families = await ask(families_of, desk_of(request), query)
    total = sum(len(family.lines) for family in families)
    return render(request, "scripts/list", title="脚本", families=families, total=total, query=query)


async def get_kinds(request: web.Request) -> web.Response:
    """Show what else residents are told, by kind."""
    counts = await ask(_counts, desk_of(request))
    return render(request, "scripts/kinds", title="问答和别的话", kinds=[(k, KIND_NAMES[k], counts[k]) for k in counts])


async def get_items(request: web.Request) -> web.Response:
    """List the items of one kind."""
    kind, query = kind_of_path(request), request.query.get("q", "").strip()[:40]
    lines = await ask(_lines, desk_of(request), kind, query)
    least = "admin" if kind == "hotline" else EDITOR
    may_add = KINDS[kind].may_be_new and is_at_least(actor_of(request).role, least)
    return render(
        request,
        "scripts/items",
        title=KIND_NAMES[kind],
        kind=kind,
        lines=lines,
        query=query,
        may_add=may_add,
        is_numbered=kind == "hotline",
    )


def families_of(desk: Desk, query: str) -> list[Family]:
    """Return the scripts by family, those that say the words."""
    known = desk.knowledge.current().scripts
    names = {one.family: one.family_name for one in known.values()}
    lines = _lines(desk, "script", query)
    made = []
    for family, name in names.items():
        own = tuple(line for line in lines if line.id in known and known[line.id].family == family)
        if own:
            made.append(Family(name, own))
    return made


def _counts(desk: Desk) -> dict[str, int]:
    return {kind: len(desk.items(kind)) for kind in OTHER_KINDS}


def _lines(desk: Desk, kind: str, query: str = "") -> list[Line]:
    with transaction(desk.engine) as session:
        changes = last_changes(session, kind)
    drafts: dict[str, list[DraftView]] = {}
    for draft in desk.drafts.listed():
        if draft.kind == kind:
            drafts.setdefault(draft.item_id, []).append(draft)
    found = [one for one in desk.items(kind) if not query or matches(one, query)]
    return [_line(kind, one, drafts.get(str(one["id"]), ()), changes) for one in found]


def _line(kind: str, item: Item, drafts: Iterable[DraftView], changes: dict[str, tuple[datetime, str]]) -> Line:
    item_id = str(item["id"])
    at, by = changes.get(item_id, (None, ""))
    title = f"{item_id} {item.get('name')}" if kind == "hotline" else title_of(kind, item, item_id)
    more = str(item.get(_SECONDARY.get(kind, "")) or "")
    return Line(item_id, url_of(kind, item_id), title, more, state_of(drafts), at, by_whom(by))


def state_of(drafts: Iterable[DraftView]) -> str:
    """Return how the drafts of an item stand: who writes, what waits."""
    said = [f"{draft.authors[-1]} {STATE_NAMES.get(draft.state, draft.state)}" for draft in drafts]
    return "；".join(said)


def by_whom(name: str) -> str:
    """Return who changed something, as people are named."""
    return FROM_FILES if name in ("loader", "") else name


def matches(item: Item, query: str) -> bool:
    """Whether an item says the words, anywhere; several words may stand apart."""
    said = " ".join(_texts(item)).casefold()
    return all(word in said for word in query.casefold().split())


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in ("signals", "sources", "source"):
                yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
