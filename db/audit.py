"""The record of what staff did: written in the transaction of the change, never changed after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.staff_models import Audit


@dataclass(frozen=True)
class Actor:
    """Who does something, from where and when.

    Attributes:
        id: of the account; None for a command at the terminal.
        name: as it stands in the record.
        role: what they may do.
        address: hash of the network address.
        at: the time of the request.
    """

    id: int | None
    name: str
    role: str
    address: str
    at: datetime


@dataclass(frozen=True)
class Wanted:
    """Which part of the record to show; what is empty does not limit."""

    actor: str = ""
    action: str = ""
    target: str = ""
    since: datetime | None = None
    until: datetime | None = None


def record(session: Session, actor: Actor, action: str, target: str = "", detail: dict[str, Any] | None = None) -> None:
    """Add a line to the record, in the caller's transaction.

    Args:
        session: the transaction of the change itself.
        actor: who did it.
        action: what was done, "script.save": the console knows its name in Chinese.
        target: what it was done to.
        detail: more, as JSON; never a resident's words, a password or a token.
    """
    session.add(
        Audit(
            at=actor.at,
            actor_id=actor.id,
            actor=actor.name[:64],
            action=action,
            target=target[:120],
            detail=detail or {},
            address=actor.address,
        )
    )


def _narrowed(statement: Select[Any], wanted: Wanted) -> Select[Any]:
    for column, value in ((Audit.actor, wanted.actor), (Audit.action, wanted.action), (Audit.target, wanted.target)):
        if value:
            statement = statement.where(column == value)
    if wanted.since:
        statement = statement.where(Audit.at >= wanted.since)
    if wanted.until:
        statement = statement.where(Audit.at < wanted.until)
    return statement


def count(session: Session, wanted: Wanted) -> int:
    """Return how many lines there are."""
    return session.scalar(_narrowed(select(func.count()).select_from(Audit), wanted)) or 0


def lines(session: Session, wanted: Wanted, skip: int, most: int) -> list[Audit]:
    """Return lines, newest first."""
    statement = _narrowed(select(Audit), wanted).order_by(Audit.id.desc()).offset(skip).limit(most)
    return list(session.scalars(statement))


def actors(session: Session) -> list[str]:
    """Return everyone who stands in the record."""
    return list(session.scalars(select(Audit.actor).distinct().order_by(Audit.actor)))


def actions(session: Session) -> list[str]:
    """Return everything that was ever done."""
    return list(session.scalars(select(Audit.action).distinct().order_by(Audit.action)))
