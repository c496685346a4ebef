"""What every page of this section asks: the desk, the names, which item, what to say when it is refused."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, TypeVar

from aiohttp import web

from bot.console.content.nodes import Names
from bot.console.content.plain import labels, plain
from bot.console.content.shapes import KIND_NAMES, TITLE_FIELD
from bot.console.keys import DESK
from bot.console.page import KB
from bot.console.render import see_other
from bot.publish.fields import FieldProblem
from bot.publish.rules import NotAllowed
from bot.publish.service import Desk
from bot.publish.views import DraftView
from bot.publish.writing import EXAMPLES
from db.items import Item

P = ParamSpec("P")
T = TypeVar("T")
BODY = 4096 * KB  # a form of a script with a pasted book in it still comes back with its text
LONGEST = 4000  # of one field; the validator is not asked about more
TOO_LONG = "有 {} 个字，太长了。先删到 {} 个字以内，再看别的要改哪里。"


def desk_of(request: web.Request) -> Desk:
    """Return the publishing desk."""
    return request.app[DESK]


async def ask(function: Callable[P, T], *arguments: P.args, **more: P.kwargs) -> T:
    """Ask the desk, off the event loop; what is not there is a page that is not there."""
    try:
        return await asyncio.to_thread(function, *arguments, **more)
    except LookupError as error:
        raise web.HTTPNotFound from error


async def do(
    request: web.Request, back: str, done: str, function: Callable[P, Any], *arguments: P.args, **more: P.kwargs
) -> web.Response:
    """Do something to a draft and go `back`, saying that it is done or why it was refused."""
    try:
        await ask(function, *arguments, **more)
    except NotAllowed as error:
        return see_other(request, back, str(error))
    return see_other(request, back, done)


def kind_of_path(request: web.Request) -> str:
    """Return the kind of item that the path names; the scripts have a path of their own.

    Raises:
        HTTPNotFound: there is no such kind.
    """
    kind = request.match_info.get("kind", "script")
    if kind not in KIND_NAMES:
        raise web.HTTPNotFound
    return kind


def url_of(kind: str, item_id: str) -> str:
    """Return the page of an item."""
    return f"/scripts/{item_id}" if kind == "script" else f"/items/{kind}/{item_id}"


def list_url(kind: str) -> str:
    """Return the page that lists items of a kind."""
    return "/scripts" if kind == "script" else f"/items/{kind}"


def title_of(kind: str, item: Mapping[str, Any] | None, item_id: str = "") -> str:
    """Return what an item is called on a page: its name, its question, the beginning of what it says."""
    text = str((item or {}).get(TITLE_FIELD.get(kind, "name")) or item_id)
    line = " ".join(text.split())
    return line if len(line) <= 24 else f"{line[:24]}…"


def titled(draft: DraftView, names: Names) -> str:
    """Return what a draft is called."""
    if draft.kind == EXAMPLES:
        return f"例句：{names.types.get(draft.item_id.removeprefix('scam/'), draft.item_id)}"
    return f"{KIND_NAMES.get(draft.kind, draft.kind)}：{title_of(draft.kind, draft.data, draft.item_id)}"


def names_of(desk: Desk) -> Names:
    """Return what ids are called, as it stands now."""
    known = desk.knowledge.current()
    return Names(
        {one.id: one.name for one in known.signals.values()},
        {key: str(one.get("name") or key) for key, one in known.groups.items()},
        {one.id: one.name for one in known.scripts.values()},
    )


def problems_of(desk: Desk, draft: DraftView, item: Item | None, thorough: bool = False) -> list[FieldProblem]:
    """Return what is wrong with an item, in words for a form."""
    long = list(too_long(item, ""))
    if long:
        return long
    found = desk.drafts.problems(draft.kind, item, draft.examples, thorough)
    if item is None or draft.kind not in KIND_NAMES:
        return found
    words = labels(draft.kind, names_of(desk))
    return [plain(problem, item, words) for problem in found]


def too_long(value: Any, place: str) -> list[FieldProblem]:
    """Return the fields with more text than anybody reads."""
    if isinstance(value, str):
        return [FieldProblem(place, TOO_LONG.format(len(value), LONGEST))] if len(value) > LONGEST else []
    if not isinstance(value, (dict, list)):
        return []
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    return [one for key, below in pairs for one in too_long(below, f"{place}.{key}" if place else str(key))]
