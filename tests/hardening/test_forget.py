# Attack: ask to be forgotten, then look whether anything is left, or whether a turn under way writes it back.
"""Forgotten at any point is forgotten everywhere, and the next message meets a stranger."""

from __future__ import annotations

import importlib
import pkgutil
import threading
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, MetaData, select

import db
from bot.edge.person import People
from db import reminders, visits
from db.models import Base, utc_now
from db.session import transaction
from tests.conftest import Person, System, words
from tests.hardening.conftest import database

TALKS: dict[str, tuple[dict[str, str], ...]] = {
    "after a verdict": ({"text": "有人冒充法院说我涉案，要把钱打进安全账户核查"},),
    "after a loss": ({"text": "我刚用工商银行给骗子转了三万"}, {"choice": "tell:report"}),
    "with consent": (
        {"text": "有人冒充法院说我涉案，说要资金核查，我还没理他"},
        {"choice": "group:elderly"},
        {"choice": "remember:yes"},
    ),
    "in the middle of a question": ({"text": "有人给我打电话让我做个事"},),
    "with a fragment": ({"text": "嗯那个"},),
    "with a number on offer": ({"text": "举报 13912345678"},),
    "with a lead": ({"text": "举报 13912345678"}, {"choice": "lead:yes"}),
    "after distress": ({"text": "一辈子的积蓄全被骗光了，我不想活了"},),
}
# what staff write and everybody may read
CONTENT = frozenset(
    {"answers", "examples", "groups", "hotlines", "scripts", "script_signals", "signals", "wordings"}
    | {"knowledge_version", "places"}
)
# of staff and their work; never of residents
WORK = frozenset(
    {
        "audit",
        "drafts",
        "import_runs",
        "poster_codes",
        "poster_jobs",
        "poster_scenes",
        "publish_jobs",
        "releases",
        "revisions",
        "channel_switches",
    }
    | {"staff", "staff_attempts", "staff_invitations", "staff_recovery", "staff_sessions"}
)
# why a table of what residents brought needs no column `person`
NAMELESS = {
    "access_tokens": "WeChat's token of our own account, sealed",
    "assessments": "masked words of a matter; matter_links tells whose, and forget takes the matter with it",
    "blocked": "fingerprints of scammers that staff brought",
    "cluster_members": "matters alike; goes with the matter",
    "clusters": "masked words of what several told",
    "daily_counts": "counts of a day; nobody stands in them",
    "drill_counts": "counts of a day; nobody stands in them",
    "poster_scans": "counts of a day; nobody stands in them",
    "quiz_counts": "counts of a day; nobody stands in them",
    "leads": "scammers' numbers, sealed; lead_reports tells who reported, and goes",
    "matters": "type, stage, outcome; matter_links tells whose, and forget takes it or the link",
    "reviews": "what staff decided about a matter; goes with it",
    "visit_marks": "keyed fingerprints of numbers whose owners want no visit",
    "visit_notes": "what officers wrote of a visit; goes with the visit",
}
for module in pkgutil.iter_modules(db.__path__):  # every table is known, whichever module defines it
    if module.name != "migrations":
        importlib.import_module(f"db.{module.name}")


@pytest.fixture(scope="module")
def engine(system: System) -> Iterator[Engine]:
    """Return the database of the running system."""
    found = database(system)
    yield found
    found.dispose()


def _hash(person: Person) -> str:
    secret = person.system.environment.get("SECRET_KEY", "").encode()
    if not secret:
        secret = (person.system.log.parent / "secret.key").read_bytes()
    return People(secret, "", False).person(person.channel, person.user)


def _rows(engine: Engine, person: Person) -> dict[str, int]:
    """Return in how many rows of which table a person stands, in whatever column."""
    tables, counted, mark = MetaData(), Counter[str](), _hash(person)
    tables.reflect(engine)
    with transaction(engine) as session:
        for table in tables.sorted_tables:
            if table.name not in CONTENT:
                counted[table.name] = sum(mark in str(tuple(row)) for row in session.execute(select(table)))
    return {name: count for name, count in counted.items() if count}


def _files(system: System, person: Person) -> list[str]:
    """Return the files of VAR_DIR in which a person stands: database, write-ahead log, logs, whatever else."""
    return _holding(system, _hash(person))


def _holding(system: System, words: str) -> list[str]:
    mark = words.encode()
    return [path.name for path in system.log.parent.rglob("*") if path.is_file() and mark in path.read_bytes()]


def test_every_table_was_thought_of() -> None:
    """A new table either has a column `person`, which `forget` and this file follow, or a reason why it needs none."""
    without = {table.name for table in Base.metadata.sorted_tables if "person" not in table.columns}
    assert without == CONTENT | WORK | NAMELESS.keys()
    assert all(len(why) > 10 for why in NAMELESS.values())


@pytest.mark.parametrize("talk", TALKS)
def test_nothing_is_left(talk: str, system: System, engine: Engine) -> None:
    person = Person(system)
    for message in TALKS[talk]:
        person.send(**message)
    assert _rows(engine, person)
    assert any(name.startswith("assistant.db") for name in _files(system, person))
    assert "删掉了" in words(person.send("删除我的记录"))
    assert _rows(engine, person) == {}
    assert _files(system, person) == []
    answer = person.send("你这儿还留着我什么记录")
    assert "没有您的记录" in words(answer)
    assert answer["case"] == {"type": None, "also": [], "stage": "none", "verdict": "none"}


def _visited(engine: Engine, person: str, sealed: str) -> int:
    """Have a person agreed to visits in WeChat, reminded once, a notice allowed, an answer noted; returns the visit."""
    now, number = utc_now(), uuid.uuid4().hex
    one = visits.NewVisit(number, sealed, visits.RESIDENT, now, "loan_fake", person, now, wechat=sealed, said_at=now)
    assert visits.add(engine, [one], now) == (1, 0)
    reminders.plan(engine, number, now)
    reminders.grant(engine, person, "e1", now)
    due = reminders.claim_due(engine, now + timedelta(hours=25))
    assert due is not None
    reminders.sent(engine, due, reminders.SERVICE, now)
    reminders.answered(engine, person, reminders.AGAIN, sealed, now)
    return due.visit


def test_a_visit_goes_with_reminders_allowance_and_answer(system: System, engine: Engine) -> None:
    person, sealed = Person(system), f"sealed-{uuid.uuid4().hex}"
    person.send("有人冒充法院说我涉案，要把钱打进安全账户核查")
    visit = _visited(engine, _hash(person), sealed)
    rows = _rows(engine, person)
    assert [rows[name] for name in ("visits", "visit_reminders", "notice_grants")] == [1, 3, 1]
    assert [note.text for note in visits.notes(engine, visit)] == [sealed]
    assert "删掉了" in words(person.send("删除我的记录"))
    assert _rows(engine, person) == {}
    assert visits.notes(engine, visit) == []
    assert [*_files(system, person), *_holding(system, sealed)] == []
    assert reminders.claim_due(engine, utc_now() + timedelta(days=31)) is None


def test_a_turn_under_way_does_not_write_it_back(system: System, engine: Engine) -> None:
    for _ in range(5):
        person = Person(system)
        person.send("有人冒充法院说我涉案，要把钱打进安全账户核查")
        late = threading.Thread(target=person.send, args=("他让我现在就转账",))
        late.start()
        person.send("删除我的记录")
        late.join()
        after = person.send("你好")
        assert after["case"]["type"] in (None, "authority_police")  # whichever came last; nothing in between
        person.send("删除我的记录")
        assert _rows(engine, person) == {}
