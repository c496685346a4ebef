"""`/places`: where kiosks stand and posters hang; a CSV is tried before it is imported."""

from __future__ import annotations

import asyncio

from aiohttp import web
from aiohttp.web_request import FileField
from sqlalchemy.orm import Session

from bot.console.exports.csv_file import csv_lines
from bot.console.exports.sending import send_lines
from bot.console.figures.names import KINDS
from bot.console.figures.table import Column, Row
from bot.console.forms import fields
from bot.console.keys import ENGINE
from bot.console.pages.places.dry_run import MOST, UNREADABLE, DryRun, decoded, dry_run
from bot.console.pages.places.words import SAMPLE
from bot.console.render import render, see_other
from bot.console.visit import actor_of, in_transaction
from db import places
from db.audit import Actor, record

NO_FILE = "请选一个 CSV 文件。"


async def get_places(request: web.Request) -> web.Response:
    """List them."""
    spots = await asyncio.to_thread(places.listed, request.app[ENGINE])
    return render(request, "places/list", title="地点", spots=spots, kinds=KINDS)


async def get_import(request: web.Request) -> web.Response:
    """Show the form."""
    return render(request, "places/import", title="导入地点", error="")


async def get_sample(request: web.Request) -> web.StreamResponse:
    """Send a file to begin with."""
    rows = [Row(line) for line in SAMPLE[1:]]
    return await send_lines(request, "地点样表.csv", csv_lines([Column(name) for name in SAMPLE[0]], rows))


async def post_import(request: web.Request) -> web.Response:
    """Show what the file would do; nothing is changed yet."""
    file = (await request.post()).get("file")
    if not isinstance(file, FileField) or not file.filename:
        return render(request, "places/import", status=422, title="导入地点", error=NO_FILE)
    text = decoded(await asyncio.to_thread(file.file.read))
    if text is None:
        return render(request, "places/import", status=422, title="导入地点", error=UNREADABLE)
    return await _tried(request, text)


async def post_load(request: web.Request) -> web.Response:
    """Import what was shown; a file that reads otherwise now is shown once more."""
    text = (await fields(request, text=2 * MOST))["text"]
    tried = dry_run(text, await asyncio.to_thread(places.listed, request.app[ENGINE]))
    if tried.problem or not tried.spots:
        return await _tried(request, text)
    new, changed = await in_transaction(request, _load, actor_of(request), tried)
    return see_other(request, "/places", f"导入好了：新增 {new} 个，改了 {changed} 个。")


def _load(session: Session, actor: Actor, tried: DryRun) -> tuple[int, int]:
    new, changed = places.load_into(session, tried.spots)
    record(session, actor, "places.import", "", {"new": new, "changed": changed, "bad": len(tried.bad)})
    return new, changed


async def _tried(request: web.Request, text: str) -> web.Response:
    tried = dry_run(text, await asyncio.to_thread(places.listed, request.app[ENGINE]))
    if tried.problem:
        return render(request, "places/import", status=422, title="导入地点", error=tried.problem)
    return render(request, "places/tried", title="导入以前先看看", tried=tried, kinds=KINDS)
