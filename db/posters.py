"""What posters' scenes stand for and how often they were scanned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.poster_models import PosterScan, PosterScene
from db.record_models import Place
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


@dataclass(frozen=True)
class Scans:
    """How often posters of one kind were scanned in a period."""

    type: str
    group: str
    place: str
    township: str
    scans: int


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


def scans(session: Session, since: date, until: date) -> list[Scans]:
    """Return the scans of a period by type, group, kind of place and township (empty where it is not known)."""
    keys = (PosterScene.type, PosterScene.group, PosterScene.place, func.coalesce(Place.township, ""))
    asked = (
        select(*keys, func.sum(PosterScan.scans))
        .join(PosterScene, PosterScene.id == PosterScan.scene)
        .outerjoin(Place, Place.id == PosterScene.spot)
        .where(PosterScan.day >= since.isoformat(), PosterScan.day <= until.isoformat())
        .group_by(*keys)
    )
    return [Scans(row[0], row[1], row[2], row[3], int(row[4])) for row in session.execute(asked)]
