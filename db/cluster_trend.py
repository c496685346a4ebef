"""How a group of like matters goes: how many began in each of the last weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.record_models import ClusterMember, Matter

WEEKS = 5


def days_of(session: Session, clusters: Iterable[int]) -> dict[int, list[str]]:
    """Return the days on which the matters of each group began."""
    asked = select(ClusterMember.cluster, Matter.day).join(Matter, Matter.id == ClusterMember.matter)
    found: dict[int, list[str]] = {}
    for cluster, day in session.execute(asked.where(ClusterMember.cluster.in_(list(clusters)))):
        found.setdefault(cluster, []).append(day)
    return found


def weeks(days: Iterable[str], today: date, most: int = WEEKS) -> list[tuple[date, date, int]]:
    """Return (first day, last day, how many) of the last weeks, the oldest first; a week ends with `today`."""
    counted = Counter((today - date.fromisoformat(day)).days // 7 for day in days)
    return [
        (today - timedelta(days=7 * ago + 6), today - timedelta(days=7 * ago), counted[ago])
        for ago in reversed(range(most))
    ]
