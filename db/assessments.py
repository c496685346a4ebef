"""Answered messages and the matters they belong to: written with the reply, in the same transaction.

A matter has a random id. Which person it belongs to stands in `matter_links`
alone, as long as the words are kept: so "删除我的记录" finds every word of a
person, also of earlier matters, and nobody finds a person from the words.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from db.record_models import AssessmentRow, Cluster, ClusterMember, Matter, MatterLink, Review, Visit, VisitNote

# plain tables: a turn has no time for objects that are made to be thrown away
_MATTERS, _LINKS = cast(Table, Matter.__table__), cast(Table, MatterLink.__table__)
_ROWS = cast(Table, AssessmentRow.__table__)
_LAST = (
    select(_MATTERS)
    .join(_LINKS, _LINKS.c.matter == _MATTERS.c.id)
    .where(_LINKS.c.person == bindparam("whose"))
    .order_by(_MATTERS.c.last_at.desc(), _MATTERS.c.id)
    .limit(1)
)
_CHANGING = (
    *("last_at", "messages", "place", "told", "doubt"),
    *("type", "group", "stage", "verdict", "probability"),
)
_CHANGE = (
    update(_MATTERS).where(_MATTERS.c.id == bindparam("whose")).values({name: bindparam(name) for name in _CHANGING})
)
LONGEST = timedelta(days=7)  # a matter goes on for no longer than this
CHINA = timezone(timedelta(hours=8))
LOST = "lost"  # a message was not understood
STICKY = frozenset({"wrong", "contested"})  # what a person said against us stays, whatever is said later


@dataclass(frozen=True)
class Entry:
    """One answered message as it is recorded; nothing in it identifies a person.

    Attributes:
        text: masked; empty where words are not kept at all.
        signals: (signal, quote).
        told: something was told, not only greeted or asked.
        doubt: why staff should look at it, by how the matter stands now.
        private: no words of this matter may be kept, not even the earlier ones.
    """

    channel: str
    place: str = ""
    text: str = ""
    choice: str = ""
    intent: str = ""
    type: str = ""
    also: tuple[str, ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()
    verdict: str = "none"
    stage: str = "none"
    signals: tuple[tuple[str, str], ...] = ()
    group: str = ""
    kind: str = ""
    model: str = ""
    knowledge: int = 0
    told: bool = False
    doubt: str = ""
    private: bool = False
    keep: timedelta = field(default=timedelta(days=30))


def china_day(moment: datetime) -> str:
    """Return the day in China, as 2026-11-25."""
    return moment.astimezone(CHINA).date().isoformat()


def current_matter(session: Session, person: str) -> str:
    """Return the id of a person's last matter, empty where there is none."""
    row = _last(session, person)
    return str(row["id"]) if row else ""


def _last(session: Session, person: str) -> dict[str, Any] | None:
    row = session.connection().execute(_LAST, {"whose": person}).mappings().first()
    return dict(row) if row else None


def record(session: Session, person: str, entry: Entry, goes_on: bool, now: datetime) -> str:
    """Write one answered message; returns the matter.

    Args:
        session: of the transaction that saves the reply.
        person: hashed id.
        entry: the message.
        goes_on: the person's last matter continues; otherwise a new one begins.
        now: current time.
    """
    known = _last(session, person) if goes_on else None
    matter = _followed(known or _begun(entry, now), entry, now)
    name = str(matter["id"])
    connection = session.connection()
    if known:
        connection.execute(_CHANGE, {"whose": name, **{key: matter[key] for key in _CHANGING}})
    else:
        connection.execute(insert(_MATTERS), matter)
        until = now + entry.keep + LONGEST
        connection.execute(insert(_LINKS), {"person": person, "matter": name, "expires_at": until})
    connection.execute(insert(_ROWS), _row(matter, entry, now))
    if entry.private:
        blank_rows(session, [name])
    return name


def _begun(entry: Entry, now: datetime) -> dict[str, Any]:
    return {
        "id": uuid.uuid4().hex,
        "day": china_day(now),
        "first_at": now,
        "channel": entry.channel,
        "place": "",
        "group": "",
        "doubt": "",
        "told": False,
        "messages": 0,
        "outcome": "",
        "asked_at": None,
        "nameless": False,
    }


def _followed(matter: dict[str, Any], entry: Entry, now: datetime) -> dict[str, Any]:
    """Return a matter as it stands after one more message."""
    doubt = entry.doubt
    if matter["doubt"] in STICKY:
        doubt = matter["doubt"]
    elif doubt == LOST and not matter["told"]:
        doubt = ""
    return {
        **matter,
        "doubt": doubt,
        "last_at": now,
        "messages": matter["messages"] + 1,
        "place": entry.place or matter["place"],
        "told": matter["told"] or entry.told,
        "type": entry.type,
        "group": entry.group or matter["group"],
        "stage": entry.stage,
        "verdict": entry.verdict,
        "probability": dict(entry.ranking).get(entry.type, 0.0),
    }


def _row(matter: dict[str, Any], entry: Entry, now: datetime) -> dict[str, Any]:
    return {
        "matter": matter["id"],
        "at": now,
        "channel": entry.channel,
        "place": matter["place"],
        "text": "" if entry.private else entry.text,
        "choice": entry.choice,
        "intent": entry.intent,
        "type": entry.type,
        "also": list(entry.also),
        "ranking": [[name, round(share, 4)] for name, share in entry.ranking],
        "verdict": entry.verdict,
        "stage": entry.stage,
        "signals": [[name, "" if entry.private else quote] for name, quote in entry.signals],
        "group": entry.group,
        "kind": entry.kind,
        "model": entry.model,
        "knowledge": entry.knowledge,
        "blank": entry.private,
    }


def blank_rows(session: Session, matters: Sequence[str]) -> None:
    """Take text and quotes out of all rows of some matters."""
    of_them = update(AssessmentRow).where(AssessmentRow.matter.in_(matters))
    session.execute(of_them.values(text="", signals=[], blank=True))


def forget_person(session: Session, person: str) -> None:
    """Take a person's words away and leave matters that are only counted.

    The rows of messages go altogether; a matter gets a new random id, and of
    its times only the day is left: nothing written elsewhere leads to it.
    """
    links = select(MatterLink.matter).where(MatterLink.person == person)
    for matter in session.scalars(links).all():
        for table, column in (
            (AssessmentRow, AssessmentRow.matter),
            (Review, Review.matter),
            (ClusterMember, ClusterMember.matter),
            (Cluster, Cluster.central),
        ):
            session.execute(delete(table).where(column == matter))
        session.execute(update(Matter).where(Matter.id == matter).values(**_nameless(session, matter)))
    session.execute(delete(MatterLink).where(MatterLink.person == person))
    visited = select(Visit.id).where(Visit.person == person)
    session.execute(delete(VisitNote).where(VisitNote.visit.in_(visited)))


def _nameless(session: Session, matter: str) -> dict[str, object]:
    day = session.scalars(select(Matter.day).where(Matter.id == matter)).first() or "1970-01-01"
    noon = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=CHINA)
    return {
        "id": uuid.uuid4().hex,
        "first_at": noon,
        "last_at": noon,
        "asked_at": None,
        "messages": 0,
        "doubt": "",
        "nameless": True,
    }
