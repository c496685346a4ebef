"""`/newway`: a new way of doing an old scam, in three steps: which script, what is new, what residents would say."""

from __future__ import annotations

from datetime import date
from typing import Any

from aiohttp import web

from bot.console.content import nodes as kinds
from bot.console.content.boxes import Section, all_paths, sections
from bot.console.content.new_way import MOST, fresh_id, own_variant, with_variant
from bot.console.content.nodes import Fold, Names, Node
from bot.console.content.placing import placed
from bot.console.content.reading import clean, read_entry
from bot.console.content.shapes import VARIANT
from bot.console.forms import number_of
from bot.console.keys import WARMING
from bot.console.pages.scripts.common import ask, desk_of, problems_of
from bot.console.pages.scripts.conflict import show_conflict, show_unsaved
from bot.console.pages.scripts.editing import number_in
from bot.console.pages.scripts.listing import families_of
from bot.console.render import local_time, render, see_other
from bot.console.visit import actor_of, now_of
from bot.publish.fields import FieldProblem
from bot.publish.rules import NotAllowed
from bot.publish.service import Desk
from bot.publish.views import DraftView, SaveConflict
from db.items import Item, read_item
from db.session import transaction

_PARTS = tuple(part for part in VARIANT if part.key != "until")
_FOLD = Fold("新花样", (Node("new", "新花样", kinds.RECORD, parts=_PARTS),))
FULL = f"这份脚本已经有 {MOST} 种花样，最多 {MOST} 种。请在下面选一种最旧的换下来。"


async def get_new_way(request: web.Request) -> web.Response:
    """Step 1: which script it belongs to."""
    query = request.query.get("q", "").strip()[:40]
    families = await ask(families_of, desk_of(request), query)
    return render(request, "scripts/new_way", title="新花样", families=families, query=query)


async def post_start(request: web.Request) -> web.Response:
    """Begin a draft of that script, for step 2."""
    desk, actor, type_id = desk_of(request), actor_of(request), request.match_info["id"]
    try:
        draft = await ask(desk.drafts.open, "script", type_id, actor, "出了新花样")
    except NotAllowed as error:
        return see_other(request, "/newway", str(error))
    return see_other(request, f"/drafts/{draft.id}/newway")


async def get_variant(request: web.Request) -> web.Response:
    """Step 2: what is new."""
    draft, published = await _draft(request)
    request.app[WARMING].begin()  # step 3 compares with every example
    variant = own_variant(draft.data or {}, published)
    if variant is None:
        return await _show(request, draft, published, _blank(request), {})
    return await _show(request, draft, published, variant, await _problems(request, draft, draft.data or {}, variant))


async def _show(
    request: web.Request, draft: DraftView, published: Item | None, variant: Item, found: dict[str, list[str]]
) -> web.Response:
    item = draft.data or {}
    others = [one for one in item.get("variants") or () if one.get("id") != variant.get("id")]
    return render(
        request,
        "scripts/variant",
        title=f"新花样：{item.get('name', draft.item_id)}",
        draft=draft,
        boxes=_laid(variant)[0].boxes[0].parts,
        problems=found,
        others=others if len(others) >= MOST else [],
        full=FULL,
    )


def _laid(variant: Item) -> list[Section]:
    return sections((_FOLD,), {"new": variant}, Names())


def _blank(request: web.Request) -> Item:
    month = local_time(now_of(request), "%Y-%m")
    return {"from": month, "source": {"checked": month}}


async def post_variant(request: web.Request) -> web.Response:
    """Save the variant into the draft and go on to step 3 where it is fit."""
    form, desk, actor = clean(await request.post()), desk_of(request), actor_of(request)
    draft, published = await _draft(request)
    item, variant = _typed(form, draft, published, now_of(request).date())
    version = number_in(form, "version")
    try:
        saved = await ask(desk.drafts.save, draft.id, version, actor, item, draft.examples, draft.why)
    except SaveConflict as conflict:
        return await show_conflict(request, conflict.theirs, draft.data or {}, item, draft.why, {})
    except NotAllowed as error:
        return show_unsaved(request, draft, form, str(error), item)
    found = await _problems(request, saved.draft, item, variant)
    if any(found.values()):
        return see_other(request, f"/drafts/{draft.id}/newway", "存好了。还有标红的地方要改，改好再往下走。")
    return see_other(request, f"/drafts/{draft.id}/sentences")


async def post_check(request: web.Request) -> web.Response:
    """Return what is wrong with the variant as it stands in the form."""
    form = clean(await request.post())
    draft, published = await _draft(request)
    item, variant = _typed(form, draft, published, now_of(request).date())
    return web.json_response({"problems": await _problems(request, draft, item, variant)})


async def _draft(request: web.Request) -> tuple[DraftView, Item | None]:
    desk = desk_of(request)
    draft = await ask(desk.drafts.get, number_of(request))
    if draft.kind != "script" or draft.data is None:
        raise web.HTTPNotFound
    return draft, await ask(published_of, desk, draft)


def published_of(desk: Desk, draft: DraftView) -> Item | None:
    """Return the script of a draft as it is published."""
    with transaction(desk.engine) as session:
        return read_item(session, draft.kind, draft.item_id)


def _typed(form: dict[str, str], draft: DraftView, published: Item | None, today: date) -> tuple[Item, dict[str, Any]]:
    """Return (the script with the variant as typed, the variant)."""
    item = dict(draft.data or {})
    before = own_variant(item, published) or {}
    variant = read_entry(form, VARIANT, "new", before)
    variant = {"id": before.get("id") or fresh_id(item, published, today), **variant}
    return with_variant(item, variant, form.get("replaced", "")), variant


async def _problems(request: web.Request, draft: DraftView, item: Item, variant: Item) -> dict[str, list[str]]:
    """Return what is wrong with the variant, by field of the form; the rest of the script is left alone."""
    found = await ask(problems_of, desk_of(request), draft, item)
    place = next(n for n, one in enumerate(item["variants"]) if one.get("id") == variant["id"])
    prefix = f"variants.{place}"
    own = [
        FieldProblem(f"new{one.field.removeprefix(prefix)}", one.message)
        for one in found
        if one.field == prefix or one.field.startswith(f"{prefix}.")
    ]
    if len(item["variants"]) > MOST:
        own.append(FieldProblem("replaced", FULL))
    return placed(own, all_paths(_laid(variant)) | {"replaced"})
