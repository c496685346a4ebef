"""A new variant of a script, begun from one matter or from a group of like ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aiohttp import web

from bot.console.asking import Asked, ask, desk_of
from bot.console.draft_path import draft_path
from bot.console.forms import fields
from bot.console.keys import PAGES, WARMING
from bot.console.pages.review.deciding import type_named
from bot.console.pages.review.drafting import draft_with
from bot.console.pages.review.example import more
from bot.console.render import CHINA, render, see_other
from bot.console.visit import actor_of, now_of
from bot.publish.service import Desk
from bot.publish.stored import SCAM
from bot.publish.views import DraftView
from bot.publish.writing import EXAMPLES
from bot.review.example import natural, refusal
from bot.review.variant import LONGEST_CUE, LONGEST_NAME, as_examples, cues_of, split_cues, with_variant
from db.example_changes import ExampleChanges, ExampleText
from db.items import Item
from db.knowledge import Knowledge

SCRIPT, WHY = "script", "居民讲了一种新花样，从审核里来"
NO_NAME = "给这个花样起个名字，居民一听就知道是哪件事。"
NO_CUES = f"写居民会打的词，用顿号隔开，每个不超过 {LONGEST_CUE} 个字。"


@dataclass(frozen=True)
class Material:
    """What residents said, already masked for staff.

    Attributes:
        own: path of the matter or the group.
        texts: what they said.
        words: what stands out in it.
        type_name: where it seems to belong, empty when nobody knows.
    """

    own: str
    texts: tuple[str, ...]
    words: tuple[str, ...]
    type_name: str

    def usable(self, knowledge: Knowledge) -> list[tuple[str, str]]:
        """Return each text as an example, with the reason where it cannot be one."""
        made = dict.fromkeys(natural(text) for text in self.texts)
        return [(text, refusal(text, knowledge.hotlines)) for text in made]


def show(request: web.Request, knowledge: Knowledge, material: Material) -> web.Response:
    """Show the form."""
    form = {"type": material.type_name, "name": "", "cues": "、".join(cues_of(material.words))}
    request.app[WARMING].begin()
    return _page(request, knowledge, material, form, {})


async def begin(request: web.Request, knowledge: Knowledge, material: Material) -> web.Response:
    """Open the draft, or show the form with what is wrong."""
    form = await fields(request, type=60, name=LONGEST_NAME, cues=120)
    type_id, wrong = type_named(form["type"], knowledge.scripts)
    errors = {"type": wrong} if wrong else {}
    if not form["name"]:
        errors["name"] = NO_NAME
    cues = split_cues(form["cues"])
    if not cues or any(len(cue) > LONGEST_CUE for cue in cues):
        errors["cues"] = NO_CUES
    if errors:
        return _page(request, knowledge, material, form, errors)
    chosen = await _chosen(request, material.usable(knowledge))
    today = now_of(request).astimezone(CHINA).date()
    asked = await _open(request, type_id, form["name"], cues, chosen, today)
    if asked.value is None:
        return _page(request, knowledge, material, form, {"type": asked.refused})
    draft, left = asked.value
    path = draft_path(request.app[PAGES], draft.id, material.own)
    skipped = f"有 {left} 句和已有的例句太像，没有放。" if left else ""
    return see_other(request, path, f"脚本草稿 {draft.id} 号开好了，新花样还差“最先要听到的一句”和“提醒”。{skipped}")


async def _chosen(request: web.Request, usable: list[tuple[str, str]]) -> list[str]:
    """Return the texts that were ticked; one that cannot be an example is never taken."""
    ticked = {str(value) for value in (await request.post()).getall("use", [])}
    return [text for number, (text, wrong) in enumerate(usable) if not wrong and str(number) in ticked]


async def _open(
    request: web.Request, type_id: str, name: str, cues: list[str], texts: list[str], today: date
) -> Asked[tuple[DraftView, int]]:
    desk, actor, intent = desk_of(request), actor_of(request), f"{SCAM}{type_id}"
    warming = request.app[WARMING]

    def run() -> tuple[DraftView, int]:
        warming.wait()
        fit = [one.text for one in fresh(desk, as_examples(texts, intent, ""))]

        def change(item: Item | None, old: ExampleChanges) -> tuple[Item | None, ExampleChanges]:
            changed, made = with_variant(item or desk.item(SCRIPT, type_id), name, cues, today)
            return changed, more(old, *as_examples(fit, intent, made))

        return draft_with(desk, SCRIPT, type_id, actor, WHY, change), len(texts) - len(fit)

    try:
        return await ask(run)
    except ValueError as error:
        return Asked(None, str(error))


def fresh(desk: Desk, examples: tuple[ExampleText, ...]) -> list[ExampleText]:
    """Return those that neither stand already nor nearly; of two that are alike the first."""
    kept: list[ExampleText] = []
    for one in examples:
        found = desk.drafts.problems(EXAMPLES, None, ExampleChanges((*kept, one)))
        if not any(problem.field == f"add.{len(kept)}" for problem in found):
            kept.append(one)
    return kept


def _page(
    request: web.Request, knowledge: Knowledge, material: Material, form: dict[str, str], errors: dict[str, str]
) -> web.Response:
    return render(
        request,
        "review/variant",
        status=422 if errors else 200,
        title="写成一个新花样",
        material=material,
        usable=material.usable(knowledge),
        form=form,
        errors=errors,
        types=[one.name for one in knowledge.scripts.values()],
        longest_name=LONGEST_NAME,
    )
