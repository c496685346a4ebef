"""Channels shut and opened again, with who did it and why; every change stays on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from db.models import ChannelSwitch
from db.session import transaction


@dataclass(frozen=True)
class Switched:
    """The last change of a channel; one that was never touched is open."""

    is_open: bool = True
    reason: str = ""
    by: str = ""
    at: datetime | None = None


def switch(engine: Engine, channel: str, is_open: bool, reason: str, by: str, now: datetime) -> None:
    """Record a change.

    Raises:
        ValueError: no reason was given.
    """
    if not reason.strip():
        raise ValueError("reason: say why, it stays on record")
    row = ChannelSwitch(channel=channel, is_open=is_open, reason=reason.strip(), switched_by=by, switched_at=now)
    with transaction(engine) as session:
        session.add(row)


def current(engine: Engine, channel: str) -> Switched:
    """Return the last change of a channel."""
    asked = select(ChannelSwitch).where(ChannelSwitch.channel == channel).order_by(ChannelSwitch.id.desc()).limit(1)
    with transaction(engine) as session:
        row = session.scalars(asked).first()
        return Switched(row.is_open, row.reason, row.switched_by, row.switched_at) if row else Switched()
