"""Return visits in WeChat, from consent to stop: wechatpy talks, in secure mode, to the real edge; Rasa is a fake."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.edge import lifetime
from bot.edge.channels.wechat import setup
from bot.edge.channels.wechat.writing import Writing
from db.models import Base
from db.record_models import AssessmentRow, NoticeGrant, Visit, VisitNote, VisitReminder
from db.session import make_engine, transaction
from tests.fakes.rasa import FakeRasa
from tests.fakes.wechat_api import FakeWeChatApi
from tests.fakes.wechat_client import WeChatClient, message_xml
from tests.integration.test_wechat import (  # noqa: F401  # fixtures
    Client,
    Start,
    _patient,
    _post,
    _say,
    api,
    content,
    settings,
    start,
    wechat,
)

TEMPLATE = "T-visit_1"
NUMBER = "13912345678"
FINE, AGAIN, STOPPED = "那就好", "先停下，一分钱也别转", "不再联系您了"
LOST = {"format": 1, "type": "loan_fake", "verdict": "alarm", "stage": "paid"}


class Reading(FakeRasa):
    """A Rasa that knows a loss told outright, and thanks after one."""

    async def turn(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """Answer."""
        self.seen.append((text, metadata))
        lost = "转了" in text or metadata["choice"] == "urgent:paid"
        kind = "urgent" if lost else "thanks" if text == "谢谢" else "continue"
        case = LOST if kind != "continue" else {"format": 1}
        read = {"kind": kind, "intent": "scam" if lost else "thanks"}
        assessed = {"intent": read["intent"], **{name: case.get(name) for name in ("type", "verdict", "stage")}}
        blocks = [{"type": "text", "text": f"rasa: {kind}"}]
        return {"blocks": blocks, "case": dict(case), "read": read, "assessed": assessed}


@pytest.fixture
async def rasa(monkeypatch: pytest.MonkeyPatch) -> FakeRasa:
    """Return Rasa, which every edge of this test will ask."""
    fake = Reading()
    monkeypatch.setattr(lifetime, "RasaClient", lambda *_: fake)
    return fake


class Resident:
    """A person who lost money and agreed to be visited; days pass when the test says so."""

    def __init__(self, edge: Client, wechat: WeChatClient, engine: Engine, writers: list[Writing]) -> None:  # noqa: F811
        """Keep the door, and what the edge writes by itself with."""
        self.edge, self.engine = edge, engine
        self._wechat, self._writers = wechat, writers

    async def say(self, text: str) -> str:
        """Type something and return the answer."""
        return await _say(self.edge, self._wechat, Content=text)

    async def allow_notice(self, status: str = "accept", created: int = 1) -> None:
        """Have WeChat tell what was answered in its pop-up, twice, as it does where it did not hear us."""
        item = {"TemplateId": TEMPLATE, "SubscribeStatusString": status, "PopupScene": "2"}
        listed: Any = {"List": item}
        told = {"Event": "subscribe_msg_popup_event", "SubscribeMsgPopupEvent": listed}
        for _ in range(2):
            xml = message_xml("event", created=int(time.time()) + created, **told)
            assert await _post(self.edge, self._wechat, xml) == b"success"

    async def agree(self) -> None:
        """Give consent and the number."""
        assert "1 过些天来问问我" in await self.say("谢谢")
        assert "90天后删掉" in await self.say("1")
        assert "只发号码" in await self.say("1")
        assert "记下了" in await self.say(NUMBER)

    async def after(self, **span: float) -> int:
        """Let time pass, have the edge look for what is due, and return how many messages went."""
        self.pass_time(timedelta(**span))
        return await self._writers[-1].once()

    def pass_time(self, span: timedelta) -> None:
        """Move everything that is kept of people into the past."""
        kept = [mapper.class_ for mapper in Base.registry.mappers if "person" in mapper.columns]
        with transaction(self.engine) as session:
            for row in [row for table in kept for row in session.scalars(select(table))]:
                for name, value in list(vars(row).items()):
                    if isinstance(value, datetime):
                        setattr(row, name, value - span)

    def rows(self, column: Any) -> list[Any]:
        """Return one column of a table."""
        with transaction(self.engine) as session:
            return list(session.scalars(select(column)))


@pytest.fixture
def writers(monkeypatch: pytest.MonkeyPatch) -> list[Writing]:
    """Return those who write by themselves, each edge's own."""
    made: list[Writing] = []

    class Kept(Writing):
        def __init__(self, *parts: Any, **more: Any) -> None:
            super().__init__(*parts, **more)
            made.append(self)

    monkeypatch.setattr(setup, "Writing", Kept)
    return made


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
    await resident.agree()  # the number was struck off for good
    for _ in range(12):
        assert await resident.after(days=3) == 0
        await resident.say("你好")  # which opens 48 hours
    assert await resident.after(hours=1) == 0
    assert (len(api.sent), api.notices) == (before, [])
    assert resident.rows(Visit.wechat) == [""]


async def test_one_pop_up_is_one_notice_after_48_hours(resident: Resident, api: FakeWeChatApi) -> None:  # noqa: F811
    api.allowed["oUser_1"] = 9  # it is we who count
    await resident.allow_notice()
    assert len(resident.rows(NoticeGrant.event)) == 1
    assert await resident.after(hours=25) == 1
    assert await resident.after(days=6) == 1
    assert await resident.after(days=24) == 0
    assert len(api.sent) == 1
    [(user, template, fields)] = api.notices
    assert (user, template, sorted(fields)) == ("oUser_1", TEMPLATE, ["thing1", "thing2"])
    assert "96110" in fields["thing1"]


async def test_the_answer_to_a_notice_hears_what_the_notice_had_no_room_for(
    resident: Resident,
    api: FakeWeChatApi,  # noqa: F811
) -> None:
    api.allowed["oUser_1"] = 9
    await resident.allow_notice()
    assert await resident.after(days=7) == 1
    told = await resident.say("1")
    assert "您同意过我们过后问一声" in told
    assert "帮你追回" in told
    assert FINE in told


async def test_an_answer_opens_48_hours_for_the_next(resident: Resident, api: FakeWeChatApi) -> None:  # noqa: F811
    await resident.after(hours=25)
    await resident.after(days=5)
    assert FINE in await resident.say("1")
    assert await resident.after(days=1) == 1
    assert "帮你追回" in api.sent[-1][1]


async def test_who_takes_the_allowance_back_gets_no_notice(resident: Resident, api: FakeWeChatApi) -> None:  # noqa: F811
    api.allowed["oUser_1"] = 9
    await resident.allow_notice()
    await resident.allow_notice("reject", created=2)
    assert resident.rows(NoticeGrant.event) == []
    assert await resident.after(days=7) == 0
    assert api.notices == []
