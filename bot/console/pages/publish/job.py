"""`/publish/jobs/{id}`: one job, live: steps, time left, log, what the model does better and worse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.console.asking import Asked, desk_of, find
from bot.console.forms import number_of
from bot.console.keys import KNOWLEDGE
from bot.console.pages.publish.measured import measured
from bot.console.pages.publish.progress import STATES, is_moving, log_lines, steps_shown, time_left
from bot.console.pages.publish.shown import DraftLine, draft_line, may_approve, release_names
from bot.console.render import render
from bot.console.visit import actor_of
from bot.publish.service import Desk
from bot.publish.views import DraftView, JobView, ReleaseView


@dataclass(frozen=True)
class Seen:
    """A job with all that stands around it."""

    job: JobView
    drafts: list[DraftView]
    differences: dict[str, Any]
    releases: list[ReleaseView]


def read(desk: Desk, job_id: int) -> Seen:
    """Read a job.

    Raises:
        UnknownItem: there is none.
    """
    job = desk.jobs.get(job_id)
    found = desk.jobs.differences(job.digest) if job.digest else {}
    return Seen(job, [desk.drafts.get(one) for one in job.drafts], found, desk.jobs.releases())


async def get_job(request: web.Request) -> web.Response:
    """Show it."""
    return await job_page(request)


async def job_page(request: web.Request, refused: Asked[JobView] | None = None) -> web.Response:
    """Return the page, also after something was refused."""
    seen = await find(read, desk_of(request), number_of(request))
    knowledge, me = request.app[KNOWLEDGE].current(), actor_of(request).name
    lines: list[DraftLine] = [draft_line(draft, knowledge, me) for draft in seen.drafts]
    authors = {name for draft in seen.drafts for name in draft.authors}
    return render(
        request,
        "publish/job",
        status=422 if refused else 200,
        title=f"发布任务 {seen.job.id}",
        job=seen.job,
        lines=lines,
        may_approve=may_approve(seen.job, authors, me),
        measured=measured(seen.differences, seen.job.gate, desk_of(request), knowledge),
        names=release_names(seen.releases),
        refused=refused,
        **_moving(seen.job),
    )


def _moving(job: JobView) -> dict[str, Any]:
    return {
        "is_moving": is_moving(job),
        "steps": steps_shown(job),
        "left": time_left(job),
        "log": log_lines(job.log),
        "states": STATES,
    }


async def get_progress(request: web.Request) -> web.Response:
    """Return the part of the page that moves."""
    job = await find(desk_of(request).jobs.get, number_of(request))
    return render(request, "publish/progress", job=job, **_moving(job))
