"""`/drafts/{id}/merge`, `/drafts/{id}/rebase`, `/drafts/{id}/copy`: what becomes of two texts of one item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.console.content.merging import MINE, THEIRS, Choice, choices, merged
from bot.console.content.reading import clean
from bot.console.forms import number_of
from bot.console.pages.scripts.common import ask, desk_of, names_of, titled
from bot.console.pages.scripts.conflict import rows, show_conflict, show_unsaved
from bot.console.pages.scripts.editing import item_in, number_in, said
from bot.console.render import render, see_other
from bot.console.visit import actor_of
from bot.publish.rules import NotAllowed
from bot.publish.service import Desk
from bot.publish.views import DraftView, SaveConflict
from db import revisions
from db.items import Item, read_item
from db.session import transaction

_FIELD = "choose."


async def post_merge(request: web.Request) -> web.Response:
    """Save the draft with each field from whom it was chosen."""
    form, desk, actor = clean(await request.post()), desk_of(request), actor_of(request)
    theirs = await ask(desk.drafts.get, number_of(request))
    mine, opened, why = item_in(form, "mine"), item_in(form, "opened") or {}, form.get("why", "").strip()[:300]
    if mine is None or theirs.data is None:
        raise web.HTTPBadRequest
    chosen = chosen_in(form)
    version = number_in(form, "version")
    if version != theirs.version or not is_complete(choices(opened, theirs.data, mine), chosen):
        return await show_conflict(request, theirs, opened, mine, why, chosen)
    item = merged(theirs.data, mine, chosen)
    try:
        saved = await ask(desk.drafts.save, theirs.id, version, actor, item, theirs.examples, why)
    except SaveConflict as conflict:
        return await show_conflict(request, conflict.theirs, opened, mine, why, chosen)
    except NotAllowed as error:
        return show_unsaved(request, theirs, form, str(error), mine)
    return see_other(request, f"/drafts/{theirs.id}/edit", f"合好了。{said(len(saved.problems))}")


def chosen_in(form: Mapping[str, str]) -> dict[str, str]:
    """Return field → whose text."""
    return {key.removeprefix(_FIELD): value for key, value in form.items() if key.startswith(_FIELD)}


def is_complete(found: list[Choice], chosen: Mapping[str, str]) -> bool:
    """Whether every field has its choice."""
    return all(chosen.get(one.path) in (MINE, THEIRS) for one in found)


async def get_rebase(request: web.Request) -> web.Response:
    """Show a draft beside what was published meanwhile."""
    draft = await ask(desk_of(request).drafts.get, number_of(request))
    return await _rebase_page(request, draft, {})


async def post_rebase(request: web.Request) -> web.Response:
    """Bring the draft onto what is published now, each field as chosen."""
    form, desk, actor = clean(await request.post()), desk_of(request), actor_of(request)
    draft = await ask(desk.drafts.get, number_of(request))
    base, published = await ask(_sides, desk, draft)
    if published is None or draft.data is None:
        return await _rebase_page(request, draft, {})
    chosen = chosen_in(form)
    if number_in(form, "version") != draft.version or not is_complete(choices(base, published, draft.data), chosen):
        return await _rebase_page(request, draft, chosen)
    item = merged(published, draft.data, chosen)
    try:
        based = await ask(desk.drafts.rebase, draft.id, draft.version, actor)
        await ask(desk.drafts.save, draft.id, based.draft.version, actor, item, draft.examples, draft.why)
    except SaveConflict as conflict:
        return await _rebase_page(request, conflict.theirs, {})
    except NotAllowed as error:
        return see_other(request, f"/drafts/{draft.id}", str(error))
    return see_other(request, f"/drafts/{draft.id}", "草稿已经跟上最新发布的版本。")


async def _rebase_page(request: web.Request, draft: DraftView, chosen: Mapping[str, str]) -> web.Response:
    desk = desk_of(request)
    names = await ask(names_of, desk)
    base, published = await ask(_sides, desk, draft)
    if draft.data is None:
        raise web.HTTPNotFound
    if published is None:
        words = f"“{titled(draft, names)}”已经不在库里了，没有可以跟上的版本。草稿的内容还留着，可以抄下来。"
        return see_other(request, f"/drafts/{draft.id}", words)
    if not draft.outdated:
        return see_other(request, f"/drafts/{draft.id}", "草稿已经是从最新版本改的。")
    found = choices(base, published, draft.data)
    return render(
        request,
        "scripts/conflict",
        status=422 if chosen else 200,
        title="有人先发布了同一份",
        draft=draft,
        name=titled(draft, names),
        who="已经发布的",
        rows=rows(draft.kind, found, chosen, names, published, draft.data),
        action=f"/drafts/{draft.id}/rebase",
        mine="",
        opened="",
        version=draft.version,
        why="",
        is_rebase=True,
        may_save=True,
    )


def _sides(desk: Desk, draft: DraftView) -> tuple[dict[str, Any], Item | None]:
    """Return (what the draft began with, what is published now)."""
    with transaction(desk.engine) as session:
        old = revisions.revision(session, draft.kind, draft.item_id, draft.base)
        return (old.data if old else {}), read_item(session, draft.kind, draft.item_id)


async def post_copy(request: web.Request) -> web.Response:
    """Make a draft of its own of a text that could not be saved into another."""
    form, desk, actor = clean(await request.post()), desk_of(request), actor_of(request)
    draft = await ask(desk.drafts.get, number_of(request))
    item = item_in(form, "item")
    if item is None or draft.data is None:
        raise web.HTTPBadRequest
    item = {**item, "id": draft.item_id}
    try:
        made = await ask(desk.drafts.open, draft.kind, draft.item_id, actor, draft.why, item, draft.examples)
    except NotAllowed as error:
        return show_unsaved(request, draft, {"item": str(form.get("item"))}, str(error), item)
    return see_other(request, f"/drafts/{made.id}/edit", "另存成了一份新草稿。")
