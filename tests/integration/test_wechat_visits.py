"""Return visits in WeChat, from consent to stop: wechatpy talks, in secure mode, to the real edge; Rasa is a fake."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from bot.edge import lifetime
from bot.edge.channels.wechat.writing import Writing
from db.record_models import AssessmentRow, Contact, Visit, VisitNote, VisitReminder
from db.session import make_engine
from tests.fakes.rasa import FakeRasa
from tests.fakes.visited import TEMPLATE, LossRasa, Resident, kept_writers
from tests.fakes.wechat_api import FakeWeChatApi
from tests.fakes.wechat_client import WeChatClient
from tests.integration.test_wechat import (  # noqa: F401  # fixtures
    Start,
    _patient,
    api,
    content,
    settings,
    start,
    wechat,
)

FINE, AGAIN, STOPPED = "那就好", "先停下，一分钱也别转", "不再联系您了"


@pytest.fixture
async def rasa(monkeypatch: pytest.MonkeyPatch) -> FakeRasa:
    """Return Rasa, which every edge of this test will ask."""
    fake = LossRasa()
    monkeypatch.setattr(lifetime, "RasaClient", lambda *_: fake)
    return fake


@pytest.fixture
def writers(monkeypatch: pytest.MonkeyPatch) -> list[Writing]:
    """Return those who write by themselves, each edge's own."""
    return kept_writers(monkeypatch)


@pytest.fixture
def engine(settings: dict[str, str]) -> Iterator[Engine]:  # noqa: F811
    """Return the edge's database."""
    found = make_engine(settings["database_url"])
    yield found
    found.dispose()


@pytest.fixture
async def resident(start: Start, wechat: WeChatClient, engine: Engine, writers: list[Writing]) -> Resident:  # noqa: F811
    """Return a person who agreed."""
    edge = await start(return_visits="1", wechat_visit_template=TEMPLATE)
    person = Resident(edge, wechat, engine, writers)
    await person.agree()
    return person


async def test_a_reminder_goes_once_within_48_hours(resident: Resident, api: FakeWeChatApi) -> None:  # noqa: F811
    assert await resident.after(hours=23) == 0
    assert await resident.after(hours=2) == 1
    assert await resident.after(hours=1) == 0
    [(user, text)] = api.sent
    assert user == "oUser_1"
    assert text.startswith("您同意过我们过后问一声。")
    assert "报案" in text
    assert "96110" in text
    assert text.endswith("1 没再遇到\n2 又有人找我\n3 别再提醒我")


@pytest.mark.parametrize(
    ("said", "answer", "told", "note"),
    [
        ("1", "fine", FINE, "没再遇到"),
        ("没再遇到", "fine", FINE, "没再遇到"),
        ("没有了，谢谢", "fine", FINE, "没再遇到"),
        ("2", "again", AGAIN, "又有人找"),
        ("又有人找我", "again", AGAIN, "又有人找"),
        ("还有人来找我", "again", AGAIN, "又有人找"),
        ("3", "stop", STOPPED, "别再提醒"),
        ("别再提醒我", "stop", STOPPED, "别再提醒"),
        ("不要再发了", "stop", STOPPED, "别再提醒"),
        ("退订", "stop", STOPPED, "别再提醒"),
    ],
)
async def test_an_answer_is_recorded_and_answered(
    said: str, answer: str, told: str, note: str, resident: Resident, rasa: FakeRasa
) -> None:
    assert await resident.after(hours=25) == 1
    before = len(rasa.seen)
    assert told in await resident.say(said)
    assert len(rasa.seen) == before
    assert answer in resident.rows(VisitReminder.answer)
    assert resident.rows(VisitNote.text) == [note]


async def test_a_real_report_in_place_of_an_answer_is_a_report_first(resident: Resident, rasa: FakeRasa) -> None:
    await resident.after(hours=25)
    assert await resident.say("我刚又转了两万") == "rasa: urgent"
    assert resident.rows(AssessmentRow.stage)[-1] == "paid"
    assert resident.rows(VisitNote.text) == ["又有人找，跟助手说了"]
    assert rasa.seen[-1][0] == "我刚又转了两万"
    assert resident.rows(Visit.state) == ["due"]


async def test_who_stops_and_reports_in_one_breath_is_heard_in_both(resident: Resident, rasa: FakeRasa) -> None:
    await resident.after(hours=25)
    told = await resident.say("别提醒了，我又转了两万")
    assert told.startswith("rasa: urgent")
    assert STOPPED in told
    assert resident.rows(Visit.state) == ["stopped"]


@pytest.mark.parametrize("when", ["before any", "as an answer"])
async def test_after_a_stop_nothing_is_sent_ever(when: str, resident: Resident, api: FakeWeChatApi) -> None:  # noqa: F811
    api.allowed["oUser_1"] = 9
    await resident.allow_notice()
    if when == "as an answer":
        await resident.after(hours=25)
    before = len(api.sent)
    assert STOPPED in await resident.say("不要再提醒我了")
    await resident.agree(told="您说过别再联系")  # the number was struck off for good
    for _ in range(12):
        assert await resident.after(days=3) == 0
        await resident.say("你好")  # which opens 48 hours
    assert await resident.after(hours=1) == 0
    assert (len(api.sent), api.notices) == (before, [])
    assert (resident.rows(Visit.wechat), resident.rows(Contact.sealed)) == ([""], [])


@pytest.mark.parametrize(("said", "told"), [("1", FINE), ("我想做十道题", "第1题"), ("你好", "rasa: continue")])
async def test_whatever_is_typed_opens_48_hours_for_the_next(
    said: str,
    told: str,
    resident: Resident,
    api: FakeWeChatApi,  # noqa: F811
) -> None:
    await resident.after(hours=25)
    await resident.after(days=5)
    assert told in await resident.say(said)
    assert await resident.after(days=1) == 1
    assert "帮你追回" in api.sent[-1][1]
