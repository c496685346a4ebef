"""`/posters`: which posters are wanted; the set is made in a process of its own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.keys import ENGINE, KNOWLEDGE, SETTINGS
from bot.console.render import render, see_other
from bot.console.visit import actor_of, in_transaction, now_of
from bot.posters.asked import Asked, sheets
from bot.posters.files import spawn
from bot.posters.options import DESIGN_NAMES, WEB, WECHAT
from bot.posters.scenes import Topic
from bot.posters.spots import PLACES, SIZES
from bot.posters.wechat_codes import has_account
from db import places, poster_jobs, posters
from db.audit import Actor, record
from db.knowledge import Knowledge

MOST = 400  # sheets in one set: about twenty minutes on an ordinary machine
TURNS = "turns"  # one design after the other
_NO_URL = "还没有设居民打开助手的网址，二维码印不出来。请管理员设 PUBLIC_URL。"
_OPENS = [(WECHAT, "微信公众号"), (WEB, "网页")]
_BUSY = "前面一套还在做，等它做完再开始。"


@dataclass
class Form:
    """What was ticked, and what is wrong with it."""

    types: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    designs: list[str] = field(default_factory=lambda: list(DESIGN_NAMES))
    sizes: list[str] = field(default_factory=lambda: list(SIZES))
    spot: str = ""
    opens: str = WECHAT
    errors: dict[str, str] = field(default_factory=dict)

    def asked(self) -> Asked:
        """Return what is wanted."""
        designs = () if TURNS in self.designs else tuple(self.designs)
        return Asked(
            tuple(self.types), tuple(self.groups), tuple(self.places), designs, tuple(self.sizes), self.spot, self.opens
        )


_EMPTY = {
    "types": "至少选一种骗局。",
    "groups": "至少选一种人。",
    "places": "至少选一种地方。",
    "designs": "至少选一种式样。",
    "sizes": "至少选一种尺寸。",
}


def check(form: Form, number: int) -> dict[str, str]:
    """Return what is wrong with an order of so many sheets, by field. Pure."""
    wrong = {name: words for name, words in _EMPTY.items() if not getattr(form, name)}
    if not wrong and not number:
        wrong["types"] = "这几样合不成一张：有的骗局不给未成年人看，也不贴在学校。"
    if number > MOST:
        wrong["types"] = f"一共 {number} 张，一次最多 {MOST} 张。少选几样，或者式样选“轮着来”。"
    return wrong


async def get_posters(request: web.Request) -> web.Response:
    """Show the form and the latest sets."""
    known = set(await _knowledge_ids(request))
    asked = [one for one in request.query.getall("type", []) if one in known]
    return await _page(request, Form(types=asked))


async def post_posters(request: web.Request) -> web.Response:
    """Order a set."""
    knowledge = await asyncio.to_thread(request.app[KNOWLEDGE].current)
    spots = {one.id for one in await asyncio.to_thread(places.listed, request.app[ENGINE])}
    form = _read(await request.post(), knowledge, spots)
    complete = all(getattr(form, name) for name in _EMPTY)
    wanted = sheets(form.asked(), knowledge) if complete else []
    form.errors = check(form, len(wanted))
    if not form.errors and not request.app[SETTINGS].public_url:
        form.errors = {"types": _NO_URL}
    if form.errors:
        return await _page(request, form)
    topics = {sheet.topic for sheet in wanted}
    job = await in_transaction(request, _order, actor_of(request), form.asked(), topics, len(wanted))
    if not job:
        form.errors = {"types": _BUSY}
        return await _page(request, form)
    await asyncio.to_thread(spawn, request.app[SETTINGS], job)
    return see_other(request, f"/posters/{job}")


def _order(session: Session, actor: Actor, asked: Asked, topics: set[Topic], number: int) -> int:
    if poster_jobs.under_way(session, actor.at):
        return 0
    found = [posters.Scene(one.scene, one.type, one.group, one.place, one.spot) for one in topics]
    posters.register(session, found, actor.at)
    job = poster_jobs.order(session, asked.dump(), number, actor.name, actor.at)
    record(session, actor, "posters.order", f"宣传品 {job} 号", {"sheets": number})
    return job


def _read(posted: Any, knowledge: Knowledge, spots: set[str]) -> Form:
    """Return what was ticked; what no page of ours offers is left out."""

    def ticked(name: str, known: Any) -> list[str]:
        return [one for one in known if one in posted.getall(name, [])]

    spot = str(posted.get("spot", ""))
    return Form(
        ticked("types", knowledge.scripts),
        ticked("groups", knowledge.groups),
        ticked("places", PLACES),
        ticked("designs", (*DESIGN_NAMES, TURNS)),
        ticked("sizes", SIZES),
        spot if spot in spots else "",
        WEB if posted.get("opens") == WEB else WECHAT,
    )


async def _knowledge_ids(request: web.Request) -> list[str]:
    return list((await asyncio.to_thread(request.app[KNOWLEDGE].current)).scripts)


async def _page(request: web.Request, form: Form) -> web.Response:
    knowledge = await asyncio.to_thread(request.app[KNOWLEDGE].current)
    spots = await asyncio.to_thread(places.listed, request.app[ENGINE])
    families: dict[str, list[tuple[str, str]]] = {}
    for script in knowledge.scripts.values():
        families.setdefault(script.family_name, []).append((script.id, script.name))
    return render(
        request,
        "posters/order",
        status=422 if form.errors else 200,
        title="宣传品",
        form=form,
        errors=form.errors,
        families=families,
        groups=[(key, str(one["name"])) for key, one in knowledge.groups.items()],
        places=[(one.id, one.name) for one in PLACES.values()],
        designs=[*DESIGN_NAMES.items(), (TURNS, "轮着来：每张海报一种")],
        sizes=[(one.id, one.name) for one in SIZES.values()],
        spots=[("", "不固定，哪里都能贴"), *((one.id, f"{one.township}{one.village}{one.name}") for one in spots)],
        opens=_OPENS,
        has_account=has_account(request.app[SETTINGS]),
        sets=await in_transaction(request, poster_jobs.listed),
        states=STATES,
        now=now_of(request),
    )


STATES = {"queued": "排着队", "running": "正在做", "done": "做好了", "failed": "没有做成"}
