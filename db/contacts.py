"""Numbers that people gave for one purpose: sealed, with consent and an end."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from db.record_models import Contact
from db.session import transaction

CALL, VISIT = "call", "visit"
LASTS = {CALL: timedelta(hours=24), VISIT: timedelta(days=90)}
TO_TYPE = timedelta(minutes=10)  # after consent, in which the next number is theirs


def consent(engine: Engine, person: str, purpose: str, now: datetime) -> None:
    """Record the consent; the number may be typed within ten minutes."""
    with transaction(engine) as session:
        row = Contact(person=person, purpose=purpose, sealed="", consent_at=now, expires_at=now + TO_TYPE)
        session.merge(row)


def awaited(engine: Engine, person: str, now: datetime) -> str:
    """Return for what a number is awaited from a person, empty where it is not."""
    with transaction(engine) as session:
        for purpose in (CALL, VISIT):
            row = session.get(Contact, (person, purpose))
            if row is not None and not row.sealed and row.expires_at > now:
                return purpose
    return ""


def put(session: Session, person: str, purpose: str, sealed: str, now: datetime) -> datetime:
    """Keep the number that was awaited; returns when consent was given."""
    row = session.get(Contact, (person, purpose))
    given = row.consent_at if row else now
    session.merge(
        Contact(person=person, purpose=purpose, sealed=sealed, consent_at=given, expires_at=now + LASTS[purpose])
    )
    return given


def drop(session: Session, person: str, purpose: str) -> None:
    """Delete the number: its purpose is served, or consent is taken back."""
    session.execute(delete(Contact).where(Contact.person == person, Contact.purpose == purpose))
