"""Return visits: one officer each, the number for nobody else, what is always said, and an end at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.console.keys import KNOWLEDGE, SETTINGS
from bot.console.pages.leads.reasons import OTHERWISE, in_chinese
from bot.console.pages.visits.names import MOST_MISSED, NEXTS, RESULTS, outcome
from bot.console.pages.visits.police_list import with_ids
from bot.console.pages.visits.saying import words
from bot.edge.seal import Sealer
from bot.edge.visits_csv import read_visits
from db import visits
from db.record_models import Visit, VisitMark
from db.session import transaction
from db.visits import POLICE, NewVisit
from tests.fakes.console import Clock, Desk
from tests.fakes.uploading import upload

NUMBER = "13987654321"
LIST = "号码,类型,回访日期\n13987654321,冒充公检法,2026-11-20\n"


def due(desk: Desk, number: str = NUMBER, **more: object) -> int:
    sealer = Sealer(desk.app[SETTINGS].secret())
    fields = {"type": "authority_police", "due_at": desk.clock() - timedelta(days=1), **more}
    one = NewVisit(sealer.fingerprint("visit", number), sealer.seal_contact(number), POLICE, **fields)  # type: ignore[arg-type]
    assert visits.add(desk.engine, [one], desk.clock()) == (1, 0)
    with transaction(desk.engine) as session:
        return session.scalars(select(Visit.id).where(Visit.fingerprint == one.fingerprint)).one()


def row(desk: Desk, visit: int) -> Visit:
    with transaction(desk.engine) as session:
        found = session.get(Visit, visit)
        assert found is not None
        return found


async def test_the_number_is_for_whoever_has_the_visit_and_each_look_is_on_record(full_desk: Desk) -> None:
    visit = due(full_desk)
    ann, bob = await full_desk.clerk("editor", "安安"), await full_desk.clerk("editor", "波波")
    await ann.post(f"/visits/{visit}/claim")
    assert (await bob.post(f"/visits/{visit}/claim")).headers["Location"] == "/visits"
    assert (await bob.post(f"/visits/{visit}/number")).status == 303
    assert NUMBER not in await (await bob.get(f"/visits/{visit}")).text()
    assert NUMBER not in await (await ann.get(f"/visits/{visit}")).text(), "not before she asks"
    assert NUMBER in await (await ann.post(f"/visits/{visit}/number")).text()
    assert full_desk.audited()[-1] == ("安安", "visit.number", f"回访 {visit} 号")
    full_desk.clock.forward(minutes=31)
    assert (await ann.post(f"/visits/{visit}/number")).status == 303


async def test_what_must_be_said_is_always_there(full_desk: Desk) -> None:
    knowledge = full_desk.app[KNOWLEDGE].current()
    now = full_desk.clock()
    for type_id in ("", *knowledge.scripts):
        for since in (None, now, now - timedelta(days=40), now - timedelta(days=80)):
            said = words(knowledge, type_id, since, now)
            assert "回访不要求下载软件、共享屏幕、提供卡号" in said.always[0]
            assert "帮你追回" in said.always[1]
            assert said.by_type
            assert all(said.by_type)
    times = {
        words(knowledge, "", since, now).by_time
        for since in (None, now, now - timedelta(days=40), now - timedelta(days=80))
    }
    assert len(times) == 4
    visit = due(full_desk)
    ann = await full_desk.clerk("editor", "安安")
    page = await (await ann.get(f"/visits/{visit}")).text()
    assert "回访不要求下载软件、共享屏幕、提供卡号" in page
    assert "真警察不在电话里办案" in page


async def test_an_outcome_is_noted_masked_and_the_number_goes(full_desk: Desk) -> None:
    visit = due(full_desk)
    ann = await full_desk.clerk("editor", "安安")
    await ann.post(f"/visits/{visit}/claim")
    assert (await ann.post(f"/visits/{visit}/outcome", None, result="", note="", next="0")).status == 422
    note = "她说我叫王小明，电话13700001111，报过案了"
    await ann.post(f"/visits/{visit}/outcome", None, result="answered", note=note, next="0")
    assert (row(full_desk, visit).state, row(full_desk, visit).sealed) == ("done", "")
    page = await (await ann.get(f"/visits/{visit}")).text()
    assert "接通：她说我叫〔姓名〕，电话〔手机号〕，报过案了" in page
    assert "13700001111" not in str(visits.notes(full_desk.engine, visit))


async def test_refusing_stops_at_once_and_for_ever(full_desk: Desk) -> None:
    visit = due(full_desk)
    ann = await full_desk.clerk("editor", "安安")
    await ann.post(f"/visits/{visit}/claim")
    await ann.post(f"/visits/{visit}/outcome", None, result="refused", note="", next="7")
    assert (row(full_desk, visit).state, row(full_desk, visit).sealed) == ("stopped", "")
    pub = await full_desk.clerk("publisher", "波波")
    run = (await upload(pub, "/visits/import", LIST))[1]
    assert "没有新的可加" in await (await pub.get(run)).text()


async def test_anybody_may_stop_a_visit_that_another_has(full_desk: Desk) -> None:
    visit = due(full_desk)
    ann, bob = await full_desk.clerk("editor", "安安"), await full_desk.clerk("editor", "波波")
    await ann.post(f"/visits/{visit}/claim")
    assert "找不回来" in await (await bob.get(f"/visits/{visit}/stop")).text()
    await bob.post(f"/visits/{visit}/stop")
    await ann.post(f"/visits/{visit}/outcome", None, result="answered", note="", next="7")
    assert (row(full_desk, visit).state, row(full_desk, visit).sealed) == ("stopped", "")


async def test_a_new_fraud_is_told_what_to_do_at_once(full_desk: Desk) -> None:
    visit = due(full_desk)
    ann = await full_desk.clerk("editor", "安安")
    await ann.post(f"/visits/{visit}/claim")
    page = await (await ann.post(f"/visits/{visit}/outcome", None, result="again", note="", next="0")).text()
    assert "先别转" in page
    assert "打110" in page
    assert row(full_desk, visit).due_at == full_desk.clock() + timedelta(days=1)


async def test_nobody_is_called_before_the_day(full_desk: Desk) -> None:
    visit = due(full_desk, due_at=full_desk.clock() + timedelta(days=3))
    ann = await full_desk.clerk("editor", "安安")
    await ann.post(f"/visits/{visit}/claim")
    assert row(full_desk, visit).officer == ""
    assert "还没到日子</dt><dd>1 位" in await (await ann.get("/visits")).text()


@pytest.mark.parametrize(
    ("result", "days", "missed", "again", "stop"),
    [
        ("answered", "0", 0, None, False),
        ("answered", "30", 0, 30, False),
        ("missed", "1", 0, 1, False),
        ("missed", "1", MOST_MISSED - 1, None, False),
        ("refused", "30", 0, None, True),
        ("again", "0", 0, 1, False),
        ("again", "30", 0, 1, False),
        ("answered", "99", 0, None, False),
    ],
)
def test_an_outcome_leads_to_a_next_day_or_an_end(
    result: str, days: str, missed: int, again: int | None, stop: bool
) -> None:
    now = Clock().now
    made = outcome(result, "", days, missed, now)
    assert made.stop == stop
    assert made.again == (now + timedelta(days=again) if again else None)


def test_an_unknown_result_is_asked_again() -> None:
    assert outcome("else", "", "1", 0, Clock().now).wrong
    assert set(NEXTS) >= {"0", "1"}
    assert len(RESULTS) == 4


async def test_a_police_list_is_looked_at_and_nobody_comes_twice(full_desk: Desk) -> None:
    pub = await full_desk.clerk("publisher", "波波")
    more = "13987654321,,2026-11-20\n13600000001,福利单,2026年11月30日\n123,,2026-11-20\n13600000002,种地,2026-11-20\n"
    status, run = await upload(pub, "/visits/import", LIST + more + "13600000003,,明天\n")
    page = await (await pub.get(run)).text()
    facts = re.sub(r"\s", "", "".join(re.findall(r"<dd>(.*?)</dd>", page)))
    assert status == 303
    assert facts == "名单.csv2位0位，不会再打第二遍1行，只算一次3行"
    with transaction(full_desk.engine) as session:
        assert session.scalars(select(VisitMark)).all() == []
    await pub.post(f"{run}/load")
    await pub.post(f"{run}/load")
    with transaction(full_desk.engine) as session:
        kept = session.scalars(select(Visit).order_by(Visit.due_at)).all()
        assert [one.type for one in kept] == ["authority_police", "brushing_task"]
    again = (await upload(pub, "/visits/import", LIST))[1]
    assert "名单上有过</dt><dd>1 位" in await (await pub.get(again)).text()
    assert [action for _, action, _ in full_desk.audited()] == ["visit.import"]


def test_every_reason_of_the_reader_has_chinese_words() -> None:
    text = "number,type,due\n1,,2026-11-20\n13600000002,x,2026-11-20\n13600000003,,x\n"
    bad = read_visits(text, Sealer(b"k" * 32), frozenset()).bad
    assert len(bad) == 3
    for line in map(in_chinese, bad):
        assert line.startswith("第 ")
        assert OTHERWISE not in line


def test_names_of_types_become_ids_and_what_is_unclear_stays() -> None:
    assert with_ids("number,type,due\n1,x,2026/1/2\n", {}) == "number,type,due\n1,x,2026-01-02\n"
