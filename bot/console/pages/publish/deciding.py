"""What people decide about a job: cancel, go on, override the gate, approve. Each asks on a page first."""

from __future__ import annotations

from aiohttp import web

from bot.console.asking import Asked, ask, desk_of, find
from bot.console.forms import fields, number_of
from bot.console.keys import KNOWLEDGE
from bot.console.pages.publish.draft import LONGEST_REASON
from bot.console.pages.publish.job import job_page, read
from bot.console.pages.publish.shown import draft_line
from bot.console.render import render, see_other
from bot.console.visit import actor_of
from bot.publish.views import JobView


async def get_cancel(request: web.Request) -> web.Response:
    """Ask whether to give the job up."""
    job = await find(desk_of(request).jobs.get, number_of(request))
    words = ["任务会停下来，居民用的模型不变。", "里面的草稿回到“等发布”，以后可以重新开始。"]
    own = f"/publish/jobs/{job.id}"
    return render(
        request, "confirm", title=f"取消发布任务 {job.id}", words=words, action=f"{own}/cancel", button="取消这个任务",
        back=own, danger=True,
    )  # fmt: skip


async def post_cancel(request: web.Request) -> web.Response:
    """Give the job up."""
    asked = await ask(desk_of(request).jobs.cancel, number_of(request), actor_of(request))
    return await _after(request, asked, "取消了。草稿还在，居民用的没有变。")


async def post_resume(request: web.Request) -> web.Response:
    """Start the process of the job again."""
    asked = await ask(desk_of(request).jobs.resume, number_of(request), actor_of(request))
    return await _after(request, asked, "接着做了，从没做完的那一步开始。")


async def post_override(request: web.Request) -> web.Response:
    """Let a refused model pass, with a reason on record; it still needs approval."""
    form = await fields(request, reason=LONGEST_REASON)
    asked = await ask(desk_of(request).jobs.override, number_of(request), actor_of(request), form["reason"])
    return await _after(request, asked, "破例放行了，理由记在审计里。还要另一位同事批准才会换上。")


async def get_approve(request: web.Request) -> web.Response:
    """Say what approval will do."""
    seen = await find(read, desk_of(request), number_of(request))
    if seen.job.state != "waiting":
        return see_other(request, f"/publish/jobs/{seen.job.id}", "这个任务现在不在等批准。")
    knowledge, me = request.app[KNOWLEDGE].current(), actor_of(request).name
    lines = [draft_line(draft, knowledge, me) for draft in seen.drafts]
    return render(request, "publish/approve", title=f"批准发布任务 {seen.job.id}", job=seen.job, lines=lines)


async def post_approve(request: web.Request) -> web.Response:
    """Approve it as a second person; the swap begins at once."""
    form = await fields(request, reason=LONGEST_REASON)
    asked = await ask(desk_of(request).jobs.approve, number_of(request), actor_of(request), form["reason"])
    return await _after(request, asked, "批准了，正在一个副本一个副本地换上。")


async def _after(request: web.Request, asked: Asked[JobView], done: str) -> web.Response:
    if asked.value is None:
        return await job_page(request, asked)
    return see_other(request, f"/publish/jobs/{asked.value.id}", done)
