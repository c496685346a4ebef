"""The process of a job: started apart, so that a restart of the console does not end it."""

from __future__ import annotations

from bot.settings import Settings
from bot.spawning import spawn_apart


def spawn_job(settings: Settings, job_id: int) -> None:
    """Start `python -m bot publish run JOB`; what it prints goes to var/releases/job-<id>.log."""
    spawn_apart(settings.var / "releases" / f"job-{job_id}.log", "publish", "run", str(job_id))
