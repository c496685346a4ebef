"""`/examples/{id}`: one example: moved, judged, retired, brought back; each into the clerk's draft."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.asking import ask, desk_of
from bot.console.forms import fields
from bot.console.keys import KNOWLEDGE
from bot.console.naming import STAGES, intent_name, label_groups
from bot.console.pages.examples.changing import brought_back, judged, moved, retired
from bot.console.pages.examples.keeping import keep
from bot.console.render import render, see_other
from bot.console.visit import actor_of, in_transaction
from db import examples
from db.example_changes import ExampleChanges
from db.models import Example

LONGEST_WHY = 200
KEPT = "记在草稿里了。还没有交，居民那边没有变。"


async def get_example(request: web.Request) -> web.Response:
    """Show it with what can be done to it."""
    return await _page(request, {})


async def _page(request: web.Request, errors: dict[str, str]) -> web.Response:
    row, labels = await in_transaction(request, _read, request.match_info["id"])
    if row is None:
        raise web.HTTPNotFound
    knowledge = request.app[KNOWLEDGE].current()
    return render(
        request,
        "examples/one",
        status=422 if errors else 200,
        title="一句例句",
        row=row,
        name=intent_name(row.intent, knowledge),
        groups=label_groups(labels, knowledge),
        stages=STAGES,
        errors=errors,
    )


def _read(session: Session, example_id: str) -> tuple[Example | None, list[str]]:
    return examples.one(session, example_id), examples.labels(session)


async def post_move(request: web.Request) -> web.Response:
    """Move it to another label."""
    form = await fields(request, intent=60, why=LONGEST_WHY)
    row, labels = await in_transaction(request, _read, request.match_info["id"])
    if row is not None and (form["intent"] == row.intent or form["intent"] not in _known(request, labels)):
        return await _page(request, {"intent": "请选一个别的类型。"})
    return await _keep(request, form["why"], lambda example: moved(example, form["intent"]))


def _known(request: web.Request, labels: list[str]) -> set[str]:
    return {key for _, listed in label_groups(labels, request.app[KNOWLEDGE].current()) for key, _ in listed}


async def post_stage(request: web.Request) -> web.Response:
    """Say how far things have gone in it."""
    form = await fields(request, stage=20, why=LONGEST_WHY)
    if form["stage"] and form["stage"] not in STAGES:
        return await _page(request, {"stage": "请从列表里选。"})
    return await _keep(request, form["why"], lambda example: judged(example, form["stage"]))


async def post_retire(request: web.Request) -> web.Response:
    """Train on it no longer."""
    form = await fields(request, why=LONGEST_WHY)
    return await _keep(request, form["why"], retired)


async def post_bring_back(request: web.Request) -> web.Response:
    """Train on it again."""
    form = await fields(request, why=LONGEST_WHY)
    return await _keep(request, form["why"], brought_back)


async def _keep(request: web.Request, why: str, change: Callable[[Example], ExampleChanges]) -> web.Response:
    row, _ = await in_transaction(request, _read, request.match_info["id"])
    if row is None:
        raise web.HTTPNotFound
    asked = await ask(keep, desk_of(request), actor_of(request), row.intent, change(row), why)
    if asked.value is None:
        return await _page(request, {"why": asked.refused})
    return see_other(request, f"/examples/drafts/{asked.value.id}", KEPT)
