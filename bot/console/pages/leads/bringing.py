"""`/blocklist/import`: a CSV is looked at first; loading does what was shown; the whole of it can be taken back."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import datetime

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.forms import number_of
from bot.console.keys import KNOWLEDGE
from bot.console.pages.leads.reasons import BAD_HEADS, in_chinese
from bot.console.render import render, see_other
from bot.console.sealing import sealer_of
from bot.console.uploads import read_csv
from bot.console.visit import actor_of, in_transaction, now_of
from bot.edge.blocklist_csv import BadFile, Report, read
from bot.edge.judging import make_judge
from bot.edge.seal import Sealer
from db import blocked, blocked_edit, import_runs
from db.audit import Actor, record
from db.blocked import Entry
from db.import_models import ImportRun
from db.import_runs import BLOCKLIST, LOADED, LOOKED, UNDONE, Looked
from db.joined import joined

HEADS = {"种类": "kind", "内容": "value", "来源": "source"}
MOVED = "这批名单的状态刚变过，什么都没有做。看看现在的样子。"


async def get_import(request: web.Request) -> web.Response:
    """Ask for the file."""
    return render(request, "leads/import", title="导入黑名单", errors={})


async def post_import(request: web.Request) -> web.Response:
    """Look at the file; nothing is put on the list."""
    file, text, wrong = await read_csv(request, HEADS)
    report = Report()
    if not wrong:
        hotlines = frozenset((await asyncio.to_thread(request.app[KNOWLEDGE].current)).hotlines)
        report, wrong = await asyncio.to_thread(_report, text, sealer_of(request), hotlines)
    if wrong:
        return render(request, "leads/import", status=422, title="导入黑名单", errors={"file": wrong})
    run = await in_transaction(request, _look, file, report, actor_of(request))
    return see_other(request, f"/blocklist/imports/{run}")


def _report(text: str, sealer: Sealer, hotlines: frozenset[str]) -> tuple[Report, str]:
    try:
        return read(text, make_judge(sealer), sealer, hotlines), ""
    except BadFile:
        return Report(), BAD_HEADS.format("、".join(HEADS))


def _look(session: Session, file: str, report: Report, actor: Actor) -> int:
    known = blocked.among(joined(session), [entry.fingerprint for entry in report.entries])
    found = Looked(
        [asdict(entry) for entry in report.entries],
        len(report.entries) - len(known),
        report.twice,
        [in_chinese(line) for line in report.bad],
    )
    return import_runs.look(session, BLOCKLIST, file, found, actor.name, actor.at).id


async def get_run(request: web.Request) -> web.Response:
    """Show what loading would do, or what it did."""
    run = await in_transaction(request, _run, number_of(request), now_of(request))
    title = {LOOKED: "看一眼再放进去", LOADED: "放进黑名单的一批", UNDONE: "撤回了的一批"}[run.state]
    return render(request, "leads/run", title=title, run=run)


def _run(session: Session, number: int, now: datetime) -> ImportRun:
    run = import_runs.find(session, BLOCKLIST, number, now)
    if run is None:
        raise web.HTTPNotFound
    return run


async def post_load(request: web.Request) -> web.Response:
    """Put on the list what was shown."""
    number = number_of(request)
    added = await in_transaction(request, _load, number, actor_of(request))
    own = f"/blocklist/imports/{number}"
    return see_other(request, own, MOVED if added is None else f"放进 {added} 条，几秒后居民发来就会提醒。")


def _load(session: Session, number: int, actor: Actor) -> int | None:
    run = _run(session, number, actor.at)
    entries = [Entry(**one) for one in run.entries] if run.state == LOOKED else []
    known = blocked.among(joined(session), [entry.fingerprint for entry in entries])
    fresh = [entry.fingerprint for entry in entries if entry.fingerprint not in known]
    if not entries or not import_runs.move(session, run, LOADED, actor.name, actor.at, fresh, len(fresh)):
        return None
    blocked.add(joined(session), entries, actor.at)
    record(session, actor, "blocklist.import", run.file, {"rows": len(fresh), "bad": len(run.bad)})
    return len(fresh)


async def get_undo(request: web.Request) -> web.Response:
    """Ask whether to take all of it back."""
    run = await in_transaction(request, _run, number_of(request), now_of(request))
    if run.state != LOADED:
        raise web.HTTPNotFound
    own = f"/blocklist/imports/{run.id}"
    words = [
        f"“{run.file}”放进去的 {run.new} 条会全部拿出来。居民再发来这些，就不再按黑名单提醒。",
        "这批之前就在名单上的不动。要恢复，把文件再导入一次。",
    ]
    return render(
        request,
        "confirm",
        title="整批撤回",
        words=words,
        action=f"{own}/undo",
        button="整批撤回",
        back=own,
        danger=True,
    )


async def post_undo(request: web.Request) -> web.Response:
    """Take all of it back."""
    number = number_of(request)
    gone = await in_transaction(request, _undo, number, actor_of(request))
    return see_other(request, f"/blocklist/imports/{number}", MOVED if gone is None else f"拿出来 {gone} 条。")


def _undo(session: Session, number: int, actor: Actor) -> int | None:
    run = _run(session, number, actor.at)
    came_at, fingerprints = run.done_at, [str(one) for one in run.entries]
    if run.state != LOADED or not import_runs.move(session, run, UNDONE, actor.name, actor.at, [], run.new):
        return None
    gone = blocked_edit.take_off(session, fingerprints, came_at)
    record(session, actor, "blocklist.undo", run.file, {"rows": gone})
    return gone
