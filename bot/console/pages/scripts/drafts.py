"""`/drafts`: my drafts, what waits for approval, what came back; one draft and what may be done with it."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.console.auth.roles import PUBLISHER, is_at_least
from bot.console.content.labels import label_of, words_of
from bot.console.content.marks import marked
from bot.console.content.nodes import Names
from bot.console.forms import fields, number_of
from bot.console.pages.scripts.common import ask, desk_of, do, names_of, problems_of, titled, url_of
from bot.console.pages.scripts.view import PREVIEWED, show_preview
from bot.console.render import render, see_other
from bot.console.visit import actor_of
from bot.publish.difference import FieldDifference
from bot.publish.rules import STATE_NAMES
from bot.publish.views import DraftView, HasProblems, SaveConflict
from bot.publish.writing import EXAMPLES

LIVE = "批准了，10 秒内各处生效。"
CHANGED = "这份草稿刚被别人改过，请看看现在的样子再决定。"
NOT_FIT = "还有 {} 处要改，改好才能继续。"


async def get_drafts(request: web.Request) -> web.Response:
    """List open drafts: mine, waiting, returned, and those of others."""
    desk, me = desk_of(request), actor_of(request).name
    names = await ask(names_of, desk)
    found = await ask(desk.drafts.listed)
    return render(
        request,
        "scripts/drafts",
        title="草稿",
        groups=grouped(found, me),
        titles={one.id: titled(one, names) for one in found},
        state_names=STATE_NAMES,
    )


def grouped(found: list[DraftView], me: str) -> list[tuple[str, str, list[DraftView]]]:
    """Return (heading, what to do when there is none, drafts)."""
    waiting = [one for one in found if one.state == "submitted"]
    returned = [one for one in found if one.state == "returned"]
    mine = [one for one in found if me in one.authors and one.state == "editing"]
    taken = {one.id for one in (*waiting, *returned, *mine)}
    others = [one for one in found if one.id not in taken]
    return [
        ("我在写的", "没有。在“类型”里打开一份脚本，按“改这一份”。", mine),
        ("等人批准的", "没有。", waiting),
        ("退回来要改的", "没有。", returned),
        ("同事在写的，和已经批准、等发布的", "没有。", others),
    ]


async def get_draft(request: web.Request) -> web.Response:
    """Show what a draft changes, what is wrong with it, and the next step."""
    desk, actor = desk_of(request), actor_of(request)
    draft = await ask(desk.drafts.get, number_of(request))
    names = await ask(names_of, desk)
    changes = await ask(desk.changes_of, draft)
    is_open = draft.state in ("editing", "returned", "submitted")
    problems = await ask(problems_of, desk, draft, draft.data, True) if is_open else []
    published = {} if draft.kind == EXAMPLES else await ask(_published, desk, draft)
    return render(
        request,
        "scripts/draft",
        title=titled(draft, names),
        draft=draft,
        state_name=STATE_NAMES[draft.state],
        rows=compared(draft.kind, changes, names, draft.data or {}, published or {}),
        problems=[(label_of(draft.kind, one.field, names, draft.data), one) for one in problems],
        is_gone=draft.kind != EXAMPLES and published is None and draft.base > 0,
        is_mine=actor.name in draft.authors,
        may_approve=is_at_least(actor.role, PUBLISHER),
        has_preview=draft.kind in PREVIEWED and draft.data is not None,
        url="/drafts" if draft.kind == EXAMPLES else url_of(draft.kind, draft.item_id),
        types=names.types,
    )


def _published(desk: Any, draft: DraftView) -> dict[str, Any] | None:
    try:
        return dict(desk.item(draft.kind, draft.item_id))
    except LookupError:
        return None


def compared(kind: str, found: list[FieldDifference], names: Names, *items: dict[str, Any]) -> list[dict[str, Any]]:
    """Return differences as pages show them, with what went and what came marked."""
    made = []
    for one in found:
        left, right = marked(words_of(one.before, names), words_of(one.after, names))
        label = label_of(kind, one.field, names, *items)
        made.append({"label": label, "before": left, "after": right, "kind": one.kind})
    return made


async def get_draft_preview(request: web.Request) -> web.Response:
    """Show what every group would hear, from the draft."""
    desk = desk_of(request)
    draft = await ask(desk.drafts.get, number_of(request))
    if draft.data is None or draft.kind not in PREVIEWED:
        raise web.HTTPNotFound
    title = f"居民会听到的：{titled(draft, await ask(names_of, desk))}"
    return await show_preview(request, draft.kind, draft.data, title, f"/drafts/{draft.id}", "草稿的样子，还没有发布。")


async def post_submit(request: web.Request) -> web.Response:
    """Ask a second person to look at it."""
    return await _decide(request, "submit", "交上去了，等另一位同事批准。")


async def get_withdraw(request: web.Request) -> web.Response:
    """Ask whether to give the draft up."""
    draft_id = number_of(request)
    draft = await ask(desk_of(request).drafts.get, draft_id)
    title = f"撤回：{titled(draft, await ask(names_of, desk_of(request)))}"
    words = ["撤回以后，这份草稿不再改、也不会发布。", "写的内容仍然留着，从这一页还能看到，也能另存成新草稿。"]
    own = f"/drafts/{draft_id}"
    return render(
        request,
        "scripts/confirm",
        title=title,
        words=words,
        action=f"{own}/withdraw",
        button="撤回这份草稿",
        back=own,
        version=draft.version,
        reason="",
    )


async def post_withdraw(request: web.Request) -> web.Response:
    """Give the draft up; it stays on record."""
    return await _decide(request, "withdraw", "撤回了。内容还留着。")


async def get_return(request: web.Request) -> web.Response:
    """Ask what is to be mended."""
    return await _reason_form(request, "return", "退回去改", "退回给写的人")


async def post_return(request: web.Request) -> web.Response:
    """Send the draft back with a reason."""
    return await _decide(request, "give_back", "退回去了。")


async def get_approve(request: web.Request) -> web.Response:
    """Ask once more before residents read it."""
    return await _reason_form(request, "approve", "批准并发布", "批准，马上发布")


async def post_approve(request: web.Request) -> web.Response:
    """Publish words at once; what needs a model goes another way and is told so."""
    return await _decide(request, "approve", LIVE)


async def _reason_form(request: web.Request, action: str, what: str, button: str) -> web.Response:
    draft_id = number_of(request)
    draft = await ask(desk_of(request).drafts.get, draft_id)
    title = f"{what}：{titled(draft, await ask(names_of, desk_of(request)))}"
    words = {
        "return": ["写的人会看到您的理由，改好再交。"],
        "approve": ["按下以后，10 秒内微信、触摸屏、网页和电话都说新的话。", "不对可以从“历史”里恢复成以前的样子。"],
    }[action]
    own = f"/drafts/{draft_id}"
    return render(
        request,
        "scripts/confirm",
        title=title,
        words=words,
        action=f"{own}/{action}",
        button=button,
        back=own,
        version=draft.version,
        reason="要改什么" if action == "return" else "批语",
    )


async def _decide(request: web.Request, move: str, done: str) -> web.Response:
    """Do one of the moves of a draft and say how it went."""
    desk, actor, draft_id = desk_of(request), actor_of(request), number_of(request)
    form = await fields(request, version=9, reason=500)
    version = int(form["version"]) if form["version"].isdigit() else 0
    back = f"/drafts/{draft_id}"
    function = getattr(desk.drafts, move)
    extra = () if move == "submit" else (form["reason"],)
    try:
        return await do(request, back, done, function, draft_id, version, actor, *extra)
    except SaveConflict:
        return see_other(request, back, CHANGED)
    except HasProblems as error:
        return see_other(request, back, NOT_FIT.format(len(error.problems)))
