"""What the edge needs to answer for real, and which of it is up."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.edge.keys import ENGINE, RASA
from bot.edge.limits.doors import GATE
from db import cases

DATABASE_SECONDS = 3
REDIS = "redis"


async def _database_is_up(app: web.Application) -> bool:
    try:
        await asyncio.wait_for(asyncio.to_thread(cases.exists, app[ENGINE]), DATABASE_SECONDS)
    except (SQLAlchemyError, asyncio.TimeoutError):
        return False
    return True


async def part_states(app: web.Application) -> dict[str, bool]:
    """Return whether each part is up: every replica of Rasa, the actions, the database, Redis where there is one."""
    behind, database = await asyncio.gather(app[RASA].states(), _database_is_up(app))
    shared = app[GATE].shared_state if GATE in app else None
    return {**behind, "database": database, **({} if shared is None else {REDIS: shared})}


def missing(states: Mapping[str, bool]) -> list[str]:
    """Return what keeps a message from a real answer: "rasa" only where no replica is up, Redis never."""
    replicas = any(up for part, up in states.items() if part.startswith("rasa "))
    others = [part for part, up in states.items() if not up and part != REDIS and not part.startswith("rasa ")]
    return ([] if replicas else ["rasa"]) + others
