"""`/examples/add`: many new examples at once; what cannot be taken is said beside its line."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.console.asking import ask, desk_of, find
from bot.console.forms import fields
from bot.console.keys import KNOWLEDGE
from bot.console.naming import STAGES, label_groups
from bot.console.pages.examples.changing import FIRST_REGISTER, MOST_LINES, REGISTERS, added, by_line, lines_of
from bot.console.pages.examples.keeping import keep
from bot.console.pages.examples.one import KEPT, LONGEST_WHY
from bot.console.render import render, see_other
from bot.console.visit import actor_of, in_transaction
from bot.publish.service import Desk
from bot.publish.writing import EXAMPLES
from db import examples
from db.example_changes import ExampleChanges

LONGEST_TEXT = 24_000
STAGE_OPTIONS = (("", "不判断"), *STAGES.items())


@dataclass(frozen=True)
class Line:
    """One line that was typed, with what is wrong with it."""

    text: str
    problems: list[str]


async def get_add(request: web.Request) -> web.Response:
    """Show the form."""
    form = {
        "intent": request.query.get("intent", "")[:60],
        "stage": "",
        "register": FIRST_REGISTER,
        "lines": "",
        "why": "",
    }
    return await _page(request, form, {}, [])


async def _page(request: web.Request, form: dict[str, str], errors: dict[str, str], lines: list[Line]) -> web.Response:
    labels = await in_transaction(request, examples.labels)
    return render(
        request,
        "examples/add",
        status=422 if errors or lines else 200,
        title="加例句",
        form=form,
        errors=errors,
        lines=lines,
        fit=sum(not line.problems for line in lines),
        groups=label_groups(labels, request.app[KNOWLEDGE].current()),
        stage_options=STAGE_OPTIONS,
        registers=REGISTERS,
        most=MOST_LINES,
    )


async def post_add(request: web.Request) -> web.Response:
    """Keep the lines in the clerk's draft, or say what is wrong with which; on request only the good ones."""
    form = await fields(request, intent=60, stage=20, register=20, lines=LONGEST_TEXT, why=LONGEST_WHY, only=1)
    texts = lines_of(form["lines"])
    errors = _wrong(form, texts)
    if errors:
        return await _page(request, form, errors, [])
    changes = added(texts, form["intent"], form["stage"], form["register"])
    lines = await find(_checked, desk_of(request), changes)
    good = [line.text for line in lines if not line.problems]
    if len(good) < len(lines) and (form["only"] != "1" or not good):
        return await _page(request, form, {}, lines)
    changes = added(good, form["intent"], form["stage"], form["register"])
    asked = await ask(keep, desk_of(request), actor_of(request), form["intent"], changes, form["why"])
    if asked.value is None:
        return await _page(request, form, {"why": asked.refused}, [])
    return see_other(request, f"/examples/drafts/{asked.value.id}", KEPT)


def _wrong(form: dict[str, str], texts: list[str]) -> dict[str, str]:
    """Return what is wrong with the form as a whole, by field."""
    errors = {}
    if not form["intent"]:
        errors["intent"] = "请选一个类型。"
    if form["stage"] not in dict(STAGE_OPTIONS):
        errors["stage"] = "请从列表里选。"
    if form["register"] not in REGISTERS:
        errors["register"] = "请从列表里选。"
    if not texts:
        errors["lines"] = "一句也没有写。一行写一句居民会说的话。"
    if len(texts) > MOST_LINES:
        errors["lines"] = f"一次最多 {MOST_LINES} 句，现在 {len(texts)} 句。分几次加。"
    if not form["why"]:
        errors["why"] = "请写明为什么，审的人要看。"
    return errors


def _checked(desk: Desk, changes: ExampleChanges) -> list[Line]:
    found = by_line(desk.drafts.problems(EXAMPLES, None, changes))
    return [Line(one.text, found.get(f"add.{at}", [])) for at, one in enumerate(changes.add)]
