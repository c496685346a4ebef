"""`/items/{kind}/new`: a new number, question or signal; only the number is asked for, the rest is the draft."""

from __future__ import annotations

import re

from aiohttp import web

from bot.console.content.ids import new_id
from bot.console.content.shapes import KIND_NAMES
from bot.console.forms import fields
from bot.console.pages.scripts.common import ask, desk_of, kind_of_path
from bot.console.render import local_time, render, see_other
from bot.console.visit import actor_of, now_of
from bot.publish.rules import NotAllowed
from db.items import KINDS, Item

_NUMBER = re.compile(r"\d{3,5}")
WRONG = "要写成 3 到 5 位数字，例如 96110。"
TAKEN = "这个号码已经有了，请到列表里改它。"


async def get_new(request: web.Request) -> web.Response:
    """Ask for the number of a hotline, or just whether to begin."""
    return await _form(request, "", "")


async def post_new(request: web.Request) -> web.Response:
    """Begin the draft."""
    kind, desk, actor = _new_kind(request), desk_of(request), actor_of(request)
    number = (await fields(request, number=12))["number"]
    known = {str(one["id"]) for one in await ask(desk.items, kind)}
    known |= {one.item_id for one in await ask(desk.drafts.listed) if one.kind == kind}
    if kind == "hotline" and (not _NUMBER.fullmatch(number) or number in known):
        return await _form(request, number, TAKEN if number in known else WRONG)
    item_id = number if kind == "hotline" else new_id(kind[0], now_of(request).date(), known)
    item: Item = {"id": item_id}
    if kind == "hotline":
        item["reviewed"] = local_time(now_of(request), "%Y-%m-%d")
    try:
        draft = await ask(desk.drafts.open, kind, item_id, actor, "", item)
    except NotAllowed as error:
        return see_other(request, f"/items/{kind}", str(error))
    return see_other(request, f"/drafts/{draft.id}/edit")


async def _form(request: web.Request, number: str, error: str) -> web.Response:
    kind = _new_kind(request)
    return render(
        request,
        "scripts/new",
        status=422 if error else 200,
        title=f"加一条{KIND_NAMES[kind]}",
        kind=kind,
        number=number,
        error=error,
    )


def _new_kind(request: web.Request) -> str:
    kind = kind_of_path(request)
    if not KINDS[kind].may_be_new:
        raise web.HTTPNotFound
    return kind
