"""Return visits: with consent, never twice, and stopped at a word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.edge.visits_csv import read_visits
from db import cases, visits
from db.record_models import Contact, Visit, VisitNote
from db.session import transaction
from tests.unit.edge.asides.conftest import WARNED, Edge, text_of, values

NUMBER = "13912345678"
TYPES = frozenset({"loan_fake"})


@pytest.fixture
async def agreed(edge: Edge) -> Edge:
    """Return an edge whose person lost money, agreed to a visit, and a week has gone by."""
    edge.rasa.case, edge.rasa.kind = {**WARNED, "stage": "paid"}, "thanks"
    assert values(await edge.say("谢谢")) == ["visit:ask"]
    assert "90天后删掉" in text_of(await edge.say(choice="visit:ask"))
    assert "回访不要求下载软件、共享屏幕、提供卡号" in text_of(await edge.say(choice="visit:yes"))
    assert "记下了" in text_of(await edge.say(NUMBER))
    edge.move(days=8)
    return edge


def _due(edge: Edge) -> list[visits.Row]:
    return visits.due(edge.engine, edge.now)[0]


async def test_one_officer_visits_and_the_number_goes(agreed: Edge) -> None:
    visit = _due(agreed)[0].id
    assert visits.claim(agreed.engine, visit, "甲", agreed.now)
    assert not visits.claim(agreed.engine, visit, "乙", agreed.now)
    assert visits.sealed_number(agreed.engine, visit, "乙", agreed.now) == ""
    assert agreed.sealer.open_contact(visits.sealed_number(agreed.engine, visit, "甲", agreed.now)) == NUMBER
    assert not visits.record(agreed.engine, visit, "乙", "x", agreed.now)
    assert visits.record(agreed.engine, visit, "甲", "缓过来了", agreed.now, agreed.now + timedelta(days=30))
    assert _due(agreed) == []
    agreed.move(days=31)
    assert visits.claim(agreed.engine, visit, "乙", agreed.now)
    assert visits.record(agreed.engine, visit, "乙", "都好", agreed.now)
    assert [(note.officer, note.text) for note in visits.notes(agreed.engine, visit)] == [
        ("甲", "缓过来了"),
        ("乙", "都好"),
    ]
    with transaction(agreed.engine) as session:
        assert session.scalars(select(Visit.sealed)).all() == [""]
        assert session.scalars(select(Contact)).all() == []


async def test_stopped_at_a_word_and_never_taken_up_again(agreed: Edge) -> None:
    assert "不再联系" in text_of(await agreed.say("别再联系我了"))
    assert _due(agreed) == []
    with transaction(agreed.engine) as session:
        assert session.scalars(select(Visit.sealed)).all() == [""]
        assert session.scalars(select(Contact)).all() == []
    read = read_visits(f"number,type,due\n{NUMBER},loan_fake,2026-12-01\n", agreed.sealer, TYPES)
    assert visits.add(agreed.engine, read.visits, agreed.now) == (0, 1)


async def test_the_same_words_mean_nothing_where_nobody_would_call(edge: Edge) -> None:
    assert "rasa" in text_of(await edge.say("他让我别再联系我女儿"))
    assert "rasa" in text_of(await edge.say("别再联系我"))


async def test_forgotten_with_notes(agreed: Edge) -> None:
    visit = _due(agreed)[0].id
    assert visits.claim(agreed.engine, visit, "甲", agreed.now)
    assert visits.record(agreed.engine, visit, "甲", "说了几句", agreed.now, agreed.now)
    cases.forget(agreed.engine, "p")
    with transaction(agreed.engine) as session:
        assert [*session.scalars(select(Visit)), *session.scalars(select(VisitNote))] == []


async def test_the_polices_list_is_read_dry_and_nobody_stands_on_it_twice(edge: Edge) -> None:
    lines = ["+86 139 1234 5678,loan_fake,2026-12-01", f"{NUMBER},,2026-12-02", "12345,,2026-12-01"]
    lines += ["13800000001,nonsense,2026-12-01", "13800000002,,soon", "0571-88888888,,2026-11-20"]
    read = read_visits("\ufeffnumber,type,due\n" + "\n".join(lines), edge.sealer, TYPES)
    assert [line.partition(":")[0] for line in read.bad] == ["line 4", "line 5", "line 6"]
    assert NUMBER not in str(read.bad)
    assert visits.add(edge.engine, read.visits, edge.now, dry_run=True) == (2, 1)
    assert visits.due(edge.engine, edge.now)[1] == 0
    assert visits.add(edge.engine, read.visits, edge.now) == (2, 1)
    assert visits.add(edge.engine, read.visits, edge.now) == (0, 3)
    assert [row.source for row in _due(edge)] == ["police"]
