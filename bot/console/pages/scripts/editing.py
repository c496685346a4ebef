"""`/drafts/{id}/edit`: the form of a draft, checked while it is typed and when it is saved."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from aiohttp import web

from bot.console.content.boxes import all_paths, sections
from bot.console.content.ids import with_ids
from bot.console.content.nodes import Names
from bot.console.content.placing import placed
from bot.console.content.reading import Read, clean, read
from bot.console.content.shapes import SHAPES
from bot.console.forms import number_of
from bot.console.pages.scripts.common import ask, desk_of, names_of, problems_of, titled
from bot.console.pages.scripts.conflict import show_conflict, show_unsaved
from bot.console.render import render, see_other
from bot.console.visit import actor_of, now_of
from bot.publish.rules import STATE_NAMES, NotAllowed
from bot.publish.views import DraftView, SaveConflict
from db.items import Item

WHY_LENGTH = 300
WRITING = ("editing", "returned")


async def get_edit(request: web.Request) -> web.Response:
    """Show the form, with what is wrong beside each field."""
    draft = await ask(desk_of(request).drafts.get, number_of(request))
    if draft.data is None:
        raise web.HTTPNotFound
    if draft.state not in WRITING:
        words = f"这份草稿现在是“{STATE_NAMES[draft.state]}”，不能再改。"
        return see_other(request, f"/drafts/{draft.id}", words)
    return await _form(request, draft, draft.data)


async def _form(request: web.Request, draft: DraftView, item: Item) -> web.Response:
    desk = desk_of(request)
    names = await ask(names_of, desk)
    laid = sections(SHAPES[draft.kind], item, names)
    problems = placed(await ask(problems_of, desk, draft, item), all_paths(laid))
    return render(
        request,
        "scripts/edit",
        title=f"改{titled(draft, names)}",
        draft=draft,
        sections=laid,
        problems=problems,
        counts=counts(problems, [part.paths for part in laid]),
        opened=json.dumps(item, ensure_ascii=False),
        why=draft.why,
    )


def counts(problems: Mapping[str, list[str]], parts: list[set[str]]) -> list[int]:
    """Return how many problems stand in each section."""
    return [sum(len(listed) for path, listed in problems.items() if path in paths) for paths in parts]


async def post_edit(request: web.Request) -> web.Response:
    """Save the draft, fit or not; where somebody else saved meanwhile, show both."""
    form, desk, actor = clean(await request.post()), desk_of(request), actor_of(request)
    draft_id, why = number_of(request), form.get("why", "").strip()[:WHY_LENGTH]
    try:
        draft = await ask(desk.drafts.get, draft_id)
    except web.HTTPNotFound:
        return show_unsaved(request, None, form, "这份草稿已经不在了。", {})
    typed = read_form(form, draft, await ask(names_of, desk), now_of(request).date())
    version = number_in(form, "version")
    try:
        saved = await ask(desk.drafts.save, draft_id, version, actor, typed.item, draft.examples, why)
    except SaveConflict as conflict:
        return await show_conflict(request, conflict.theirs, opened_of(form, draft), typed.item, why, {})
    except NotAllowed as error:
        return show_unsaved(request, draft, form, str(error), typed.item)
    return see_other(request, _next(form, draft_id), said(len(saved.problems)))


def _next(form: Mapping[str, str], draft_id: int) -> str:
    pages = {"preview": f"/drafts/{draft_id}/preview", "done": f"/drafts/{draft_id}"}
    return pages.get(form.get("then", ""), f"/drafts/{draft_id}/edit")


def said(problems: int) -> str:
    """Return what is said after saving."""
    return f"存好了。还有 {problems} 处要改，改好才能交。" if problems else "存好了，没有要改的地方。"


async def post_check(request: web.Request) -> web.Response:
    """Return what is wrong with what stands in the form right now, by field."""
    form, desk = clean(await request.post()), desk_of(request)
    draft = await ask(desk.drafts.get, number_of(request))
    if draft.data is None:
        raise web.HTTPNotFound
    names = await ask(names_of, desk)
    typed = read_form(form, draft, names, now_of(request).date())
    paths = set(form) | all_paths(sections(SHAPES[draft.kind], opened_of(form, draft), names))
    found = placed(await ask(problems_of, desk, draft, typed.item), paths, typed.places)
    return web.json_response({"problems": found})


def read_form(form: Mapping[str, str], draft: DraftView, names: Names, today: date) -> Read:
    """Return the item as it stands in the form; its id is the draft's, whatever the form says."""
    typed = read(form, SHAPES[draft.kind], opened_of(form, draft), names)
    typed.item = {"id": draft.item_id, **{key: one for key, one in typed.item.items() if key != "id"}}
    if draft.kind == "script":
        typed.item = with_ids(typed.item, today)
    return typed


def opened_of(form: Mapping[str, str], draft: DraftView) -> dict[str, Any]:
    """Return the item as it stood when the form was opened; the form brings it along."""
    opened = item_in(form, "opened")
    return opened if opened is not None else dict(draft.data or {})


def item_in(form: Mapping[str, str], name: str) -> dict[str, Any] | None:
    """Return an item that a form brings along, None where it brings none."""
    try:
        found = json.loads(form.get(name, ""))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def number_in(form: Mapping[str, str], name: str) -> int:
    """Return a number of a form, 0 for none: no draft has that version."""
    text = form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
