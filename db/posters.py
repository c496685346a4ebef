"""What posters' scenes stand for, and each scan counted; the counts are read in db/taking_part.py."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.poster_models import PosterScan, PosterScene
from db.session import transaction

_CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Scene:
    """What a scene stands for."""

    id: str
    type: str
    group: str
    place: str
    spot: str = ""


def register(session: Session, scenes: Iterable[Scene], now: datetime) -> None:
    """Remember scenes; one that is known stays as it is."""
    for scene in scenes:
        if session.get(PosterScene, scene.id) is None:
            session.add(PosterScene(**scene.__dict__, made_at=now))


def find(engine: Engine, scene: str) -> Scene | None:
    """Return what a scene stands for, None for one that was never printed."""
    with transaction(engine) as session:
        row = session.get(PosterScene, scene)
        return Scene(row.id, row.type, row.group, row.place, row.spot) if row else None


def count_scan(engine: Engine, scene: str, channel: str, now: datetime) -> None:
    """Count one scan; two processes that begin a day together do not lose one."""
    day = now.astimezone(_CHINA).date().isoformat()
    try:
        _count(engine, day, scene, channel)
    except IntegrityError:
        _count(engine, day, scene, channel)


def _count(engine: Engine, day: str, scene: str, channel: str) -> None:
    with transaction(engine) as session:
        row = session.get(PosterScan, (day, scene, channel), with_for_update=True)
        if row is None:
            session.add(PosterScan(day=day, scene=scene, channel=channel, scans=1))
        else:
            row.scans = PosterScan.scans + 1
