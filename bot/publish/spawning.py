"""The process of a job: started apart, so that a restart of the console does not end it."""

from __future__ import annotations

import subprocess
import sys

from bot.settings import ROOT, Settings


def spawn_job(settings: Settings, job_id: int) -> None:
    """Start `python -m bot publish run JOB`; what it prints goes to var/releases/job-<id>.log."""
    log = settings.var / "releases" / f"job-{job_id}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as file:
        subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "bot", "publish", "run", str(job_id)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
