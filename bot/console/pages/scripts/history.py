"""`…/history`: every published version with who, when and why; two side by side; an old one as a new draft."""

from __future__ import annotations

from aiohttp import web

from bot.console.content.shapes import KIND_NAMES
from bot.console.forms import fields, number_of
from bot.console.pages.scripts.common import ask, desk_of, kind_of_path, names_of, title_of, url_of
from bot.console.pages.scripts.drafts import compared
from bot.console.pages.scripts.listing import by_whom
from bot.console.render import render, see_other
from bot.console.visit import actor_of
from bot.publish.rules import NotAllowed


async def get_history(request: web.Request) -> web.Response:
    """List the versions."""
    kind, item_id, desk = kind_of_path(request), request.match_info["id"], desk_of(request)
    item = await ask(desk.item, kind, item_id)
    versions = await ask(desk.history, kind, item_id)
    return render(
        request,
        "scripts/history",
        title=f"历史：{title_of(kind, item, item_id)}",
        kind_name=KIND_NAMES[kind],
        url=url_of(kind, item_id),
        versions=versions,
        by_whom=by_whom,
    )


async def get_compare(request: web.Request) -> web.Response:
    """Show two versions side by side; 0 stands for what is published now."""
    kind, item_id, desk = kind_of_path(request), request.match_info["id"], desk_of(request)
    older, newer = number_of(request, "older"), number_of(request, "newer")
    names = await ask(names_of, desk)
    found = await ask(desk.compare, kind, item_id, older, newer)
    item = await ask(desk.item, kind, item_id)
    return render(
        request,
        "scripts/compare",
        title=f"对照：{title_of(kind, item, item_id)}",
        url=url_of(kind, item_id),
        left=f"第 {older} 版",
        right="现在的" if newer == 0 else f"第 {newer} 版",
        rows=compared(kind, found, names, item),
        older=older,
    )


async def post_restore(request: web.Request) -> web.Response:
    """Begin a draft with an old version in it; nothing goes live by that."""
    kind, item_id, desk = kind_of_path(request), request.match_info["id"], desk_of(request)
    number = number_of(request, "number")
    why = (await fields(request, why=300))["why"] or f"恢复成第 {number} 版"
    try:
        draft = await ask(desk.restore, kind, item_id, number, actor_of(request), why)
    except NotAllowed as error:
        return see_other(request, f"{url_of(kind, item_id)}/history", str(error))
    return see_other(request, f"/drafts/{draft.id}", f"第 {number} 版放进了一份新草稿。交上去、批准了才生效。")
