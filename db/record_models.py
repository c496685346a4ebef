"""Tables of what staff see: answered messages, the matters they belong to, places, and what staff decide on them.

No row here names a person, except where a column `person` says so; those rows
go with "删除我的记录". `matter_links` alone joins a person to their matters.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models import Base


class Place(Base):
    """Where a kiosk stands or a poster hangs."""

    __tablename__ = "places"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(60))
    township: Mapped[str] = mapped_column(String(40), default="")
    village: Mapped[str] = mapped_column(String(40), default="")


class Matter(Base):
    """One person's matter from the first message to the last, as it stood at the end; holds no words."""

    __tablename__ = "matters"
    __table_args__ = (
        Index("ix_matters_day", "day"),
        Index("ix_matters_last_at", "last_at"),
        # all that figures are counted from (db/figures.py): 100,000 matters are read in a fifth of the time
        Index(
            "ix_matters_figures",
            *("told", "day", "type", "group", "stage", "verdict", "channel", "place", "doubt", "outcome", "asked_at"),
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)  # random: the pseudonym
    day: Mapped[str] = mapped_column(String(10))  # of the first message, in China
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    channel: Mapped[str] = mapped_column(String(12))
    place: Mapped[str] = mapped_column(String(40), default="")
    type: Mapped[str] = mapped_column(String(40), default="")
    group: Mapped[str] = mapped_column(String(40), default="")
    stage: Mapped[str] = mapped_column(String(12), default="none")
    verdict: Mapped[str] = mapped_column(String(12), default="none")
    probability: Mapped[float] = mapped_column(default=0.0)
    told: Mapped[bool] = mapped_column(default=False)  # something was told, not only greeted
    doubt: Mapped[str] = mapped_column(String(12), default="")  # why staff should look at it
    messages: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str] = mapped_column(String(12), default="")  # what they answered afterwards
    asked_at: Mapped[datetime | None] = mapped_column(default=None)  # when they were asked
    nameless: Mapped[bool] = mapped_column(default=False)  # its person was forgotten: only counted


