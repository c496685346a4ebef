"""One job in a process of its own: step after step, each resumable, held by a lease.

A step leaves its result on disk or in rows before the job moves on, and finds it
there when it is run again. So the process may be killed at any point.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.publish.workshop import Workshop
from db import publish_jobs as rows
from db.models import utc_now
from db.publish_tables import Draft, PublishJob
from db.session import transaction

logger = logging.getLogger(__name__)

ORDER = ("export", "train", "measure", "gate", "approve", "swap", "watch", "done")
# step → (percent when it begins, seconds it usually takes, what is being done, for whoever watches)
SHOWN = {
    "export": (0, 10, "正在导出内容"),
    "train": (5, 330, "正在训练，一般要五分钟"),
    "measure": (70, 90, "正在用从没学过的句子检验"),
    "gate": (88, 1, "正在看能不能放行"),
    "approve": (90, 1, "等另一位同事批准"),
    "swap": (90, 20, "正在换上新模型"),
    "watch": (95, 120, "已经换上，正在盯着"),
    "done": (100, 1, "完成"),
}
TAKEN, FAILED = 3, 1


class LostJob(Exception):
    """The job was cancelled or somebody else holds it."""


@dataclass
class Held:
    """A job that this process holds.

    Attributes:
        shop: what it works with.
        job_id: which.
        owner: by what this process is known.
    """

    shop: Workshop
    job_id: int
    owner: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"[-80:])

    def row(self) -> PublishJob:
        """Return the job as it is."""
        with transaction(self.shop.engine) as session:
            return session.get_one(PublishJob, self.job_id)

    def drafts(self) -> list[Draft]:
        """Return its drafts."""
        with transaction(self.shop.engine) as session:
            return [session.get_one(Draft, draft_id) for draft_id in self.row().drafts]

    def change(self, **values: Any) -> None:
        """Write into the row.

        Raises:
            LostJob: it is no longer this process's.
        """
        with transaction(self.shop.engine) as session:
            if not rows.change(session, self.job_id, self.owner, **values):
                raise LostJob(f"job {self.job_id} was cancelled or taken over")

    def say(self, line: str) -> None:
        """Add a line to the job's log."""
        logger.info("job %s: %s", self.job_id, line)
        self.change(log=rows.told(self.row().log, f"{utc_now():%H:%M:%S} {line}"))


Step = Callable[[Held], str | None]  # does its work; may name another next step than the usual one


@contextmanager
def beating(held: Held, lost: Callable[[], None], every: float) -> Iterator[None]:
    """Renew the lease in the background and move the percentage along.

    Args:
        held: the job.
        lost: called when the lease is gone; ends the process, since training cannot be interrupted.
        every: seconds.
    """
    done = threading.Event()

    def beat() -> None:
        begun, step = time.monotonic(), ""
        while not done.wait(every):
            try:
                row = held.row()
                if row.step != step:
                    begun, step = time.monotonic(), row.step
                with transaction(held.shop.engine) as session:
                    if rows.hold(session, held.job_id, held.owner, utc_now(), expected(step, begun)):
                        continue
                if is_lost(held.row(), held.owner):
                    break
                return  # it waits or is finished, by its own doing
            except Exception as error:  # a busy database is no reason to give up; the lease lasts longer
                logger.warning("job %s: lease not renewed: %s", held.job_id, type(error).__name__)
        if not done.is_set():
            lost()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def is_lost(row: PublishJob, owner: str) -> bool:
    """Say whether a job was cancelled, or another process runs it."""
    return row.state == "cancelled" or (row.state == "running" and row.owner != owner)


def expected(step: str, begun: float) -> int:
    """Return how far the job is, by the time its step usually takes; never quite at the next step."""
    start, usual, _ = SHOWN[step]
    after = SHOWN[ORDER[min(ORDER.index(step) + 1, len(ORDER) - 1)]][0]
    share = min((time.monotonic() - begun) / usual, 0.95)
    return int(start + (after - start) * share)


def run_job(
    shop: Workshop, job_id: int, steps: dict[str, Step], lost: Callable[[], None] = lambda: os._exit(TAKEN),
    every: float = 5.0,
) -> int:  # fmt: skip
    """Run a job until it waits for approval or is finished.

    Args:
        shop: what it works with.
        job_id: which.
        steps: by name; `bot.publish.steps.STEPS`.
        lost: called when the job is cancelled under it.
        every: seconds between two signs of life.

    Returns:
        Exit code: 0, FAILED, or TAKEN when somebody else holds it.
    """
    held = Held(shop, job_id)
    with transaction(shop.engine) as session:
        if not rows.claim(session, job_id, held.owner, utc_now()):
            return TAKEN
    try:
        with beating(held, lost, every):
            _run_steps(held, steps)
    except LostJob:
        return TAKEN
    except Exception as error:
        logger.exception("job %s failed", job_id)
        fail(held, f"{type(error).__name__}: {error}")
        return FAILED
    return 0


def _run_steps(held: Held, steps: dict[str, Step]) -> None:
    while True:
        step = held.row().step
        percent, _, told = SHOWN[step]
        if step == "approve":
            held.change(state="waiting", owner="", lease_until=None, percent=percent, progress=told)
            return
        if step == "done":
            held.change(state="done", active=None, percent=100, progress=told, finished_at=utc_now())
            return
        held.change(percent=percent, progress=told)
        held.say(f"{step}: begun")
        after = steps[step](held) or ORDER[ORDER.index(step) + 1]
        if after == "refused":
            held.change(step="approve", state="refused", owner="", lease_until=None, progress="没有放行")
            return
        held.say(f"{step}: done")
        held.change(step=after)


def fail(held: Held, error: str) -> None:
    """Finish a job that went wrong; its drafts wait for another one."""
    with transaction(held.shop.engine) as session:
        values = {"state": "failed", "active": None, "error": error[:2000], "finished_at": utc_now()}
        if rows.change(session, held.job_id, held.owner, **values):
            free_drafts(session, session.get_one(PublishJob, held.job_id))


def free_drafts(session: Any, job: PublishJob) -> None:
    """Give the drafts of a job that came to nothing back, still submitted."""
    for draft_id in job.drafts:
        draft = session.get(Draft, draft_id)
        if draft is not None and draft.job_id == job.id and draft.state != "published":
            draft.job_id, draft.state = None, "submitted"
            draft.version += 1
