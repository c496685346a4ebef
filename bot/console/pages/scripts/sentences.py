"""`/drafts/{id}/sentences`: step 3 of a new way: what residents would say, each looked at while it is typed."""

from __future__ import annotations

from aiohttp import web

from bot.console.content.new_way import (
    LEAST,
    OFFERED,
    own_variant,
    sentence_problems,
    sentences_of,
    with_sentences,
)
from bot.console.content.placing import placed
from bot.console.content.reading import clean
from bot.console.forms import number_of
from bot.console.pages.scripts.common import LONGEST, ask, desk_of
from bot.console.pages.scripts.conflict import show_unsaved
from bot.console.pages.scripts.editing import number_in
from bot.console.pages.scripts.new_way import published_of
from bot.console.render import render, see_other
from bot.console.visit import actor_of
from bot.publish.rules import NotAllowed
from bot.publish.service import Desk
from bot.publish.views import DraftView, SaveConflict

MOST_SENTENCES = 40
CHANGED = "这份草稿刚被别人改过，这些句子还没有存上。再按一次就存进现在的草稿。"


async def get_sentences(request: web.Request) -> web.Response:
    """Show the form."""
    draft, variant = await _draft(request)
    texts = sentences_of(draft.examples, str(variant["id"]))
    found = await ask(_problems, desk_of(request), draft, str(variant["id"]), dict(enumerate(texts))) if texts else {}
    return _show(request, draft, str(variant.get("name") or ""), dict(enumerate(texts)), found)


async def post_sentences(request: web.Request) -> web.Response:
    """Save them into the draft; where all are fit, the draft is ready to be handed in."""
    form, desk, actor = clean(await request.post()), desk_of(request), actor_of(request)
    draft, variant = await _draft(request)
    texts, variant_id = typed(form), str(variant["id"])
    changes = with_sentences(draft.examples, draft.item_id, variant_id, list(texts.values()))
    if number_in(form, "version") != draft.version:
        return _show(request, draft, str(variant.get("name") or ""), texts, {"": [CHANGED]}, 409)
    why = form.get("why", "").strip()[:300] or draft.why
    try:
        await ask(desk.drafts.save, draft.id, draft.version, actor, draft.data, changes, why)
    except SaveConflict as conflict:
        return _show(request, conflict.theirs, str(variant.get("name") or ""), texts, {"": [CHANGED]}, 409)
    except NotAllowed as error:
        return show_unsaved(request, draft, form, str(error), {})
    found = await ask(_problems, desk, draft, variant_id, texts)
    if any(found.values()):
        return see_other(request, f"/drafts/{draft.id}/sentences", "存好了。还有标红的句子要改。")
    return see_other(request, f"/drafts/{draft.id}", "新花样写好了。看看居民会听到什么，再交给同事批准。")


async def post_check(request: web.Request) -> web.Response:
    """Return what is wrong with the sentences as they stand in the form."""
    form = clean(await request.post())
    draft, variant = await _draft(request)
    return web.json_response(
        {"problems": await ask(_problems, desk_of(request), draft, str(variant["id"]), typed(form))}
    )


def typed(form: dict[str, str]) -> dict[int, str]:
    """Return field number → sentence, without the empty ones."""
    found: dict[int, str] = {}
    for place in range(MOST_SENTENCES):
        text = " ".join(form.get(f"sentences.{place}", "").split())[:LONGEST]
        if text:
            found[place] = text
    return found


def _problems(desk: Desk, draft: DraftView, variant: str, texts: dict[int, str]) -> dict[str, list[str]]:
    own = with_sentences(draft.examples, draft.item_id, variant, list(texts.values()))
    found = desk.drafts.problems(draft.kind, draft.data, own) if texts else []
    beside = sentence_problems(found, own, variant, list(texts))
    paths = {"sentences", *(f"sentences.{place}" for place in range(MOST_SENTENCES))}
    return placed(beside, paths)


async def _draft(request: web.Request) -> tuple[DraftView, dict[str, object]]:
    desk = desk_of(request)
    draft = await ask(desk.drafts.get, number_of(request))
    if draft.kind != "script" or draft.data is None:
        raise web.HTTPNotFound
    variant = own_variant(draft.data, await ask(published_of, desk, draft))
    if variant is None:
        raise web.HTTPSeeOther(f"/drafts/{draft.id}/newway")
    return draft, variant


def _show(
    request: web.Request,
    draft: DraftView,
    name: str,
    texts: dict[int, str],
    found: dict[str, list[str]],
    status: int = 200,
) -> web.Response:
    size = min(MOST_SENTENCES, max(OFFERED, max(texts, default=0) + 3))
    return render(
        request,
        "scripts/sentences",
        status=status,
        title=f"居民会怎么说：{name or '新花样'}",
        draft=draft,
        texts=texts,
        size=size,
        least=LEAST,
        problems=found,
    )
