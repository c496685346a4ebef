"""Places: kiosks, posters and accounts, by the id that a QR scene or a kiosk's address carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.record_models import Place
from db.session import transaction


@dataclass(frozen=True)
class Spot:
    """One place.

    Attributes:
        id: as it stands in the QR scene or the kiosk's address.
        kind: kiosk, poster or account.
    """

    id: str
    kind: str
    name: str
    township: str = ""
    village: str = ""


def load(engine: Engine, spots: Sequence[Spot]) -> tuple[int, int]:
    """Add places or bring them up to date; returns (new, changed). None is ever removed: figures name them."""
    with transaction(engine) as session:
        return load_into(session, spots)


def load_into(session: Session, spots: Sequence[Spot]) -> tuple[int, int]:
    """Do the same in the caller's transaction."""
    new = changed = 0
    for spot in spots:
        row = session.get(Place, spot.id)
        if row is None:
            session.add(Place(**asdict(spot)))
            new += 1
            continue
        before = _spot(row)
        for name, value in asdict(spot).items():
            setattr(row, name, value)
        changed += before != spot
    return new, changed


def find(engine: Engine, place: str) -> Spot | None:
    """Return a place, None for an id that was never loaded."""
    with transaction(engine) as session:
        row = session.get(Place, place)
        return _spot(row) if row else None


def listed(engine: Engine) -> list[Spot]:
    """Return all places by township, village and name."""
    asked = select(Place).order_by(Place.township, Place.village, Place.name)
    with transaction(engine) as session:
        return [_spot(row) for row in session.scalars(asked)]


def _spot(row: Place) -> Spot:
    return Spot(row.id, row.kind, row.name, row.township, row.village)
