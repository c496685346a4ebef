"""What is kept how long: no table is left out, and what is overdue is said."""

from __future__ import annotations

from datetime import timedelta

from bot.console.pages.retention.kept import GONE, OTHERS, residents, span
from bot.settings import Settings
from db import contacts
from db.models import Base
from tests.fakes.console import Desk


def test_every_table_is_named_and_those_that_name_a_person_say_so() -> None:
    kept = residents(Settings())
    named = [one.table for one in kept] + [table for tables in OTHERS.values() for table in tables]
    assert sorted(named) == sorted(Base.metadata.tables)
    with_person = {name for name, table in Base.metadata.tables.items() if "person" in table.columns}
    assert with_person <= {one.table for one in kept if one.forgotten == GONE}


def test_lengths_are_words() -> None:
    lengths = (timedelta(minutes=10), timedelta(hours=24), timedelta(hours=2), timedelta(days=90))
    assert [span(one) for one in lengths] == ["10 分钟", "1 天", "2 小时", "90 天"]


async def test_what_should_be_gone_is_counted(desk: Desk) -> None:
    admin = await desk.clerk("admin", "王芳")
    assert "清理跟得上" in await (await admin.get("/retention")).text()
    contacts.consent(desk.engine, "p", contacts.CALL, desk.clock() - timedelta(minutes=19))
    assert "清理跟得上" in await (await admin.get("/retention")).text()
    desk.clock.forward(minutes=2)
    assert "<strong>1</strong> 行过期" in await (await admin.get("/retention")).text()
