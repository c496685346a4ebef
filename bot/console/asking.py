"""Calls of the publishing desk from a handler: off the event loop, and a refusal is words, not an error."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, ParamSpec, TypeVar

from aiohttp import web

from bot.console.keys import DESK
from bot.publish.fields import FieldProblem
from bot.publish.replicas import ReplicaFailed
from bot.publish.rules import NotAllowed
from bot.publish.service import Desk
from bot.publish.views import HasProblems, SaveConflict
from db.items import UnknownItem

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Asked(Generic[T]):
    """What came of a call.

    Attributes:
        value: what it returned, None where it was refused.
        refused: why, in Chinese, for whoever tried; empty when it went well.
        problems: what the validator objects to.
    """

    value: T | None
    refused: str = ""
    problems: tuple[FieldProblem, ...] = ()


def desk_of(request: web.Request) -> Desk:
    """Return the publishing desk."""
    return request.app[DESK]


async def ask(function: Callable[P, T], *arguments: P.args, **more: P.kwargs) -> Asked[T]:
    """Call the desk; what it refuses comes back as words.

    Raises:
        HTTPNotFound: there is no such thing.
    """
    try:
        return Asked(await asyncio.to_thread(function, *arguments, **more))
    except UnknownItem as error:
        raise web.HTTPNotFound from error
    except HasProblems as error:
        return Asked(None, str(error), tuple(error.problems))
    except (NotAllowed, SaveConflict) as error:
        return Asked(None, str(error))
    except ReplicaFailed as error:
        return Asked(None, f"没有换成，每个副本都还是原来的：{error}")


async def find(function: Callable[P, T], *arguments: P.args, **more: P.kwargs) -> T:
    """Read something from the desk.

    Raises:
        HTTPNotFound: there is no such thing.
    """
    try:
        return await asyncio.to_thread(function, *arguments, **more)
    except LookupError as error:
        raise web.HTTPNotFound from error
