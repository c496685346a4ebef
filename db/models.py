"""Tables, typed. SQLite (WAL) out of the box, PostgreSQL by DATABASE_URL.

Content tables carry `origin`: the digest of what the loader wrote last. A row
whose content no longer has that digest was changed by staff and is theirs.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String, Text, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


def utc_now() -> datetime:
    """Return the current time, aware, in UTC."""
    return datetime.now(timezone.utc)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time on every database (SQLite forgets the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone; store UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(timezone.utc) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=timezone.utc)


class Base(DeclarativeBase):
    """Base of all tables."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[Any]: JSON,
        datetime: UtcDateTime,
    }


class Content:
    """What every row of content carries besides its words."""

    origin: Mapped[str] = mapped_column(String(64), default="")
    updated_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)
    updated_by: Mapped[str] = mapped_column(String(64), default="loader")


class Script(Content, Base):
    """One of the 64 scam types: what staff think of as a scam script."""

    __tablename__ = "scripts"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    family: Mapped[str] = mapped_column(String(20))
    family_name: Mapped[str] = mapped_column(String(20))
    national: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(40))
    summary: Mapped[str] = mapped_column(String(80))
    sensitive: Mapped[bool] = mapped_column(default=False)
    words: Mapped[dict[str, Any]]
    signals: Mapped[list[ScriptSignal]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class Signal(Content, Base):
    """An observable tactic, how to recognise it in text and how to ask for it."""

    __tablename__ = "signals"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(40))
    patterns: Mapped[list[str]]
    question: Mapped[str] = mapped_column(String(80))
    question_elder: Mapped[str] = mapped_column(String(60))


class ScriptSignal(Base):
    """How typical a signal is of a script, 0 to 1."""

    __tablename__ = "script_signals"

    script_id: Mapped[str] = mapped_column(ForeignKey("scripts.id", ondelete="CASCADE"), primary_key=True)
    signal_id: Mapped[str] = mapped_column(ForeignKey("signals.id"), primary_key=True)
    weight: Mapped[float]


class Group(Content, Base):
    """Who is asking: the groups that publicity is aimed at."""

    __tablename__ = "groups"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(40))
    cues: Mapped[list[str]]
    words: Mapped[dict[str, Any]]


class Hotline(Content, Base):
    """A public number. No other number may stand in any content."""

    __tablename__ = "hotlines"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(40))
    words: Mapped[dict[str, Any]]


class Answer(Content, Base):
    """The answer to a question people ask (什么是…, 96110 是什么)."""

    __tablename__ = "answers"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    words: Mapped[dict[str, Any]]


class Wording(Content, Base):
    """A fixed sentence of the assistant: greeting, urgent lane, fallback."""

    __tablename__ = "wordings"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int]
    words: Mapped[dict[str, Any]]


class Example(Content, Base):
    """A training example. The intent is `scam/<script id>` or another intent."""

    __tablename__ = "examples"
    __table_args__ = (Index("ix_examples_intent", "intent"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    intent: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    register: Mapped[str] = mapped_column(String(20), default="")
    variant: Mapped[str] = mapped_column(String(40), default="")
    stage: Mapped[str] = mapped_column(String(20), default="")  # how far things have gone; empty: not judged
    retired: Mapped[bool] = mapped_column(default=False)


class KnowledgeVersion(Base):
    """One row; its number rises with every change of content."""

    __tablename__ = "knowledge_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    prepared: Mapped[str] = mapped_column(String(64), default="")  # bot/publish/prepared.py


class Case(Base):
    """What the assistant remembers of one person: at most 2 KB, no words of theirs."""

    __tablename__ = "cases"

    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[dict[str, Any]]
    version: Mapped[int]
    updated_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class StoredReply(Base):
    """One message and its outcome, so that a repeated id gets the same answer."""

    __tablename__ = "stored_replies"

    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    message_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    owner: Mapped[str] = mapped_column(String(40))
    claimed_at: Mapped[datetime]
    reply: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Fragment(Base):
    """Masked words of the last seconds that said too little alone; gone within a minute."""

    __tablename__ = "fragments"

    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    types: Mapped[dict[str, Any]]  # distribution over the types before the first of them
    told_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class HeardText(Base):
    """Masked words that were heard, until the person says whether they are right; gone within ten minutes."""

    __tablename__ = "heard"

    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class OfferedLead(Base):
    """A number or link, sealed, until the person says whether it is the scammer's."""

    __tablename__ = "offered_leads"

    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    shown: Mapped[str] = mapped_column(String(60))
    sealed: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Lead(Base):
    """A number, link or account that residents say is a scammer's; who said so is kept apart."""

    __tablename__ = "leads"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    sealed: Mapped[str] = mapped_column(Text)
    reports: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]


class Blocked(Base):
    """A link, number or account that staff know to be a scammer's; only its fingerprint is kept."""

    __tablename__ = "blocked"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(60))
    added_at: Mapped[datetime]


class LeadReport(Base):
    """That a person reported a lead, so that nobody counts twice; goes with "forget me"."""

    __tablename__ = "lead_reports"

    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(ForeignKey("leads.fingerprint", ondelete="CASCADE"), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class AccessToken(Base):
    """The token with which a platform's API is called, sealed; shared by all processes."""

    __tablename__ = "access_tokens"

    app_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    forced_at: Mapped[datetime | None]  # when an earlier one was last made invalid; WeChat allows 20 a day


class Push(Base):
    """That an answer goes out by itself, late or in further parts, so that only one process sends it."""

    __tablename__ = "pushes"

    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    message_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    part: Mapped[str] = mapped_column(String(8))  # "late": the whole answer; "rest": what did not fit the reply
    expires_at: Mapped[datetime] = mapped_column(index=True)


class ChannelSwitch(Base):
    """A channel was shut or opened again, by whom and why; the last row of a channel counts."""

    __tablename__ = "channel_switches"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    channel: Mapped[str] = mapped_column(String(12), index=True)
    is_open: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    told: Mapped[str] = mapped_column(String(60), default="", server_default="")  # the wording residents get meanwhile
    switched_by: Mapped[str] = mapped_column(String(64))
    switched_at: Mapped[datetime]


import db.drill_models  # noqa: E402  # its tables are part of the same metadata
import db.import_models  # noqa: E402
import db.poster_models  # noqa: E402
import db.record_models  # noqa: E402, F401  # and these
