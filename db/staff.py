"""Accounts of staff. Every function works in the caller's transaction, so that the audit is in it too."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from db.staff_models import Staff, StaffInvitation, StaffRecovery, StaffSession

_ADMIN = "admin"


def by_key(session: Session, name_key: str) -> Staff | None:
    """Return the account of this name."""
    return session.scalars(select(Staff).where(Staff.name_key == name_key)).first()


def by_id(session: Session, staff_id: int) -> Staff | None:
    """Return an account."""
    return session.get(Staff, staff_id)


def everyone(session: Session) -> list[Staff]:
    """Return all accounts, those in use first."""
    return list(session.scalars(select(Staff).order_by(Staff.disabled_at.is_not(None), Staff.name_key)))


def add(session: Session, name: str, name_key: str, role: str, now: datetime) -> Staff:
    """Make an account that cannot log in yet."""
    person = Staff(name=name, name_key=name_key, role=role, created_at=now)
    session.add(person)
    session.flush()
    return person


def lock_admins(session: Session) -> None:
    """Let nobody else change an admin until this transaction ends: two may not remove each other."""
    session.execute(update(Staff).where(Staff.role == _ADMIN).values(role=Staff.role))


def other_admins(session: Session, staff_id: int) -> int:
    """Return how many admins who can log in there are besides this account."""
    able = (Staff.role == _ADMIN, Staff.disabled_at.is_(None), Staff.password_hash.is_not(None), Staff.id != staff_id)
    return session.scalar(select(func.count()).select_from(Staff).where(*able)) or 0


def invite(session: Session, staff_id: int, token_hash: str, by: str, now: datetime) -> None:
    """Make the one invitation of an account; an earlier one no longer works."""
    session.execute(delete(StaffInvitation).where(StaffInvitation.staff_id == staff_id))
    session.add(StaffInvitation(token_hash=token_hash, staff_id=staff_id, invited_by=by, created_at=now))


def invitation(session: Session, token_hash: str) -> StaffInvitation | None:
    """Return an invitation, whatever its age."""
    return session.get(StaffInvitation, token_hash)


def use_invitation(session: Session, token_hash: str, now: datetime) -> bool:
    """Mark an invitation as used; False when another request was first."""
    used = update(StaffInvitation).where(StaffInvitation.token_hash == token_hash, StaffInvitation.used_at.is_(None))
    return bool(session.execute(used.values(used_at=now)).rowcount)  # type: ignore[attr-defined]


def pending_invitations(session: Session) -> dict[int, datetime]:
    """Return when each account that has an unused invitation got it."""
    rows = session.execute(
        select(StaffInvitation.staff_id, StaffInvitation.created_at).where(StaffInvitation.used_at.is_(None))
    )
    return dict(rows.tuples().all())


def set_recovery(session: Session, staff_id: int, hashes: Collection[str]) -> None:
    """Replace the recovery codes of an account."""
    session.execute(delete(StaffRecovery).where(StaffRecovery.staff_id == staff_id))
    session.add_all(StaffRecovery(staff_id=staff_id, code_hash=code_hash) for code_hash in hashes)


def use_recovery(session: Session, staff_id: int, code_hash: str) -> bool:
    """Use up a recovery code; False when it is none or was used."""
    wanted = (StaffRecovery.staff_id == staff_id, StaffRecovery.code_hash == code_hash)
    return bool(session.execute(delete(StaffRecovery).where(*wanted)).rowcount)  # type: ignore[attr-defined]


def recovery_left(session: Session, staff_id: int) -> int:
    """Return how many recovery codes are left."""
    left = select(func.count()).select_from(StaffRecovery).where(StaffRecovery.staff_id == staff_id)
    return session.scalar(left) or 0


def use_step(session: Session, staff_id: int, step: int) -> bool:
    """Note the time step of a code; False when it or a later one was used already."""
    used = update(Staff).where(Staff.id == staff_id, Staff.totp_step < step).values(totp_step=step)
    return bool(session.execute(used).rowcount)  # type: ignore[attr-defined]


def clear_totp(session: Session, person: Staff) -> None:
    """Let an account log in with the password alone."""
    person.totp_sealed = person.totp_pending = None
    set_recovery(session, person.id, ())


def end_sessions(session: Session, staff_id: int, but: int | None = None) -> int:
    """Log an account out everywhere, but for one session; returns how many ended."""
    ended = delete(StaffSession).where(StaffSession.staff_id == staff_id, StaffSession.id != (but or 0))
    return int(session.execute(ended).rowcount)  # type: ignore[attr-defined]
