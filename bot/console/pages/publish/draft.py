"""`/publish/drafts/{id}`: what a draft does to the examples, for the second person, who may give it back.

Drafts of everything else are looked at below `/drafts`.
"""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.console.asking import Asked, ask, desk_of, find
from bot.console.forms import fields, number_of
from bot.console.keys import KNOWLEDGE
from bot.console.naming import STAGES, intent_name
from bot.console.pages.publish.shown import draft_line
from bot.console.render import render, see_other
from bot.console.visit import actor_of
from bot.publish.fields import FieldProblem
from bot.publish.service import Desk
from bot.publish.views import DraftView
from bot.publish.writing import EXAMPLES
from db.example_changes import ExampleText

LONGEST_REASON = 300


@dataclass(frozen=True)
class _Seen:
    """A draft with what it changes."""

    draft: DraftView
    problems: list[FieldProblem]
    texts: dict[str, ExampleText]


async def get_draft(request: web.Request) -> web.Response:
    """Show it."""
    return await _page(request)


async def _page(request: web.Request, refused: Asked[DraftView] | None = None) -> web.Response:
    desk = desk_of(request)
    seen = await find(_read, desk, number_of(request))
    if seen.draft.kind != EXAMPLES:
        return see_other(request, f"/drafts/{seen.draft.id}")
    knowledge = request.app[KNOWLEDGE].current()
    return render(
        request,
        "publish/draft",
        status=422 if refused else 200,
        title=draft_line(seen.draft, knowledge, "").name,
        line=draft_line(seen.draft, knowledge, actor_of(request).name),
        seen=seen,
        refused=refused,
        intent_name=lambda intent: intent_name(intent, knowledge),
        stages=STAGES,
    )


def _read(desk: Desk, draft_id: int) -> _Seen:
    draft = desk.drafts.get(draft_id)
    is_open = draft.state not in ("published", "withdrawn")
    problems = desk.drafts.problems(draft.kind, draft.data, draft.examples) if is_open else []
    wanted = {move.id for move in draft.examples.move} | set(draft.examples.retire)
    texts = {one.id: one for one in desk.source.examples() if one.id in wanted} if wanted else {}
    return _Seen(draft, problems, texts)


async def post_return(request: web.Request) -> web.Response:
    """Give it back to its author with what to mend."""
    form = await fields(request, version=9, reason=LONGEST_REASON)
    give_back = desk_of(request).drafts.give_back
    asked = await ask(give_back, number_of(request), version_of(form), actor_of(request), form["reason"])
    if asked.value is None:
        return await _page(request, asked)
    return see_other(request, "/publish", "退回去了，写的人会看到您的话。")


def version_of(form: dict[str, str]) -> int:
    """Return the version that was open in a form.

    Raises:
        HTTPBadRequest: it is no number.
    """
    text = form["version"]
    if not (text.isascii() and text.isdigit()):
        raise web.HTTPBadRequest
    return int(text)
