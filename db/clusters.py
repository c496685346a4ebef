"""Groups of like matters, as the last run of `python -m bot cluster` found them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, select

from db.record_models import AssessmentRow, Cluster, ClusterMember
from db.session import transaction

KEEP = timedelta(days=7)
MOST_CHARACTERS = 600


@dataclass(frozen=True)
class Found:
    """One group to be stored: the most central matter first."""

    matters: tuple[str, ...]
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """One group as staff see it: "{size} people described something like this"."""

    id: int
    size: int
    text: str
    words: tuple[str, ...]
    made_at: datetime


def texts_of(engine: Engine, matters: Sequence[str]) -> dict[str, str]:
    """Return the masked words of matters, each matter's messages joined."""
    found: dict[str, str] = {}
    with transaction(engine) as session:
        for start in range(0, len(matters), 500):
            part = matters[start : start + 500]
            asked = select(AssessmentRow.matter, AssessmentRow.text).where(
                AssessmentRow.matter.in_(part), AssessmentRow.text != ""
            )
            for matter, text in session.execute(asked.order_by(AssessmentRow.at, AssessmentRow.id)):
                found[matter] = f"{found[matter]}，{text}"[:MOST_CHARACTERS] if matter in found else text
    return found


def replace(engine: Engine, groups: Sequence[Found], now: datetime) -> None:
    """Put new groups in place of the old ones, at once."""
    until = now + KEEP
    with transaction(engine) as session:
        session.execute(delete(ClusterMember))
        session.execute(delete(Cluster))
        for one in groups:
            row = Cluster(central=one.matters[0], text=one.text, words=list(one.words), made_at=now, expires_at=until)
            session.add(row)
            session.flush()
            session.add_all(ClusterMember(cluster=row.id, matter=matter, expires_at=until) for matter in one.matters)


def shown(engine: Engine) -> list[Shown]:
    """Return the groups, the largest first."""
    size = func.count(ClusterMember.matter)
    asked = select(Cluster, size).join(ClusterMember, ClusterMember.cluster == Cluster.id).group_by(Cluster.id)
    with transaction(engine) as session:
        rows = session.execute(asked.order_by(size.desc(), Cluster.id)).all()
    return [Shown(row.id, count, row.text, tuple(row.words), row.made_at) for row, count in rows]


def members(engine: Engine, cluster: int) -> list[str]:
    """Return the matters of a group."""
    asked = select(ClusterMember.matter).where(ClusterMember.cluster == cluster).order_by(ClusterMember.matter)
    with transaction(engine) as session:
        return list(session.scalars(asked))
