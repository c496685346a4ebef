"""Scans, drills and quizzes as residents would leave them, through the functions that count them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from db import drills, posters
from db.drills import Answered, Ended
from db.posters import Scene
from db.session import transaction

SCENES = (
    Scene("paaaaaaaa", "health_product", "elderly", "market", "p1"),
    Scene("pbbbbbbbb", "loan_fake", "student", "school", "k2"),
    Scene("pcccccccc", "loan_fake", "student", "school"),  # may hang anywhere
)


def scan(engine: Engine, number: int, at: datetime, scene: int = 0) -> None:
    """Scan a poster so many times."""
    with transaction(engine) as session:
        posters.register(session, SCENES, at)
    for _ in range(number):
        posters.count_scan(engine, SCENES[scene].id, "wechat", at)


def drill(engine: Engine, place: str, ended: dict[str, int], at: datetime, group: str = "elderly") -> None:
    """Play drills: how many ended how."""
    with transaction(engine) as session:
        for end, number in ended.items():
            for _ in range(number):
                drills.count_drill(session, Ended("kiosk", place, group, "loan_fake", "easy", end, 2), at)


def quiz(engine: Engine, place: str, right: dict[int, int], at: datetime, group: str = "student") -> None:
    """Finish quizzes: how many with how many right."""
    with transaction(engine) as session:
        for answers, number in right.items():
            for _ in range(number):
                drills.count_quiz(session, Answered("web", place, group, answers), at)
