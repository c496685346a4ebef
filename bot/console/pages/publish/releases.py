"""`/publish/releases`: every release; `/publish/replicas`: what each replica says now."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.console.asking import desk_of, find
from bot.console.keys import KNOWLEDGE
from bot.console.pages.publish.measured import measured
from bot.console.pages.publish.progress import STATES
from bot.console.pages.publish.shown import RELEASE_STATES, release_names
from bot.console.render import render
from bot.publish.releases import live
from bot.publish.replicas import ReplicaFailed, must_be_well
from bot.publish.service import Desk
from bot.publish.views import JobView, ReleaseView
from db.items import UnknownItem
from db.session import transaction


async def get_releases(request: web.Request) -> web.Response:
    """List releases, newest first, and the last jobs."""
    releases, jobs = await asyncio.to_thread(_read, desk_of(request))
    return render(
        request,
        "publish/releases",
        title="历次发布",
        releases=releases,
        names=release_names(releases),
        states=RELEASE_STATES,
        jobs=jobs,
        job_states=STATES,
    )


def _read(desk: Desk) -> tuple[list[ReleaseView], list[JobView]]:
    return desk.jobs.releases(), desk.jobs.listed(20)


async def get_release(request: web.Request) -> web.Response:
    """Show one release and how it compares with the one before it."""
    desk = desk_of(request)
    release, releases, job, found = await find(_one, desk, request.match_info["digest"])
    names = release_names(releases)
    return render(
        request,
        "publish/release",
        title=names[release.digest],
        release=release,
        job=job,
        states=RELEASE_STATES,
        measured=measured(found, job.gate if job else {}, desk, request.app[KNOWLEDGE].current()),
        baseline=names.get(found.get("baseline", ""), ""),
    )


def one_release(desk: Desk, digest: str) -> tuple[ReleaseView, list[ReleaseView]]:
    """Return (release, all of them).

    Raises:
        UnknownItem: there is none of this digest.
    """
    releases = desk.jobs.releases()
    found = next((one for one in releases if one.digest == digest), None)
    if found is None:
        raise UnknownItem(digest)
    return found, releases


def _one(desk: Desk, digest: str) -> tuple[ReleaseView, list[ReleaseView], JobView | None, dict[str, Any]]:
    release, releases = one_release(desk, digest)
    job = desk.jobs.get(release.job_id) if release.job_id else None
    return release, releases, job, desk.jobs.differences(digest)


@dataclass(frozen=True)
class ReplicaShown:
    """What one replica answered to a known message."""

    url: str
    model: str
    seconds: float
    trouble: str


async def get_replicas(request: web.Request) -> web.Response:
    """Ask every replica a known message now."""
    asked = await asyncio.to_thread(_ask_all, desk_of(request))
    return render(request, "publish/replicas", title="运行情况", replicas=asked)


def _ask_all(desk: Desk) -> list[ReplicaShown]:
    with transaction(desk.engine) as session:
        row = live(session)
        name = row.export_digest[:12] if row else ""
    return [_asked(desk, url, name) for url in desk.jobs.shop.served.urls()]


def _asked(desk: Desk, url: str, name: str) -> ReplicaShown:
    shop = desk.jobs.shop
    try:
        answer = must_be_well(shop.served, url, name, shop.limits.slowest)
    except ReplicaFailed as error:
        return ReplicaShown(url, "", 0.0, str(error))
    return ReplicaShown(url, answer.model, answer.seconds, "")
