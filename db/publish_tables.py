"""Tables of what staff change: drafts, revisions, jobs that make a model, and releases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models import Base, utc_now


class Draft(Base):
    """A change that is not published yet: one item, examples, or both in one bundle."""

    __tablename__ = "drafts"
    __table_args__ = (Index("ix_drafts_item", "kind", "item_id"), Index("ix_drafts_state", "state"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(12))
    item_id: Mapped[str] = mapped_column(String(60))
    base: Mapped[int]  # number of the revision it starts from; 0: there was no such item
    data: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    examples: Mapped[dict[str, Any]] = mapped_column(default=dict)
    why: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(12), default="editing")
    version: Mapped[int] = mapped_column(default=1)
    authors: Mapped[list[str]] = mapped_column(default=list)  # whoever saved it; none of them may approve it
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now)
    decided_by: Mapped[str] = mapped_column(String(64), default="")
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    decision: Mapped[str] = mapped_column(Text, default="")
    job_id: Mapped[int | None] = mapped_column(default=None)


class Revision(Base):
    """What was published once, whole; never changed."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("kind", "item_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(12))
    item_id: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    data: Mapped[dict[str, Any]]
    written_by: Mapped[str] = mapped_column(String(64))
    approved_by: Mapped[str] = mapped_column(String(64), default="")
    published_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(Text, default="")
    draft_id: Mapped[int | None] = mapped_column(default=None)


class PublishJob(Base):
    """One way from drafts to a served model; `active` is 1 for at most one job at a time."""

    __tablename__ = "publish_jobs"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    active: Mapped[int | None] = mapped_column(unique=True, default=1)
    state: Mapped[str] = mapped_column(String(12), default="queued")
    step: Mapped[str] = mapped_column(String(12), default="export")  # the next one to run
    drafts: Mapped[list[Any]] = mapped_column(default=list)
    started_by: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    percent: Mapped[int] = mapped_column(default=0)
    progress: Mapped[str] = mapped_column(Text, default="")
    log: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(String(80), default="")
    lease_until: Mapped[datetime | None] = mapped_column(default=None)
    digest: Mapped[str] = mapped_column(String(64), default="")
    baseline: Mapped[str] = mapped_column(String(64), default="")  # the release it is compared with
    gate: Mapped[dict[str, Any]] = mapped_column(default=dict)
    approved_by: Mapped[str] = mapped_column(String(64), default="")
    approved_at: Mapped[datetime | None] = mapped_column(default=None)
    override_by: Mapped[str] = mapped_column(String(64), default="")
    override_reason: Mapped[str] = mapped_column(Text, default="")
    error: Mapped[str] = mapped_column(Text, default="")
    finished_at: Mapped[datetime | None] = mapped_column(default=None)


class Release(Base):
    """A trained model and the knowledge it was trained on; its files lie in var/releases/<digest>/."""

    __tablename__ = "releases"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    model_digest: Mapped[str] = mapped_column(String(64), unique=True)
    export_digest: Mapped[str] = mapped_column(String(64), default="")
    path: Mapped[str] = mapped_column(Text)
    knowledge_version: Mapped[int]
    metrics: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    state: Mapped[str] = mapped_column(String(12), default="ready")  # ready, live, former
    job_id: Mapped[int | None] = mapped_column(default=None)
    live_at: Mapped[datetime | None] = mapped_column(default=None)
    live_by: Mapped[str] = mapped_column(String(64), default="")
