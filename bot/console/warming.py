"""What the first clerk of the day would wait for, done when the console starts."""

from __future__ import annotations

import asyncio
import logging

from aiohttp import web

from bot.console.keys import DESK
from bot.publish.service import Desk
from bot.publish.writing import EXAMPLES
from db.example_changes import ExampleChanges, ExampleText

logger = logging.getLogger(__name__)


async def warm_up(app: web.Application) -> None:
    """Have the examples read and normalised aside: seconds for 38,000 of them."""
    asyncio.get_running_loop().run_in_executor(None, _compare_once, app[DESK])


def _compare_once(desk: Desk) -> None:
    try:
        desk.drafts.problems(EXAMPLES, None, ExampleChanges(add=(ExampleText("今天天气不错", "ordinary"),)))
    except Exception as error:  # the first clerk waits instead, and is told what is wrong
        logger.warning("examples not read ahead: %s", type(error).__name__)
