"""`/articles`: drafts for the public account and for short videos, seen before they are taken away."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import IO

from aiohttp import web

from bot.console.articles.content import ANYBODY, Article, article, video
from bot.console.articles.wechat import html
from bot.console.articles.word import write_article, write_video
from bot.console.exports.sending import DOCX, send_file
from bot.console.forms import fields
from bot.console.keys import KNOWLEDGE
from bot.console.render import render
from bot.console.visit import actor_of, in_transaction
from db.audit import record
from db.knowledge import Knowledge

WORD, WECHAT, VIDEO = "word", "wechat", "video"
_NAMES = {WORD: "文章_{}.docx", WECHAT: "公众号_{}.html", VIDEO: "短视频脚本_{}.docx"}


async def get_articles(request: web.Request) -> web.Response:
    """Show the drafts of a type."""
    knowledge = await asyncio.to_thread(request.app[KNOWLEDGE].current)
    type_id, group = _chosen(knowledge, request.query.get("type", ""), request.query.get("group", ""))
    return render(
        request,
        "posters/articles",
        title="文章和短视频",
        type=type_id,
        group=group,
        types=[(one.id, f"{one.family_name}：{one.name}") for one in knowledge.scripts.values()],
        groups=[(key, str(one["name"])) for key, one in knowledge.groups.items()],
        article=article(knowledge, type_id, group) if type_id else None,
        video=video(knowledge, type_id, group) if type_id else None,
    )


async def post_file(request: web.Request) -> web.StreamResponse:
    """Send one of the drafts as a file."""
    form = await fields(request, type=40, group=40, what=8)
    knowledge = await asyncio.to_thread(request.app[KNOWLEDGE].current)
    type_id, group = _chosen(knowledge, form["type"], form["group"])
    if form["what"] not in _NAMES or type_id != form["type"] or not type_id:
        raise web.HTTPBadRequest
    name = _NAMES[form["what"]].format(knowledge.scripts[type_id].name)
    await in_transaction(request, record, actor_of(request), "article.export", name)
    if form["what"] == VIDEO:
        return await send_file(request, name, DOCX, partial(write_video, what=video(knowledge, type_id, group)))
    made = article(knowledge, type_id, group)
    if form["what"] == WORD:
        return await send_file(request, name, DOCX, partial(write_article, what=made))
    return await send_file(request, name, "text/html", partial(_write_html, made))


def _write_html(made: Article, target: IO[bytes]) -> None:
    target.write(html(made).encode())


def _chosen(knowledge: Knowledge, type_id: str, group: str) -> tuple[str, str]:
    """Return what was chosen as far as there is such a thing. Pure."""
    return (type_id if type_id in knowledge.scripts else "", group if group in knowledge.groups else ANYBODY)
