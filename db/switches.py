"""Channels shut and opened again, with who did it and why; every change stays on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.models import ChannelSwitch
from db.session import transaction


@dataclass(frozen=True)
class Switched:
    """The last change of a channel; one that was never touched is open."""

    is_open: bool = True
    reason: str = ""
    by: str = ""
    at: datetime | None = None
    told: str = ""  # id of the wording that residents get while it is shut


def switch(engine: Engine, channel: str, is_open: bool, reason: str, by: str, now: datetime, told: str = "") -> None:
    """Record a change.

    Raises:
        ValueError: no reason was given.
    """
    with transaction(engine) as session:
        add(session, channel, is_open, reason, by, now, told)


def add(session: Session, channel: str, is_open: bool, reason: str, by: str, now: datetime, told: str = "") -> None:
    """Record a change in the caller's transaction.

    Raises:
        ValueError: no reason was given.
    """
    if not reason.strip():
        raise ValueError("reason: say why, it stays on record")
    session.add(
        ChannelSwitch(
            channel=channel,
            is_open=is_open,
            reason=reason.strip(),
            switched_by=by,
            switched_at=now,
            told="" if is_open else told,
        )
    )


def current(engine: Engine, channel: str) -> Switched:
    """Return the last change of a channel."""
    with transaction(engine) as session:
        return last(session, channel)


def last(session: Session, channel: str) -> Switched:
    """Return the last change of a channel, in the caller's transaction."""
    asked = select(ChannelSwitch).where(ChannelSwitch.channel == channel).order_by(ChannelSwitch.id.desc()).limit(1)
    row = session.scalars(asked).first()
    return Switched(row.is_open, row.reason, row.switched_by, row.switched_at, row.told) if row else Switched()


def history(session: Session, most: int) -> list[ChannelSwitch]:
    """Return the last changes of all channels, newest first."""
    return list(session.scalars(select(ChannelSwitch).order_by(ChannelSwitch.id.desc()).limit(most)))
