"""`/publish`: what waits for a second person, and the start of a job that makes a model."""

from __future__ import annotations

from aiohttp import web

from bot.console.asking import Asked, ask, desk_of
from bot.console.forms import fields
from bot.console.keys import KNOWLEDGE
from bot.console.pages.publish.shown import draft_line, release_names
from bot.console.render import render, see_other
from bot.console.visit import actor_of
from bot.publish.service import Desk
from bot.publish.views import DraftView, JobView, ReleaseView

_MOST = 50


async def get_publish(request: web.Request) -> web.Response:
    """Show what waits."""
    return await _page(request)


async def _page(
    request: web.Request, refused: Asked[JobView] | None = None, chosen: tuple[int, ...] = ()
) -> web.Response:
    submitted, job, releases = (await ask(_read, desk_of(request))).value or ([], None, [])
    knowledge, me = request.app[KNOWLEDGE].current(), actor_of(request).name
    lines = [draft_line(draft, knowledge, me) for draft in submitted]
    return render(
        request,
        "publish/waiting",
        status=422 if refused else 200,
        title="发布",
        words=[line for line in lines if line.draft.way == "words"],
        model=[line for line in lines if line.draft.way == "model" and line.draft.job_id is None],
        job=job,
        live=next((one for one in releases if one.state == "live"), None),
        names=release_names(releases),
        refused=refused,
        chosen=chosen,
    )


def _read(desk: Desk) -> tuple[list[DraftView], JobView | None, list[ReleaseView]]:
    return desk.drafts.listed(("submitted",)), desk.jobs.active(), desk.jobs.releases()


async def post_start(request: web.Request) -> web.Response:
    """Start a job with the drafts that are ticked."""
    ids, again = await ticked(request), (await fields(request, again=1))["again"]
    if not ids and again != "1":
        return await _page(request, Asked(None, "请至少勾上一份草稿。"))
    asked = await ask(desk_of(request).jobs.start, ids, actor_of(request))
    if asked.value is None:
        return await _page(request, asked, ids)
    return see_other(request, f"/publish/jobs/{asked.value.id}", "开始了。可以离开这一页，随时回来看。")


async def ticked(request: web.Request) -> tuple[int, ...]:
    """Return the numbers of the boxes that are ticked.

    Raises:
        HTTPBadRequest: one is no number.
    """
    given = [str(value) for value in (await request.post()).getall("draft", [])]
    if len(given) > _MOST or not all(one.isascii() and one.isdigit() and len(one) < 10 for one in given):
        raise web.HTTPBadRequest
    return tuple(dict.fromkeys(int(one) for one in given))
