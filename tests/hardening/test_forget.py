# Attack: ask to be forgotten, then look whether anything is left, or whether a turn under way writes it back.
"""Forgotten at any point is forgotten everywhere, and the next message meets a stranger."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, MetaData, func, select

from bot.edge.person import People
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
    """Return in how many rows of which table a person stands."""
    tables, counted = MetaData(), {}
    tables.reflect(engine)
    with transaction(engine) as session:
        for table in tables.sorted_tables:
            if "person" in table.columns:
                asked = select(func.count()).select_from(table).where(table.c.person == _hash(person))
                counted[table.name] = session.execute(asked).scalar_one()
    return {name: count for name, count in counted.items() if count}


@pytest.mark.parametrize("talk", TALKS)
def test_nothing_is_left(talk: str, system: System, engine: Engine) -> None:
    person = Person(system)
    for message in TALKS[talk]:
        person.send(**message)
    assert _rows(engine, person)
    assert "删掉了" in words(person.send("删除我的记录"))
    assert _rows(engine, person) == {}
    journal = b"".join(path.read_bytes() for path in system.log.parent.glob("assistant.db*"))
    assert _hash(person).encode() not in journal
    answer = person.send("你这儿还留着我什么记录")
    assert "没有您的记录" in words(answer)
    assert answer["case"] == {"type": None, "also": [], "stage": "none", "verdict": "none"}


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
