"""Where ordered sets lie, and the process that makes one; nothing here needs a browser."""

from __future__ import annotations

from pathlib import Path

from bot.settings import Settings
from bot.spawning import spawn_apart


def folder(settings: Settings) -> Path:
    """Return where sets lie; they are deleted after a week."""
    return settings.var / "posters"


def file_of(settings: Settings, job: int) -> Path:
    """Return the file of an order."""
    return folder(settings) / f"job-{job}.zip"


def spawn(settings: Settings, job: int) -> None:
    """Start the process of an order; a restart of the console does not end it."""
    spawn_apart(folder(settings) / f"job-{job}.log", "posters", "--job", str(job))
