"""Leads: numbers and links, first offered, then kept when the person says they are a scammer's.

Values are sealed by the caller; this module never sees one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from db.models import Lead, LeadReport, OfferedLead
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


def drop(engine: Engine, person: str) -> None:
    """Throw away what is on offer."""
    with transaction(engine) as session:
        session.execute(delete(OfferedLead).where(OfferedLead.person == person))
