"""Where ordered sets lie, and the process that makes one; nothing here needs a browser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.settings import ROOT, Settings


def folder(settings: Settings) -> Path:
    """Return where sets lie; they are deleted after a week."""
    return settings.var / "posters"


def file_of(settings: Settings, job: int) -> Path:
    """Return the file of an order."""
    return folder(settings) / f"job-{job}.zip"


def spawn(settings: Settings, job: int) -> None:
    """Start the process of an order; a restart of the console does not end it."""
    folder(settings).mkdir(parents=True, exist_ok=True)
    with (folder(settings) / f"job-{job}.log").open("ab") as log:
        subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "bot", "posters", "--job", str(job)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
