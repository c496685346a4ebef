"""Matters as residents would leave them: a few with words, and as many as a test wants without."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any, cast

from sqlalchemy import Engine, Table, insert

from db import assessments, places
from db.assessments import Entry
from db.places import Spot
from db.record_models import Matter
from db.session import transaction

SPOTS = (
    Spot("k1", "kiosk", "柳河村委会", "柳河镇", "柳河村"),
    Spot("p1", "poster", "集市口", "柳河镇"),
    Spot("k2", "kiosk", "城东社区大厅", "城东街道", "花园社区"),
)
STORY = Entry(
    channel="web",
    text="他说是公安局的，让我转到安全账户",
    intent="scam",
    type="authority_police",
    ranking=(("authority_police", 0.83), ("service_bank", 0.1)),
    verdict="alarm",
    stage="about_to_pay",
    signals=(("safe_account", "安全账户"),),
    kind="verdict",
    told=True,
)
TYPES = ("brushing_task", "service_refund", "loan_fake", "authority_police", "invest_platform", "game_trade", "")
_WEIGHTS = (30, 18, 14, 12, 8, 3, 6)


def load_spots(engine: Engine) -> None:
    """Add three places."""
    places.load(engine, SPOTS)


def say(engine: Engine, entry: Entry = STORY, person: str = "p", now: datetime | None = None, **more: Any) -> str:
    """Record one message; returns the matter."""
    with transaction(engine) as session:
        at = now or datetime.now(timezone.utc)
        return assessments.record(session, person, replace(entry, **more), False, at)


def fill(engine: Engine, matters: int, until: date, days: int, seed: int = 7, **fixed: Any) -> None:
    """Add matters without words, spread over `days` up to `until`, always the same for a seed."""
    draw = random.Random(seed)
    rows = [{**_matter(draw, f"{seed:08x}{n:024x}", until, days), **fixed} for n in range(matters)]
    with engine.begin() as connection:
        for start in range(0, len(rows), 5000):
            connection.execute(insert(cast(Table, Matter.__table__)), rows[start : start + 5000])


def _matter(draw: random.Random, name: str, until: date, days: int) -> dict[str, Any]:
    day = until - timedelta(days=draw.randrange(days))
    at = datetime(day.year, day.month, day.day, draw.randrange(15), draw.randrange(60), tzinfo=timezone.utc)
    kind, stage = draw.choices(TYPES, _WEIGHTS)[0], draw.choices(_STAGES, (20, 40, 12, 16, 12))[0]
    place = draw.choices(("", "k1", "p1", "k2"), (60, 18, 8, 14))[0]
    return {
        "id": name,
        "day": day.isoformat(),
        "first_at": at,
        "last_at": at,
        "channel": "kiosk" if place.startswith("k") else draw.choice(("web", "wechat")),
        "place": place,
        "type": kind,
        "group": draw.choice(("", "", "elderly", "student", "homemaker", "young_worker", "left_behind_elderly")),
        "stage": stage,
        "verdict": "alarm" if kind else draw.choice(("unclear", "none", "suspect")),
        "probability": 0.8,
        "told": True,
        "doubt": "" if kind else draw.choice(("unsure", "no_type", "")),
        "messages": draw.randrange(1, 6),
        "outcome": draw.choices(("", "safe", "paid", "thinking"), (70, 20, 4, 6))[0],
        "asked_at": at if draw.random() < 0.5 else None,
        "nameless": False,
    }


_STAGES = ("none", "contact", "disclosed", "about_to_pay", "paid")
