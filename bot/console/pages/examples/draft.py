"""`/examples/drafts/{id}`: what a clerk has gathered: taken out again, handed in, given up."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.console.asking import Asked, ask, desk_of, find
from bot.console.forms import fields, number_of
from bot.console.keys import KNOWLEDGE
from bot.console.naming import STAGES, intent_name
from bot.console.pages.examples.changing import by_line, without
from bot.console.pages.examples.one import LONGEST_WHY
from bot.console.pages.publish.draft import version_of
from bot.console.pages.publish.shown import counted
from bot.console.render import render, see_other
from bot.console.visit import actor_of
from bot.publish.rules import STATE_NAMES, Actor
from bot.publish.service import Desk
from bot.publish.views import DraftView
from bot.publish.writing import EXAMPLES
from db.example_changes import ExampleText
from db.items import UnknownItem

WRITABLE = ("editing", "returned")


@dataclass(frozen=True)
class Seen:
    """A draft with what the validator says, and the texts of the examples it names."""

    draft: DraftView
    problems: dict[str, list[str]]
    texts: dict[str, ExampleText]


def _read(desk: Desk, draft_id: int) -> Seen:
    draft = desk.drafts.get(draft_id)
    if draft.kind != EXAMPLES:
        raise UnknownItem(f"draft {draft_id} is no draft of examples")
    problems = desk.drafts.problems(EXAMPLES, None, draft.examples) if draft.state in WRITABLE else []
    wanted = {move.id for move in draft.examples.move} | set(draft.examples.retire)
    texts = {one.id: one for one in desk.source.examples() if one.id in wanted} if wanted else {}
    return Seen(draft, by_line(problems), texts)


async def get_draft(request: web.Request) -> web.Response:
    """Show it."""
    return await _page(request)


async def _page(request: web.Request, refused: Asked[DraftView] | None = None) -> web.Response:
    seen = await find(_read, desk_of(request), number_of(request))
    knowledge = request.app[KNOWLEDGE].current()
    return render(
        request,
        "examples/draft",
        status=422 if refused else 200,
        title=f"例句草稿：{intent_name(seen.draft.item_id, knowledge)}",
        seen=seen,
        counted=counted(seen.draft.examples),
        is_writable=seen.draft.state in WRITABLE,
        state=STATE_NAMES[seen.draft.state],
        stages=STAGES,
        refused=refused,
        intent_name=lambda intent: intent_name(intent, knowledge),
    )


async def post_drop(request: web.Request) -> web.Response:
    """Take one change out of it."""
    form = await fields(request, version=9, drop=12)
    draft = await find(desk_of(request).drafts.get, number_of(request))
    left = without(draft.examples, form["drop"])
    save = desk_of(request).drafts.save
    asked = await ask(save, draft.id, version_of(form), actor_of(request), None, left, draft.why)
    if asked.value is None:
        return await _page(request, Asked(None, asked.refused, asked.problems))
    return see_other(request, f"/examples/drafts/{draft.id}", "拿掉了。")


async def post_submit(request: web.Request) -> web.Response:
    """Hand it in: save the reason as it stands in the form, then ask a second person to look."""
    form = await fields(request, version=9, why=3 * LONGEST_WHY)
    asked = await ask(_submit, desk_of(request), number_of(request), version_of(form), actor_of(request), form["why"])
    if asked.value is None:
        return await _page(request, asked)
    return see_other(request, "/examples", "交上去了。“发布”角色的同事会在“发布”里看到它。")


def _submit(desk: Desk, draft_id: int, version: int, actor: Actor, why: str) -> DraftView:
    draft = desk.drafts.get(draft_id)
    if why != draft.why:
        version = desk.drafts.save(draft_id, version, actor, None, draft.examples, why).draft.version
    return desk.drafts.submit(draft_id, version, actor)


async def post_withdraw(request: web.Request) -> web.Response:
    """Give it up; it stays on record."""
    form = await fields(request, version=9)
    withdraw = desk_of(request).drafts.withdraw
    asked = await ask(withdraw, number_of(request), version_of(form), actor_of(request))
    if asked.value is None:
        return await _page(request, asked)
    return see_other(request, "/examples", "草稿不要了。例句没有变。")
