"""`/publish/releases/{digest}/back`: back to an earlier release, after saying what that will change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.asking import ask, desk_of, find
from bot.console.forms import fields
from bot.console.keys import KNOWLEDGE
from bot.console.naming import KINDS, item_name
from bot.console.pages.publish.draft import LONGEST_REASON
from bot.console.pages.publish.releases import one_release
from bot.console.pages.publish.shown import counted, release_names
from bot.console.render import render, see_other
from bot.console.visit import actor_of
from bot.publish.releases import SNAPSHOT, folder, read_json
from bot.publish.rollback import back_to
from bot.publish.service import Desk
from bot.publish.views import ReleaseView
from db.example_changes import active_examples, text_of
from db.items import read_item
from db.session import transaction

PARTS = ("model", "content")


@dataclass(frozen=True)
class Outlook:
    """What going back would change.

    Attributes:
        release: where it leads.
        releases: all of them.
        items: (kind, id) of the content that would be set back; None: no content was kept.
        examples: what would happen to the examples, in words.
    """

    release: ReleaseView
    releases: list[ReleaseView]
    items: list[tuple[str, str]] | None
    examples: str


def outlook(desk: Desk, digest: str) -> Outlook:
    """Find out.

    Raises:
        UnknownItem: there is no such release.
    """
    release, releases = one_release(desk, digest)
    words = read_json(folder(desk.jobs.settings, digest) / SNAPSHOT)
    if words is None:
        return Outlook(release, releases, None, "")
    with transaction(desk.engine) as session:
        now = [text_of(row) for row in active_examples(session)]
        return Outlook(release, releases, _set_back(session, words), counted(back_to(words["examples"], now)))


def _set_back(session: Session, words: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (kind, str(item["id"]))
        for kind, items in words["items"].items()
        for item in items
        if read_item(session, kind, str(item["id"])) != item
    ]


async def get_back(request: web.Request) -> web.Response:
    """Say what will change."""
    return await _page(request, {"part": "model", "reason": ""}, {})


async def _page(request: web.Request, form: dict[str, str], errors: dict[str, str]) -> web.Response:
    seen = await find(outlook, desk_of(request), request.match_info["digest"])
    knowledge, names = request.app[KNOWLEDGE].current(), release_names(seen.releases)
    live = next((one for one in seen.releases if one.state == "live"), None)
    return render(
        request,
        "publish/back",
        status=422 if errors else 200,
        title=f"回到{names[seen.release.digest]}",
        seen=seen,
        items=[f"{KINDS[kind]}：{item_name(kind, item_id, knowledge)}" for kind, item_id in seen.items or ()],
        names=names,
        live=live,
        form=form,
        errors=errors,
    )


async def post_back(request: web.Request) -> web.Response:
    """Go back; every replica has the earlier model afterwards, or all keep what they had."""
    form = await fields(request, part=10, reason=LONGEST_REASON)
    errors = {} if form["reason"] else {"reason": "请写明为什么，会留在审计里。"}
    if form["part"] not in PARTS:
        errors["part"] = "请选一种。"
    if errors:
        return await _page(request, form, errors)
    rollback, digest = desk_of(request).jobs.rollback, request.match_info["digest"]
    asked = await ask(rollback, digest, actor_of(request), form["reason"], form["part"] == "content")
    if asked.value is None:
        return await _page(request, form, {"reason": asked.refused})
    done = asked.value
    also = f"，{len(done.items)} 项内容和 {done.examples} 句例句也回去了" if form["part"] == "content" else ""
    return see_other(request, "/publish/replicas", f"回去了{also}。下面是每个副本现在的样子。")
