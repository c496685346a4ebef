"""What people do with jobs and releases: start, watch, cancel, approve, override, roll back.

The work itself is done by `python -m bot publish run JOB`, a process of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.publish.drafts import Drafts
from bot.publish.job import free_drafts
from bot.publish.record import Record, log_only
from bot.publish.releases import DIFFERENCES, MODEL, folder, read_json
from bot.publish.rollback import RolledBack, rollback
from bot.publish.rules import Actor, NotAllowed, moved, reason_of, require, second_person
from bot.publish.spawning import spawn_job
from bot.publish.views import JobView, ReleaseView
from bot.publish.workshop import Workshop
from bot.publish.writing import drafts_of
from bot.settings import Settings
from db import publish_jobs as rows
from db.items import UnknownItem
from db.models import utc_now
from db.publish_tables import PublishJob, Release
from db.session import transaction

_STARTABLE = ("queued", "running")
_NOT_TO_STOP = ("swap", "watch")


@dataclass
class Jobs:
    """Everything about jobs and releases.

    Attributes:
        engine: the database.
        settings: where releases lie.
        drafts: to validate what a job publishes.
        record: writes the audit log.
        spawn: starts the process of a job; returns nothing.
        shop: tools of a rollback; by default the real ones.
    """

    engine: Engine
    settings: Settings
    drafts: Drafts
    record: Record = log_only
    spawn: Callable[[Settings, int], None] = spawn_job
    shop: Workshop = field(init=False)

    def __post_init__(self) -> None:
        """Make the tools."""
        self.shop = Workshop(self.engine, self.settings, record=self.record)

    # ── reading ──

    def get(self, job_id: int) -> JobView:
        """Return one job, for its live progress.

        Raises:
            UnknownItem: there is none.
        """
        with transaction(self.engine) as session:
            return JobView.of(_row(session, job_id), utc_now())

    def active(self) -> JobView | None:
        """Return the job that is not finished, if any; while there is one no other can start."""
        with transaction(self.engine) as session:
            row = rows.active(session)
            return JobView.of(row, utc_now()) if row else None

    def listed(self, most: int = 50) -> list[JobView]:
        """Return jobs, newest first."""
        with transaction(self.engine) as session:
            return [JobView.of(row, utc_now()) for row in rows.listed(session, most)]

    def differences(self, digest: str) -> dict[str, Any]:
        """Return what a release does better and worse than the one before it.

        Returns:
            {baseline, figures: [{what, before, after}], types: [{type, count, before, after, better, worse}]},
            where better and worse hold {text, before, after} for each text; empty before it was measured.
        """
        return dict(read_json(folder(self.settings, digest) / DIFFERENCES) or {})

    def releases(self) -> list[ReleaseView]:
        """Return releases, newest first; one whose files were deleted cannot be gone back to."""
        with transaction(self.engine) as session:
            listed = session.scalars(select(Release).order_by(Release.created_at.desc(), Release.id.desc()))
            return [ReleaseView.of(row, (folder(self.settings, row.model_digest) / MODEL).exists()) for row in listed]

    # ── doing ──

    def start(self, draft_ids: Sequence[int], actor: Actor) -> JobView:
        """Begin to make a model with these submitted drafts, in a process of its own.

        Args:
            draft_ids: submitted drafts, words-only ones may be among them; none at all trains what is published.
            actor: who starts it; may be an author.

        Raises:
            NotAllowed: a job is running, or a draft is not ready.
            HasProblems: the validator objects to a draft.
        """
        require("start", actor)
        self._check_drafts(draft_ids)
        try:
            with transaction(self.engine) as session:
                job = PublishJob(started_by=actor.name, drafts=list(draft_ids))
                session.add(job)
                session.flush()
                for draft in drafts_of(session, draft_ids):
                    draft.job_id = job.id
                    draft.version += 1
                self.record(session, actor, "release.start", f"job {job.id}", {"drafts": list(draft_ids)})
        except IntegrityError as error:
            raise NotAllowed("已有一个发布任务没有结束，等它结束或先取消它。") from error
        self.spawn(self.settings, job.id)
        return self.get(job.id)

    def resume(self, job_id: int, actor: Actor) -> JobView:
        """Start the process again after it died; it goes on from the last finished step.

        Raises:
            NotAllowed: it is alive, waiting or finished.
        """
        require("start", actor)
        view = self.get(job_id)
        if view.state not in _STARTABLE or view.alive:
            raise NotAllowed("这个任务不用继续：它在运行、在等批准，或者已经结束。")
        self.spawn(self.settings, job_id)
        return self.get(job_id)

    def cancel(self, job_id: int, actor: Actor, reason: str = "") -> JobView:
        """Give a job up before the swap; its drafts are submitted again. The process ends within seconds.

        Raises:
            NotAllowed: it is being swapped in, or is finished.
        """
        require("cancel", actor)
        with transaction(self.engine) as session:
            job = _row(session, job_id, lock=True)
            if job.active is None or job.step in _NOT_TO_STOP:
                raise NotAllowed("已经在换上去了，不能取消；换完以后可以回退。" if job.active else "这个任务已经结束。")
            job.state, job.active, job.finished_at = "cancelled", None, utc_now()
            free_drafts(session, job)
            self.record(session, actor, "release.cancel", f"job {job_id}", {"reason": reason})
        return self.get(job_id)

    def override(self, job_id: int, actor: Actor, reason: str) -> JobView:
        """Let a model pass that the gate refused; the reason stays on record. It still needs approval.

        Raises:
            NotAllowed: no reason, or the gate did not refuse it.
        """
        require("override", actor)
        told = reason_of(reason)
        with transaction(self.engine) as session:
            job = _row(session, job_id, lock=True)
            if job.state != "refused":
                raise NotAllowed("这个任务没有被拦下，不用放行。")
            job.state, job.override_by, job.override_reason = "waiting", actor.name, told
            job.progress = "破例放行，等另一位同事批准"
            self.record(session, actor, "release.override", f"job {job_id}", {"reason": told, "gate": job.gate})
        return self.get(job_id)

    def approve(self, job_id: int, actor: Actor, reason: str = "") -> JobView:
        """Approve a measured model and all its drafts, as a second person; the swap begins at once.

        Raises:
            NotAllowed: the actor wrote part of it, or it is not waiting.
            HasProblems: the validator objects to a draft by now.
        """
        require("release", actor)
        view = self.get(job_id)
        for draft_id in view.drafts:
            self.drafts.must_be_fit(self.drafts.get(draft_id))
        with transaction(self.engine) as session:
            job = _row(session, job_id, lock=True)
            if job.state != "waiting" or job.step != "approve":
                raise NotAllowed("这个任务现在不在等批准。")
            drafts = drafts_of(session, job.drafts)
            second_person(actor, {name for draft in drafts for name in draft.authors} or {job.started_by})
            for draft in drafts:
                draft.state, draft.decided_by = moved("approve", draft.state), actor.name
                draft.decided_at, draft.decision = utc_now(), reason
                draft.version += 1
            job.state, job.step, job.approved_by, job.approved_at = "queued", "swap", actor.name, utc_now()
            detail = {"digest": job.digest, "drafts": job.drafts, "reason": reason}
            self.record(session, actor, "release.approve", f"job {job_id}", detail)
        self.spawn(self.settings, job_id)
        return self.get(job_id)

    def rollback(self, digest: str, actor: Actor, reason: str, with_content: bool = False) -> RolledBack:
        """Put an earlier release back into every replica, at once.

        Args:
            digest: of the release, or the beginning of it.
            actor: who does it.
            reason: stays on record.
            with_content: also the words and examples as they were when it went live, as new revisions.

        Raises:
            NotAllowed: no reason, no such release, or its files were deleted.
            ReplicaFailed: a replica did not take it; all have what they had.
        """
        require("rollback", actor)
        told = reason_of(reason)
        return rollback(self.shop, self._full(digest), actor, told, with_content)

    # ── inside ──

    def _full(self, digest: str) -> str:
        found = [one.digest for one in self.releases() if digest and one.digest.startswith(digest)]
        if len(found) != 1:
            raise NotAllowed(f"没有叫 {digest or '（空）'} 的发布，或者不止一个。写长一些。")
        return found[0]

    def _check_drafts(self, draft_ids: Sequence[int]) -> None:
        views = [self.drafts.get(draft_id) for draft_id in draft_ids]
        items = {(view.kind, view.item_id) for view in views if view.data is not None}
        if len(items) < sum(view.data is not None for view in views):
            raise NotAllowed("同一项内容有两份草稿，先合成一份。")
        for view in views:
            moved("approve", view.state)
            if view.job_id is not None:
                raise NotAllowed("有一份草稿已经在别的任务里。")
            self.drafts.must_be_fit(view)


def _row(session: Session, job_id: int, lock: bool = False) -> PublishJob:
    row = session.get(PublishJob, job_id, with_for_update=lock or None)
    if row is None:
        raise UnknownItem(f"job {job_id}: no such job")
    return row
