"""Two who wrote at once: both texts field by field, a choice for each, and nothing lost either way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.console.content.labels import label_of, words_of
from bot.console.content.marks import unlike
from bot.console.content.merging import MINE, THEIRS, Choice, choices
from bot.console.content.nodes import Names
from bot.console.pages.scripts.common import ask, desk_of, names_of, titled, url_of
from bot.console.render import render
from bot.publish.views import DraftView

NEEDED = "请选一边。"


def rows(kind: str, found: list[Choice], chosen: Mapping[str, str], names: Names, theirs: Any, mine: Any) -> list[Any]:
    """Return the choices as a page shows them."""
    made = []
    for one in found:
        left, right = unlike(words_of(one.theirs, names), words_of(one.mine, names))
        value = chosen.get(one.path, one.suggested)
        made.append(
            {
                "path": one.path,
                "label": label_of(kind, one.path, names, mine, theirs),
                "theirs": left,
                "mine": right,
                "value": value if value in (MINE, THEIRS) else "",
                "suggested": one.suggested,
                "error": NEEDED if chosen and value not in (MINE, THEIRS) else "",
            }
        )
    return made


async def show_conflict(
    request: web.Request,
    theirs: DraftView,
    opened: dict[str, Any],
    mine: dict[str, Any],
    why: str,
    chosen: Mapping[str, str],
) -> web.Response:
    """Return the page after a colleague saved the same draft first."""
    names = await ask(names_of, desk_of(request))
    found = choices(opened, theirs.data or {}, mine)
    return render(
        request,
        "scripts/conflict",
        status=409,
        title="两个人改了同一份",
        draft=theirs,
        name=titled(theirs, names),
        who=theirs.authors[-1],
        rows=rows(theirs.kind, found, chosen, names, theirs.data, mine),
        action=f"/drafts/{theirs.id}/merge",
        mine=json.dumps(mine, ensure_ascii=False),
        opened=json.dumps(opened, ensure_ascii=False),
        version=theirs.version,
        why=why or theirs.why,
        is_rebase=False,
        may_save=theirs.state in ("editing", "returned"),
    )


def show_unsaved(
    request: web.Request, draft: DraftView | None, form: Mapping[str, str], reason: str, item: dict[str, Any]
) -> web.Response:
    """Return the page for a text that cannot be saved here: it is shown, and can become a draft of its own."""
    typed = [value for key, value in form.items() if key not in ("csrf", "opened", "version", "then") and value.strip()]
    return render(
        request,
        "scripts/unsaved",
        status=409,
        title="没有存上，写的都还在",
        reason=reason,
        draft=draft,
        item=json.dumps(item, ensure_ascii=False) if draft and item else "",
        typed=typed,
        back=url_of(draft.kind, draft.item_id) if draft else "/drafts",
    )
