"""A set that a clerk ordered on the console, made in a process of its own."""

from __future__ import annotations

import logging
import shutil

from sqlalchemy import Engine

from bot.posters.asked import Asked, sheets
from bot.posters.files import file_of, folder
from bot.posters.make import make_set
from bot.posters.options import WECHAT
from bot.posters.press import NoPress, open_press
from bot.posters.wechat_codes import codes_for
from bot.settings import Settings
from db import poster_jobs
from db.knowledge import load_knowledge
from db.models import utc_now
from db.session import make_engine, transaction

logger = logging.getLogger(__name__)
_FAILED = "没有做成，请告诉管理员看 var/posters 里的记录"


def run_job(settings: Settings, job: int) -> int:
    """Make an order; returns the exit code."""
    engine = make_engine(settings.database)
    try:
        data = poster_jobs.begin(engine, job, utc_now())
        if data is None:
            return 1
        return _run(settings, engine, job, Asked.load(data))
    finally:
        engine.dispose()


def _run(settings: Settings, engine: Engine, job: int, asked: Asked) -> int:
    try:
        delete_old(settings)
        with transaction(engine) as session:
            knowledge = load_knowledge(session)
        wanted, target = sheets(asked, knowledge), file_of(settings, job)
        scenes = (sheet.topic.scene for sheet in wanted)
        codes = codes_for(settings, engine, scenes, settings.public_url, asked.opens == WECHAT)
        poster_jobs.say_what_opens(engine, job, codes.told)
        with open_press() as press:
            made = make_set(
                press,
                knowledge,
                wanted,
                codes,
                target,
                lambda done: poster_jobs.move(engine, job, done, utc_now()),
            )
    except NoPress as error:
        poster_jobs.finish(engine, job, utc_now(), error=str(error))
        return 1
    except Exception:  # whatever went wrong, the clerk must not watch a bar that never moves
        logger.exception("order %s failed", job)
        poster_jobs.finish(engine, job, utc_now(), error=_FAILED)
        return 1
    poster_jobs.finish(engine, job, utc_now(), made.left_out)
    return 0


def delete_old(settings: Settings) -> None:
    """Delete sets whose week is over."""
    before = (utc_now() - poster_jobs.KEEP).timestamp()
    for path in folder(settings).glob("job-*"):
        if path.stat().st_mtime >= before:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
