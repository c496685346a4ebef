"""A command of ours in a process of its own, which a restart of whoever started it does not end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.settings import ROOT


def spawn_apart(log: Path, *words: str) -> None:
    """Start `python -m bot WORDS…`.

    Args:
        log: what it prints goes to the end of this file; its folder is made.
        words: the command with its arguments.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as file:
        subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "bot", *words],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
