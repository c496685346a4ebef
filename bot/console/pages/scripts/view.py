"""One item as residents get it, and all of it: `/scripts/{id}`, `/items/{kind}/{id}`; its preview for every group."""

from __future__ import annotations

from datetime import datetime

from aiohttp import web

from bot.console.auth.roles import ADMIN, EDITOR, is_at_least
from bot.console.content.boxes import sections
from bot.console.content.shapes import KIND_NAMES, SHAPES
from bot.console.pages.scripts.common import (
    ask,
    desk_of,
    kind_of_path,
    list_url,
    names_of,
    title_of,
    url_of,
)
from bot.console.pages.scripts.listing import by_whom
from bot.console.pages.scripts.previewing import ANYONE, HELPER_NAMES, STEP_NAMES, heard, helper_of, step_of
from bot.console.render import render, see_other
from bot.console.visit import actor_of
from bot.publish.rules import STATE_NAMES, NotAllowed
from bot.publish.service import Desk
from db.items import Item
from db.last_changes import last_changes
from db.session import transaction

PREVIEWED = ("script", "group")


async def get_item(request: web.Request) -> web.Response:
    """Show one item."""
    kind, item_id, desk = kind_of_path(request), request.match_info["id"], desk_of(request)
    item = await ask(desk.item, kind, item_id)
    names = await ask(names_of, desk)
    drafts = await ask(desk.drafts.of_item, kind, item_id)
    shown = await ask(heard, desk, kind, item, names, "verdict", "", [""]) if kind in PREVIEWED else []
    at, by = (await ask(_changes, desk, kind)).get(item_id, (None, ""))
    least = ADMIN if kind == "hotline" else EDITOR
    return render(
        request,
        "scripts/item",
        title=title_of(kind, item, item_id),
        kind=kind,
        kind_name=KIND_NAMES[kind],
        item_id=item_id,
        url=url_of(kind, item_id),
        back=list_url(kind),
        sections=sections(SHAPES[kind], item, names),
        drafts=drafts,
        state_names=STATE_NAMES,
        heard=shown,
        changed_at=at,
        changed_by=by_whom(by),
        may_edit=is_at_least(actor_of(request).role, least),
    )


def _changes(desk: Desk, kind: str) -> dict[str, tuple[datetime, str]]:
    with transaction(desk.engine) as session:
        return last_changes(session, kind)


async def get_preview(request: web.Request) -> web.Response:
    """Show what every group hears of what is published."""
    kind, item_id, desk = kind_of_path(request), request.match_info["id"], desk_of(request)
    if kind not in PREVIEWED:
        raise web.HTTPNotFound
    item = await ask(desk.item, kind, item_id)
    title = f"居民会听到的：{title_of(kind, item, item_id)}"
    return await show_preview(request, kind, item, title, url_of(kind, item_id), "现在已经发布的样子。")


async def show_preview(request: web.Request, kind: str, item: Item, title: str, back: str, about: str) -> web.Response:
    """Return the page with the channels side by side, group by group."""
    desk = desk_of(request)
    names = await ask(names_of, desk)
    step, helper = step_of(request.query.get("step", "")), helper_of(request.query.get("helper", ""))
    groups = [str(item.get("id"))] if kind == "group" else ["", *names.groups]
    found = await ask(heard, desk, kind, item, names, step, helper, groups)
    return render(
        request,
        "scripts/preview",
        title=title,
        heard=found,
        step=step,
        helper=helper,
        steps=STEP_NAMES,
        helpers=HELPER_NAMES,
        anyone=ANYONE[1],
        back=back,
        about=about,
    )


async def post_edit(request: web.Request) -> web.Response:
    """Go on with one's own draft, or begin one; where a colleague writes already, ask first."""
    kind, item_id, desk, actor = kind_of_path(request), request.match_info["id"], desk_of(request), actor_of(request)
    form = await request.post()
    open_ones = [one for one in await ask(desk.drafts.of_item, kind, item_id) if one.state in ("editing", "returned")]
    own = next((one for one in open_ones if actor.name in one.authors), None)
    if own and not form.get("anew"):
        return see_other(request, f"/drafts/{own.id}/edit", "接着您上次的草稿写。")
    if open_ones and not form.get("anew"):
        title = "有人正在写这一份"
        return render(request, "scripts/others", title=title, drafts=open_ones, url=url_of(kind, item_id))
    try:
        draft = await ask(desk.drafts.open, kind, item_id, actor)
    except NotAllowed as error:
        return see_other(request, url_of(kind, item_id), str(error))
    return see_other(request, f"/drafts/{draft.id}/edit")
