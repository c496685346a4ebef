"""Leads: numbers and links, first offered, then kept when the person says they are a scammer's.

Values are sealed by the caller; this module never sees one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from db.models import Blocked, Lead, LeadReport, OfferedLead
from db.session import transaction

OFFER_LASTS = timedelta(minutes=30)
REPORT_LASTS = timedelta(days=180)  # who reported what is kept only as long as one case is usually worked on


@dataclass(frozen=True)
class Sealed:
    """One value, readable only with the key.

    Attributes:
        fingerprint: the same for the same value, and for nothing else.
        kind: 手机号, 链接, 银行卡 …
        shown: what the person may be shown of it.
        sealed: the value, encrypted.
    """

    fingerprint: str
    kind: str
    shown: str
    sealed: str


def offer(engine: Engine, person: str, values: Sequence[Sealed], now: datetime) -> None:
    """Keep values until the person has answered; an earlier offer is gone."""
    with transaction(engine) as session:
        session.execute(delete(OfferedLead).where(OfferedLead.person == person))
        for value in values:
            row = OfferedLead(
                person=person,
                fingerprint=value.fingerprint,
                kind=value.kind,
                shown=value.shown,
                sealed=value.sealed,
                expires_at=now + OFFER_LASTS,
            )
            session.add(row)


def offered(engine: Engine, person: str, now: datetime) -> list[str]:
    """Return how the values on offer may be shown."""
    with transaction(engine) as session:
        return [row.shown for row in _offered(session, person, now)]


def _offered(session: Session, person: str, now: datetime) -> list[OfferedLead]:
    asked = select(OfferedLead).where(OfferedLead.person == person, OfferedLead.expires_at > now)
    return list(session.scalars(asked.order_by(OfferedLead.fingerprint)))


def keep(engine: Engine, person: str, now: datetime) -> int:
    """Turn what is on offer into leads; returns how many. One person counts once for each."""
    with transaction(engine) as session:
        rows = _offered(session, person, now)
        for row in rows:
            _count(session, row, now)
            session.delete(row)
        return len(rows)


def _count(session: Session, row: OfferedLead, now: datetime) -> None:
    lead = session.get(Lead, row.fingerprint, with_for_update=True)
    if lead is None:
        lead = Lead(fingerprint=row.fingerprint, kind=row.kind, sealed=row.sealed, reports=0, first_at=now, last_at=now)
        session.add(lead)
        session.flush()  # the report points at it
    if session.get(LeadReport, (row.person, row.fingerprint)) is None:
        session.add(LeadReport(person=row.person, fingerprint=row.fingerprint, expires_at=now + REPORT_LASTS))
        lead.reports += 1
    lead.last_at = now


@dataclass(frozen=True)
class Known:
    """A lead as staff see it: merged over everybody who reported it, its value still sealed."""

    fingerprint: str
    kind: str
    reports: int
    first_at: datetime
    last_at: datetime
    blocked: bool


@dataclass(frozen=True)
class Unsealed:
    """One row for the police."""

    kind: str
    value: str
    reports: int
    first_at: datetime
    last_at: datetime


def listed(engine: Engine, kind: str = "", least: int = 1, page: int = 1, size: int = 50) -> tuple[list[Known], int]:
    """Return a page of leads, the most reported and then the latest first; and how many there are in all."""
    asked = select(Lead).where(Lead.reports >= least)
    asked = asked.where(Lead.kind == kind) if kind else asked
    order = (Lead.reports.desc(), Lead.last_at.desc(), Lead.fingerprint)
    with transaction(engine) as session:
        total = session.scalar(select(func.count()).select_from(asked.subquery())) or 0
        rows = session.scalars(asked.order_by(*order).limit(size).offset((max(page, 1) - 1) * size)).all()
        names = [row.fingerprint for row in rows]
        known = set(session.scalars(select(Blocked.fingerprint).where(Blocked.fingerprint.in_(names))))
    return [
        Known(row.fingerprint, row.kind, row.reports, row.first_at, row.last_at, row.fingerprint in known)
        for row in rows
    ], total


def unsealed(
    engine: Engine, fingerprints: Sequence[str], opener: Callable[[str], str], actor: str, reason: str
) -> list[Unsealed]:
    """Return leads for the police, readable; the caller writes actor and reason into the audit log.

    Args:
        engine: the database.
        fingerprints: which.
        opener: opens one value with the key, `bot.edge.seal.Sealer.open`.
        actor: who takes them out.
        reason: why.

    Raises:
        ValueError: nobody or no reason is named; nothing is opened.
    """
    if not actor.strip() or not reason.strip():
        raise ValueError("actor, reason: say who takes the numbers out and why; both stay on record")
    order = select(Lead).where(Lead.fingerprint.in_(fingerprints)).order_by(Lead.reports.desc(), Lead.fingerprint)
    with transaction(engine) as session:
        rows = session.scalars(order).all()
    return [Unsealed(row.kind, opener(row.sealed), row.reports, row.first_at, row.last_at) for row in rows]


def drop(engine: Engine, person: str) -> None:
    """Throw away what is on offer."""
    with transaction(engine) as session:
        session.execute(delete(OfferedLead).where(OfferedLead.person == person))
