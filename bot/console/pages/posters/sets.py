"""`/posters/{id}`: one set, live: how far it is, each sheet to look at, the file to take away."""

from __future__ import annotations

import asyncio
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.forms import number_of
from bot.console.keys import SETTINGS
from bot.console.pages.posters.order import STATES
from bot.console.render import render, see_other
from bot.console.visit import actor_of, in_transaction, now_of
from bot.posters.files import file_of, spawn
from db import poster_jobs
from db.audit import Actor, record
from db.poster_models import PosterJob

_KINDS = {"pdf": "application/pdf", "png": "image/png"}
_DEAD = "做它的程序停了。按“接着做”，做好的不用重做；还是不成，请告诉管理员。"


async def get_set(request: web.Request) -> web.Response:
    """Show it."""
    job = await _job(request)
    names = await asyncio.to_thread(listed, _file(request, job)) if job.state == poster_jobs.DONE else []
    return render(
        request, "posters/set", title=f"宣传品 {job.id} 号", job=job, names=names, **_moving(job, now_of(request))
    )


async def get_progress(request: web.Request) -> web.Response:
    """Return the part of the page that moves."""
    job = await _job(request)
    return render(request, "posters/progress", job=job, **_moving(job, now_of(request)))


async def post_again(request: web.Request) -> web.Response:
    """Let a set whose process died go on where it stopped."""
    job = await _job(request)
    if await in_transaction(request, _again, actor_of(request), job.id):
        await asyncio.to_thread(spawn, request.app[SETTINGS], job.id)
    return see_other(request, f"/posters/{job.id}")


def _again(session: Session, actor: Actor, job: int) -> bool:
    if poster_jobs.under_way(session, actor.at) or not poster_jobs.again(session, job, actor.at):
        return False
    record(session, actor, "posters.order", f"宣传品 {job} 号", {"again": 1})
    return True


async def get_zip(request: web.Request) -> web.FileResponse:
    """Send the whole set."""
    job = await _job(request)
    path = _file(request, job)
    if not path.exists():
        raise web.HTTPNotFound
    disposition = f'attachment; filename="posters-{job.id}.zip"'
    return web.FileResponse(path, headers={"Content-Disposition": disposition, "Content-Type": "application/zip"})


async def get_sheet(request: web.Request) -> web.Response:
    """Send one sheet to be looked at or printed."""
    form = request.match_info["form"]
    names = await asyncio.to_thread(listed, _file(request, await _job(request)))
    number = number_of(request, "n")
    if form not in _KINDS or not 1 <= number <= len(names):
        raise web.HTTPNotFound
    body = await asyncio.to_thread(_read, _file(request, await _job(request)), f"{names[number - 1]}.{form}")
    return web.Response(body=body, content_type=_KINDS[form], headers={"Content-Disposition": "inline"})


def listed(path: Path) -> list[str]:
    """Return the sheets of a set, without their endings; none where its week is over."""
    if not path.exists():
        return []
    with zipfile.ZipFile(path) as archive:
        return sorted({name.removesuffix(".pdf") for name in archive.namelist() if name.endswith(".pdf")})


def _read(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def _moving(job: PosterJob, now: datetime) -> dict[str, Any]:
    """Return how far a set is; one whose process died does not move any more. Pure."""
    waiting = job.state in (poster_jobs.QUEUED, poster_jobs.RUNNING)
    dead = waiting and now - job.moved_at > poster_jobs.SILENT
    percent = 100 if job.state == poster_jobs.DONE else int(100 * job.made / max(job.total, 1))
    state = "没有做成" if dead else STATES[job.state]
    return {
        "is_moving": waiting and not dead,
        "percent": percent,
        "state": state,
        "error": _DEAD if dead else job.error,
    }


async def _job(request: web.Request) -> PosterJob:
    job = await in_transaction(request, poster_jobs.one, number_of(request))
    if job is None:
        raise web.HTTPNotFound
    return job


def _file(request: web.Request, job: PosterJob) -> Path:
    return file_of(request.app[SETTINGS], job.id)
