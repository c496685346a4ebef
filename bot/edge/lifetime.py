"""What lives as long as the edge serves."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from functools import partial

import aiohttp
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.edge.asides.asides import Asides
from bot.edge.background import stop
from bot.edge.hearing.ears import Ears, listener_of
from bot.edge.keys import CONFIRMING, EARS, ENGINE, KNOWLEDGE, PICTURES, RASA, SAFE, SEALER, TURNS
from bot.edge.media.pictures import Pictures
from bot.edge.media.process import worker_of
from bot.edge.media.reader import QueuedReader
from bot.edge.rasa_client import RasaClient
from bot.edge.reader import Keeping
from bot.edge.readiness import part_states
from bot.edge.turns import Turns
from bot.observe.metrics import RETENTION_DONE
from bot.observe.watch import Watch
from bot.settings import Settings
from db import calls, cases, retention
from db.models import utc_now

logger = logging.getLogger(__name__)

PURGE_SECONDS = 60


async def _purge_forever(app: web.Application, keeping: Keeping) -> None:
    while True:
        try:
            await asyncio.to_thread(cases.purge, app[ENGINE], utc_now())
            await asyncio.to_thread(calls.expire, app[ENGINE], utc_now())
            await asyncio.to_thread(retention.keep_to, app[ENGINE], utc_now(), keeping.words, keeping.rows)
            RETENTION_DONE.set_to_current_time()
        except SQLAlchemyError as error:
            logger.error("expired rows were not deleted: %s", type(error).__name__)
        await asyncio.sleep(PURGE_SECONDS)


def _keeping(settings: Settings) -> Keeping:
    return Keeping(
        timedelta(hours=float(settings.case_hours)),
        timedelta(hours=float(settings.remember_hours)),
        words=settings.words_kept,
        rows=timedelta(days=float(settings.row_days)),
    )


def _turns(app: web.Application, settings: Settings, keeping: Keeping) -> Turns:
    asides = Asides(
        app[ENGINE],
        app[KNOWLEDGE],
        app[SEALER],
        duty_desk=settings.duty_desk == "1",
        return_visits=settings.return_visits == "1",
    )
    return Turns(
        app[ENGINE],
        app[RASA],
        keeping,
        float(settings.reply_seconds),
        lambda message: {"blocks": app[SAFE].blocks(message.elder)},
        confirming=app[CONFIRMING],
        asides=asides,
    )


def lifetime_of(settings: Settings) -> Callable[[web.Application], AsyncIterator[None]]:
    """Return what starts before the first request and ends after the last: Rasa's client, workers, the purge."""

    async def lifetime(app: web.Application) -> AsyncIterator[None]:
        keeping, actions = _keeping(settings), settings.actions_health
        seeing, listening = QueuedReader(worker_of(settings.media_python)), listener_of(settings.media_python)
        async with aiohttp.ClientSession() as session:
            app[RASA] = RasaClient(session, settings.rasa_addresses, actions)
            app[TURNS] = _turns(app, settings, keeping)
            app[PICTURES], app[EARS] = Pictures(seeing), Ears(listening)
            watch = Watch(partial(part_states, app), settings.var)
            tasks = [asyncio.create_task(_purge_forever(app, keeping)), asyncio.create_task(watch.forever())]
            yield
            await stop(*tasks)
            await seeing.close()
            await listening.close()
            await app[TURNS].drain()
        app[ENGINE].dispose()

    return lifetime
