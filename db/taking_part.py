"""What residents took part in besides asking, by where and who: scans, drills, quizzes; and what was told by then.

Only counts; no row leads to a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from db.drill_models import DrillCount, QuizCount
from db.poster_models import PosterScan, PosterScene
from db.record_models import DailyCount, Matter, Place

GOOD = 8  # of ten answers of a quiz: who has so many right is said to know
FINISHED = ("won", "lost")  # a drill that was played to its end
_TOWNSHIP = func.coalesce(Place.township, "")


@dataclass(frozen=True)
class Took:
    """What came of one place and group.

    Attributes:
        place: id in `places`, empty where it is not known.
        group: for scans, whom the poster was made for; else who the person said to be.
        scans: of posters' codes; who scans twice counts twice.
        begun: drills.
        won: drills in which the person saw through it.
        lost: drills in which they gave in.
        quizzes: finished.
        good: of them, with at least `GOOD` answers right.
    """

    township: str = ""
    place: str = ""
    group: str = ""
    scans: int = 0
    begun: int = 0
    won: int = 0
    lost: int = 0
    quizzes: int = 0
    good: int = 0

    @property
    def finished(self) -> int:
        """Return how many drills came to their end."""
        return self.won + self.lost


@dataclass(frozen=True)
class Told:
    """How many matters of a day and township were told, and how they stood."""

    day: str
    township: str
    matters: int
    paid: int
    safe: int


def took_part(session: Session, since: date, until: date) -> list[Took]:
    """Return what was counted from the first day to the last; a place may come several times."""
    scans, drills, quizzes = (session.execute(one).all() for one in _asked(since.isoformat(), until.isoformat()))
    return [
        *(Took(town, spot, group, scans=int(number)) for town, spot, group, number in scans),
        *(
            Took(town, spot, group, begun=int(begun), won=int(won), lost=int(lost))
            for town, spot, group, begun, won, lost in drills
        ),
        *(Took(town, spot, group, quizzes=int(number), good=int(good)) for town, spot, group, number, good in quizzes),
    ]


def _asked(since: str, until: str) -> Iterable[Select[Any]]:
    of_scan = (_TOWNSHIP, PosterScene.spot, PosterScene.group)
    scans = select(*of_scan, func.sum(PosterScan.scans)).join(PosterScene, PosterScene.id == PosterScan.scene)
    scans = scans.outerjoin(Place, Place.id == PosterScene.spot)
    of_drill = (_TOWNSHIP, DrillCount.place, DrillCount.group)
    ends = (_sum(DrillCount, DrillCount.ended == ended) for ended in ("begun", *FINISHED))
    drills = select(*of_drill, *ends).outerjoin(Place, Place.id == DrillCount.place)
    of_quiz = (_TOWNSHIP, QuizCount.place, QuizCount.group)
    good = _sum(QuizCount, QuizCount.right >= GOOD)
    quizzes = select(*of_quiz, func.sum(QuizCount.number), good).outerjoin(Place, Place.id == QuizCount.place)
    yield scans.where(PosterScan.day.between(since, until)).group_by(*of_scan)
    yield drills.where(DrillCount.day.between(since, until)).group_by(*of_drill)
    yield quizzes.where(QuizCount.day.between(since, until)).group_by(*of_quiz)


def _sum(table: type[Any], when: Any) -> Any:
    return func.sum(case((when, table.number), else_=0))


def first_days(session: Session) -> dict[str, date]:
    """Return since when there is publicity in each township: its first scan, drill or quiz."""
    scans = select(Place.township, func.min(PosterScan.day)).select_from(PosterScan)
    scans = scans.join(PosterScene, PosterScene.id == PosterScan.scene).join(Place, Place.id == PosterScene.spot)
    played = (
        select(Place.township, func.min(table.day)).join(Place, Place.id == table.place)
        for table in (DrillCount, QuizCount)
    )
    found: dict[str, date] = {}
    for asked in (scans, *played):
        for township, day in session.execute(asked.where(Place.township != "").group_by(Place.township)):
            found[township] = min(date.fromisoformat(day), found.get(township, date.max))
    return found


def told(session: Session, since: date, until: date) -> list[Told]:
    """Return the matters of every day and township that is known, old ones of which only counts are left too."""
    paid, safe = _number(Matter.stage == "paid"), _number(Matter.outcome == "safe")
    live = select(Matter.day, Place.township, func.count(), paid, safe).join(Place, Place.id == Matter.place)
    lost = func.sum(case((DailyCount.stage == "paid", DailyCount.matters), else_=0))
    sums = (func.sum(DailyCount.matters), lost, func.sum(DailyCount.safe))
    old = select(DailyCount.day, Place.township, *sums).join(Place, Place.id == DailyCount.place)
    found = []
    for asked, table in ((live.where(Matter.told.is_(True)), Matter), (old, DailyCount)):
        asked = asked.where(Place.township != "", table.day.between(since.isoformat(), until.isoformat()))
        rows = session.execute(asked.group_by(table.day, Place.township))
        found += [Told(day, township, int(n), int(paid), int(safe)) for day, township, n, paid, safe in rows]
    return found


def _number(when: Any) -> Any:
    return func.sum(case((when, 1), else_=0))


def counted_since(session: Session) -> date | None:
    """Return the first day of which anything was told, None as long as nothing was."""
    days = (
        session.scalar(select(func.min(Matter.day)).where(Matter.told.is_(True))),
        session.scalar(select(func.min(DailyCount.day))),
    )
    return min((date.fromisoformat(day) for day in days if day), default=None)
