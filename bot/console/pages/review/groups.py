"""`/review/groups`: matters that are alike, "17 人说的差不多", and a new variant from all of them."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import date

from aiohttp import web
from sqlalchemy import Engine, select

from bot.console.forms import number_of
from bot.console.keys import ENGINE, GATHERING, KNOWLEDGE
from bot.console.pages.review import variant
from bot.console.pages.review.variant import Material
from bot.console.render import CHINA, render, see_other
from bot.console.shown import hider
from bot.console.type_search import name_of
from bot.console.visit import now_of
from db import cluster_trend, clusters
from db.clusters import Shown
from db.knowledge import Knowledge
from db.record_models import Matter
from db.session import transaction

Weeks = list[tuple[date, date, int]]


@dataclass(frozen=True)
class Group:
    """A group as staff see it.

    Attributes:
        cluster: as it was found.
        text: the most central words, masked once more.
        words: what stands out.
        weeks: how many matters began in each of the last weeks.
        texts: (matter, what was said).
        type_name: what most of them were taken for.
    """

    cluster: Shown
    text: str
    words: tuple[str, ...]
    weeks: Weeks
    texts: tuple[tuple[str, str], ...] = ()
    type_name: str = ""

    @property
    def trend(self) -> str:
        """Return how it goes, in one sentence."""
        (_, _, before), (_, _, now) = self.weeks[-2:]
        if now > before:
            return f"最近 7 天 {now} 件，前 7 天 {before} 件，在变多"
        return f"最近 7 天 {now} 件，前 7 天 {before} 件" + ("，在变少" if now < before else "")


async def get_groups(request: web.Request) -> web.Response:
    """List them, the largest first."""
    groups, _ = await _all(request)
    gathering = request.app[GATHERING]
    return render(request, "review/groups", title="说得差不多的", groups=groups, gathering=gathering)


async def post_gather(request: web.Request) -> web.Response:
    """Group anew what waits; the page shows it when it is done."""
    begun = request.app[GATHERING].begin()
    told = "开始归拢了，一般一分钟内好。过一会儿再打开这一页。" if begun else "正在归拢，请再等一会儿。"
    return see_other(request, "/review/groups", told)


async def get_group(request: web.Request) -> web.Response:
    """Show one, with all that was said."""
    group, _ = await _one(request)
    return render(request, "review/group", title=f"{group.cluster.size} 人说的差不多", group=group)


async def get_group_variant(request: web.Request) -> web.Response:
    """Show the form."""
    group, knowledge = await _one(request)
    return variant.show(request, knowledge, _material(group))


async def post_group_variant(request: web.Request) -> web.Response:
    """Open the draft."""
    group, knowledge = await _one(request)
    return await variant.begin(request, knowledge, _material(group))


def _material(group: Group) -> Material:
    own = f"/review/groups/{group.cluster.id}"
    return Material(own, tuple(text for _, text in group.texts), group.words, group.type_name)


async def _all(request: web.Request) -> tuple[list[Group], Knowledge]:
    knowledge = await asyncio.to_thread(request.app[KNOWLEDGE].current)
    today = now_of(request).astimezone(CHINA).date()
    return await asyncio.to_thread(_read, request.app[ENGINE], knowledge, today), knowledge


def _read(engine: Engine, knowledge: Knowledge, today: date) -> list[Group]:
    found = clusters.shown(engine)
    with transaction(engine) as session:
        days = cluster_trend.days_of(session, [one.id for one in found])
    hide = hider(knowledge)
    return [
        Group(one, hide(one.text), tuple(map(hide, one.words)), cluster_trend.weeks(days.get(one.id, ()), today))
        for one in found
    ]


async def _one(request: web.Request) -> tuple[Group, Knowledge]:
    groups, knowledge = await _all(request)
    wanted = number_of(request)
    group = next((one for one in groups if one.cluster.id == wanted), None)
    if group is None:
        raise web.HTTPNotFound
    return await asyncio.to_thread(_with_texts, request.app[ENGINE], knowledge, group), knowledge


def _with_texts(engine: Engine, knowledge: Knowledge, group: Group) -> Group:
    members, hide = clusters.members(engine, group.cluster.id), hider(knowledge)
    texts = clusters.texts_of(engine, members)
    with transaction(engine) as session:
        types = Counter(session.scalars(select(Matter.type).where(Matter.id.in_(members), Matter.type != "")))
    best = types.most_common(1)
    return Group(
        group.cluster,
        group.text,
        group.words,
        group.weeks,
        tuple((matter, hide(texts[matter])) for matter in members if matter in texts),
        name_of(knowledge.scripts, best[0][0]) if best else "",
    )
