"""`/review/matters/{matter}/example`: a resident's words become an example, by way of a draft."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from aiohttp import web

from bot.console.asking import ask, desk_of
from bot.console.draft_path import draft_path
from bot.console.forms import fields
from bot.console.keys import PAGES, WARMING
from bot.console.pages.review.deciding import type_named
from bot.console.pages.review.drafting import draft_with
from bot.console.pages.review.matter import read
from bot.console.pages.review.reading import Seen
from bot.console.render import render, see_other
from bot.console.type_search import name_of
from bot.console.visit import actor_of
from bot.publish.fields import FieldProblem
from bot.publish.service import Desk
from bot.publish.stored import SCAM
from bot.publish.writing import EXAMPLES
from bot.review.example import LONGEST, natural, refusal
from db.example_changes import ExampleChanges, ExampleText
from db.items import Item
from db.knowledge import Knowledge, ScriptWords

ORDINARY = "ordinary"
WHY = "从审核里来的居民原话"


async def get_example(request: web.Request) -> web.Response:
    """Show the words, made natural, and to which type they would go."""
    seen, knowledge = await read(request)
    asked = request.query.get("n", "0")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
    if number >= len(seen.said):
        raise web.HTTPNotFound
    is_ordinary = seen.decided is not None and seen.decided.outcome == ORDINARY
    form = {
        "text": natural(seen.said[number].text),
        "kind": ORDINARY if is_ordinary else "scam",
        "name": name_of(knowledge.scripts, seen.matter.type) if seen.matter.type else "",
    }
    wrong = refusal(form["text"], knowledge.hotlines)
    request.app[WARMING].begin()
    return _page(request, seen, knowledge, form, {"text": wrong} if wrong else {}, status=200)


async def post_example(request: web.Request) -> web.Response:
    """Open the draft, or say what is wrong with the example."""
    form = await fields(request, text=2 * LONGEST, kind=12, name=60)
    seen, knowledge = await read(request)
    intent, errors = example_intent(form, knowledge.scripts)
    form["text"] = natural(form["text"])
    if wrong := refusal(form["text"], knowledge.hotlines):
        errors["text"] = wrong
    example = ExampleText(form["text"], intent)
    desk = desk_of(request)
    if not errors:
        await asyncio.to_thread(request.app[WARMING].wait)
        errors = await asyncio.to_thread(_problems, desk, example)
    if errors:
        return _page(request, seen, knowledge, form, errors)

    def change(item: Item | None, old: ExampleChanges) -> tuple[Item | None, ExampleChanges]:
        return item, more(old, example)

    asked = await ask(draft_with, desk, EXAMPLES, intent, actor_of(request), WHY, change)
    if asked.value is None:
        return _page(request, seen, knowledge, form, {"text": asked.refused})
    path = draft_path(request.app[PAGES], asked.value.id, f"/review/matters/{seen.matter.id}")
    return see_other(request, path, f"放进例句草稿 {asked.value.id} 号了。还要有人批准，才会拿去训练。")


def example_intent(form: Mapping[str, str], scripts: Mapping[str, ScriptWords]) -> tuple[str, dict[str, str]]:
    """Return (intent, what is wrong)."""
    if form["kind"] == ORDINARY:
        return ORDINARY, {}
    if form["kind"] != "scam":
        return "", {"kind": "请选一项。"}
    type_id, wrong = type_named(form["name"], scripts)
    return f"{SCAM}{type_id}", {"name": wrong} if wrong else {}


def more(old: ExampleChanges, *new: ExampleText) -> ExampleChanges:
    """Return changes with further examples, each once."""
    there = {one.id for one in old.add}
    return ExampleChanges((*old.add, *(one for one in new if one.id not in there)), old.move, old.retire)


def _problems(desk: Desk, example: ExampleText) -> dict[str, str]:
    found: list[FieldProblem] = desk.drafts.problems(EXAMPLES, None, ExampleChanges((example,)))
    return {"text": "；".join(one.message for one in found)} if found else {}


def _page(
    request: web.Request,
    seen: Seen,
    knowledge: Knowledge,
    form: Mapping[str, str],
    errors: dict[str, str],
    status: int = 422,
) -> web.Response:
    return render(
        request,
        "review/example",
        status=status,
        title="拿来做例句",
        seen=seen,
        form=form,
        errors=errors,
        types=[one.name for one in knowledge.scripts.values()],
        longest=LONGEST,
    )