class MatterLink(Base):
    """Whose a matter is, as long as its words are kept, so that the person can have them deleted."""

    __tablename__ = "matter_links"

    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    matter: Mapped[str] = mapped_column(String(32), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class AssessmentRow(Base):
    """One answered message: masked words and what was made of them."""

    __tablename__ = "assessments"
    __table_args__ = (Index("ix_assessments_blank_at", "blank", "at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    matter: Mapped[str] = mapped_column(String(32), index=True)
    at: Mapped[datetime]
    channel: Mapped[str] = mapped_column(String(12))
    place: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    choice: Mapped[str] = mapped_column(String(60))
    intent: Mapped[str] = mapped_column(String(40))
    type: Mapped[str] = mapped_column(String(40))
    also: Mapped[list[str]]
    ranking: Mapped[list[Any]]
    verdict: Mapped[str] = mapped_column(String(12))
    stage: Mapped[str] = mapped_column(String(12))
    signals: Mapped[list[Any]]
    group: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(40))
    model: Mapped[str] = mapped_column(String(64))
    knowledge: Mapped[int]
    blank: Mapped[bool] = mapped_column(default=False)  # words and quotes are gone


class DailyCount(Base):
    """What is left of old matters: how many of a day were alike."""

    __tablename__ = "daily_counts"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    channel: Mapped[str] = mapped_column(String(12), primary_key=True)
    place: Mapped[str] = mapped_column(String(40), primary_key=True)
    type: Mapped[str] = mapped_column(String(40), primary_key=True)
    group: Mapped[str] = mapped_column(String(40), primary_key=True)
    stage: Mapped[str] = mapped_column(String(12), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(12), primary_key=True)
    matters: Mapped[int]
    unsure: Mapped[int]  # of them, where the assistant was unsure
    safe: Mapped[int]  # of them, who said afterwards that they had not paid
    paid: Mapped[int]  # of them, who said afterwards that they had


class Review(Base):
    """What an officer makes of a matter: taken for a while, then decided."""

    __tablename__ = "reviews"

    matter: Mapped[str] = mapped_column(String(32), primary_key=True)
    officer: Mapped[str] = mapped_column(String(64))
    leased_until: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(12), default="")  # empty: not decided
    type: Mapped[str] = mapped_column(String(40), default="")
    was_type: Mapped[str] = mapped_column(String(40), default="")
    was_verdict: Mapped[str] = mapped_column(String(12), default="")
    decided_at: Mapped[datetime | None] = mapped_column(default=None)


class Cluster(Base):
    """Matters to review that are alike, as `python -m bot cluster` last found them."""

    __tablename__ = "clusters"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    central: Mapped[str] = mapped_column(String(32), index=True)  # the matter whose words stand for all
    text: Mapped[str] = mapped_column(Text)
    words: Mapped[list[str]]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class ClusterMember(Base):
    """That a matter belongs to a cluster."""

    __tablename__ = "cluster_members"

    cluster: Mapped[int] = mapped_column(Integer, primary_key=True)
    matter: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Contact(Base):
    """A number that a person gave for one purpose, sealed with a key outside the database; empty: they may type it."""

    __tablename__ = "contacts"

    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(12), primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)
    consent_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class CallRequest(Base):
    """A person asks to be called back, or at a kiosk for somebody to come."""

    __tablename__ = "call_requests"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    person: Mapped[str] = mapped_column(String(64), index=True)
    channel: Mapped[str] = mapped_column(String(12))
    place: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(8), index=True)  # waiting, expired, taken, done
    stage: Mapped[str] = mapped_column(String(12))
    type: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime]
    officer: Mapped[str] = mapped_column(String(64), default="")
    taken_at: Mapped[datetime | None] = mapped_column(default=None)
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    told_at: Mapped[datetime | None] = mapped_column(default=None)  # when the person was told to use 110
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Outgoing(Base):
    """Whom to write to later and about what, sealed: WeChat lets us write for 48 hours."""

    __tablename__ = "outbox"

    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    about: Mapped[str] = mapped_column(String(12), primary_key=True)  # outcome, call
    sealed: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(index=True)
    claimed_at: Mapped[datetime | None] = mapped_column(default=None)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Visit(Base):
    """Somebody who lost money and may be visited again; one row a number, so that nobody is contacted twice."""

    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    person: Mapped[str] = mapped_column(String(64), index=True)  # empty: from the police's list
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    sealed: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(10))
    type: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(8))  # due, done, stopped
    due_at: Mapped[datetime] = mapped_column(index=True)
    officer: Mapped[str] = mapped_column(String(64), default="")
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    consent_at: Mapped[datetime | None] = mapped_column(default=None)
    group: Mapped[str] = mapped_column(String(40), default="")
    wechat: Mapped[str] = mapped_column(Text, default="")  # WeChat's id of them, sealed; empty: not reminded there
    said_at: Mapped[datetime | None] = mapped_column(default=None)  # when they last wrote there
    expires_at: Mapped[datetime] = mapped_column(index=True)


class VisitReminder(Base):
    """One reminder of a visit in WeChat: when it is due, how it went out, what was answered."""

    __tablename__ = "visit_reminders"

    visit: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    step: Mapped[str] = mapped_column(String(8), primary_key=True)  # soon, weeks, month
    person: Mapped[str] = mapped_column(String(64), index=True)
    due_at: Mapped[datetime] = mapped_column(index=True)
    claimed_at: Mapped[datetime | None] = mapped_column(default=None)  # once, for ever: nobody is written to twice
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    way: Mapped[str] = mapped_column(String(10), default="")  # service, notice
    answer: Mapped[str] = mapped_column(String(8), default="")  # fine, again, stop
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class NoticeGrant(Base):
    """That a person allowed one subscription notice in WeChat; keyed by the event, which WeChat may repeat."""

    __tablename__ = "notice_grants"

    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    event: Mapped[str] = mapped_column(String(64), primary_key=True)
    given_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class VisitMark(Base):
    """That a number is or was on the list of visits; refuses a second contact when the visit itself is long gone."""

    __tablename__ = "visit_marks"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class VisitNote(Base):
    """What was said on a visit."""

    __tablename__ = "visit_notes"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    visit: Mapped[int] = mapped_column(Integer, index=True)
    officer: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
