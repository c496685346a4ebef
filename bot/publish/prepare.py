"""Make a machine ready: schema, content, secret, model. Repeatable; `make run` starts with it."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.publish.prepared import files_digest, is_prepared, keep_prepared
from bot.publish.train import train_if_needed
from bot.settings import Settings
from db.loader import load_content
from db.migrate import migrate
from db.reader import let_read
from db.session import make_engine


def prepare_all(settings: Settings, tell: Callable[[str], None]) -> None:
    """Bring database and model up to date, telling each step with its time."""
    begun = time.monotonic()
    settings.secret()
    engine = make_engine(settings.database)
    migrate(engine)
    let_read(engine, settings.reader_database_url)
    tell("database schema is up to date")
    files = files_digest()
    if is_prepared(engine, settings, files):
        tell("content and model: nothing changed since they were made ready")
        return
    tell(f"content: {load_content(engine)}")
    tell("model: checking, and training if anything it depends on changed (about five minutes)")
    trained = train_if_needed(settings, engine)
    tell("model: trained" if trained else "model: unchanged, not trained again")
    keep_prepared(engine, settings, files)
    tell(f"ready in {time.monotonic() - begun:.0f} s")
