"""`/visits/import`: the police's list is looked at first; nobody comes on the list twice."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.forms import number_of
from bot.console.keys import KNOWLEDGE
from bot.console.pages.leads.reasons import BAD_HEADS, in_chinese
from bot.console.pages.visits.police_list import HEADS, SHOWN_HEADS, with_ids
from bot.console.render import render, see_other
from bot.console.sealing import sealer_of
from bot.console.uploads import read_csv
from bot.console.visit import actor_of, in_transaction, now_of
from bot.edge.blocklist_csv import BadFile
from bot.edge.seal import Sealer
from bot.edge.visits_csv import VisitsRead, read_visits
from db import import_runs, visits
from db.audit import Actor, record
from db.import_models import ImportRun
from db.import_runs import LOADED, LOOKED, VISITS, Looked
from db.joined import joined
from db.knowledge import ScriptWords
from db.visits import NewVisit

MOVED = "这份名单的状态刚变过，什么都没有做。看看现在的样子。"


async def get_import(request: web.Request) -> web.Response:
    """Ask for the file."""
    return render(request, "visits/import", title="导入公安的名单", heads=SHOWN_HEADS, errors={})


async def post_import(request: web.Request) -> web.Response:
    """Look at the file; nobody is put on the list."""
    file, text, wrong = await read_csv(request, HEADS)
    found = VisitsRead()
    if not wrong:
        scripts = (await asyncio.to_thread(request.app[KNOWLEDGE].current)).scripts
        found, wrong = await asyncio.to_thread(_read, text, sealer_of(request), scripts)
    if wrong:
        errors = {"file": wrong}
        return render(request, "visits/import", status=422, title="导入公安的名单", heads=SHOWN_HEADS, errors=errors)
    run = await in_transaction(request, _look, file, found, actor_of(request))
    return see_other(request, f"/visits/imports/{run}")


def _read(text: str, sealer: Sealer, scripts: Mapping[str, ScriptWords]) -> tuple[VisitsRead, str]:
    try:
        return read_visits(with_ids(text, scripts), sealer, frozenset(scripts)), ""
    except BadFile:
        return VisitsRead(), BAD_HEADS.format("、".join(SHOWN_HEADS))


def _look(session: Session, file: str, read: VisitsRead, actor: Actor) -> int:
    once = list({one.fingerprint: one for one in reversed(read.visits)}.values())[::-1]
    new = visits.add(joined(session), once, actor.at, dry_run=True)[0]
    bad = [in_chinese(line) for line in read.bad]
    found = Looked([dumped(one) for one in once], new, len(read.visits) - len(once), bad)
    return import_runs.look(session, VISITS, file, found, actor.name, actor.at).id


def dumped(one: NewVisit) -> dict[str, str]:
    """Return a visit as JSON holds it; the number stays sealed."""
    kept = {name: value for name, value in asdict(one).items() if name in ("fingerprint", "sealed", "source", "type")}
    return {**kept, "due_at": one.due_at.isoformat()}


def loaded(data: Mapping[str, str]) -> NewVisit:
    """Read what `dumped` gave."""
    return NewVisit(**{**data, "due_at": datetime.fromisoformat(data["due_at"])})  # type: ignore[arg-type]


async def get_run(request: web.Request) -> web.Response:
    """Show what loading would do, or what it did."""
    run = await in_transaction(request, _run, number_of(request), now_of(request))
    title = "看一眼再导入" if run.state == LOOKED else "导入了的名单"
    return render(request, "visits/run", title=title, run=run)


def _run(session: Session, number: int, now: datetime) -> ImportRun:
    run = import_runs.find(session, VISITS, number, now)
    if run is None:
        raise web.HTTPNotFound
    return run


async def post_load(request: web.Request) -> web.Response:
    """Put on the list whom the dry run showed."""
    number = number_of(request)
    added = await in_transaction(request, _load, number, actor_of(request))
    words = MOVED if added is None else f"加了 {added} 位，到了日子会出现在“回访”里。"
    return see_other(request, f"/visits/imports/{number}", words)


def _load(session: Session, number: int, actor: Actor) -> int | None:
    run = _run(session, number, actor.at)
    found = [loaded(one) for one in run.entries] if run.state == LOOKED else []
    if not found:
        return None
    new = visits.add(joined(session), found, actor.at, dry_run=True)[0]
    if not import_runs.move(session, run, LOADED, actor.name, actor.at, [], new):
        return None
    visits.add(joined(session), found, actor.at)
    record(session, actor, "visit.import", run.file, {"rows": new, "bad": len(run.bad)})
    return new
