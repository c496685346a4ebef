"""Tables of drills and quizzes: only how many were alike; no row leads to a person."""

from __future__ import annotations

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models import Base


class DrillCount(Base):
    """How many drills of a day were alike."""

    __tablename__ = "drill_counts"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    channel: Mapped[str] = mapped_column(String(12), primary_key=True)
    place: Mapped[str] = mapped_column(String(40), primary_key=True)
    group: Mapped[str] = mapped_column(String(40), primary_key=True)
    type: Mapped[str] = mapped_column(String(40), primary_key=True)
    level: Mapped[str] = mapped_column(String(8), primary_key=True)
    ended: Mapped[str] = mapped_column(String(8), primary_key=True)  # begun, won, lost, left or real
    scene: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)  # in which stage, from 1
    number: Mapped[int]


class QuizCount(Base):
    """How many quizzes of a day ended alike."""

    __tablename__ = "quiz_counts"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    channel: Mapped[str] = mapped_column(String(12), primary_key=True)
    place: Mapped[str] = mapped_column(String(40), primary_key=True)
    group: Mapped[str] = mapped_column(String(40), primary_key=True)
    right: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[int]
