"""What is kept only for a time goes: each minute in every edge, and by `python -m bot retention`."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.settings import Settings, load_settings
from db import calls, cases, retention
from db.models import utc_now
from db.session import make_engine


def delete_once(engine: Engine, settings: Settings, now: datetime) -> int:
    """Delete what has expired; returns how many short-lived rows went. May be killed and run again.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database is away.
    """
    gone = cases.purge(engine, now)
    calls.expire(engine, now)
    retention.keep_to(engine, now, settings.words_kept, timedelta(days=float(settings.row_days)))
    return gone


def delete_expired() -> int:
    """Run the command; returns the exit code: 1 when nothing could be deleted."""
    settings = load_settings()
    engine = make_engine(settings.database)
    try:
        gone = delete_once(engine, settings, utc_now())
    except SQLAlchemyError as error:
        print(f"retention: the database failed ({type(error).__name__}): see DATABASE_URL", file=sys.stderr)
        return 1
    finally:
        engine.dispose()
    print(f"retention: {gone} expired rows deleted; words and matters kept to their days")
    return 0
