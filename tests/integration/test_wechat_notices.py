"""The subscription notice of a return visit: allowed in WeChat's pop-up, sent once, where 48 hours are over."""

from __future__ import annotations

from db import visits
from db.models import utc_now
from db.record_models import NoticeGrant
from tests.fakes.visited import TEMPLATE, Resident
from tests.fakes.wechat_api import FakeWeChatApi
from tests.integration.test_wechat import (  # noqa: F401  # fixtures
    _patient,
    api,
    content,
    settings,
    start,
    wechat,
)
from tests.integration.test_wechat_visits import FINE, engine, rasa, resident, writers  # noqa: F401  # fixtures


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
    resident: Resident,  # noqa: F811
    api: FakeWeChatApi,  # noqa: F811
) -> None:
    api.allowed["oUser_1"] = 9
    await resident.allow_notice()
    assert await resident.after(days=7) == 1
    told = await resident.say("1")
    assert "您同意过我们过后问一声" in told
    assert "帮你追回" in told
    assert FINE in told


async def test_who_takes_the_allowance_back_gets_no_notice(resident: Resident, api: FakeWeChatApi) -> None:  # noqa: F811
    api.allowed["oUser_1"] = 9
    await resident.allow_notice()
    await resident.allow_notice("reject", created=2)
    assert resident.rows(NoticeGrant.event) == []
    assert await resident.after(days=7) == 0
    assert api.notices == []


async def test_a_notice_that_wechat_refuses_is_not_tried_again_and_somebody_calls(
    resident: Resident,  # noqa: F811
    api: FakeWeChatApi,  # noqa: F811
) -> None:
    await resident.allow_notice()  # taken back in WeChat's own settings: 43101
    assert await resident.after(days=7) == 0
    assert await resident.after(hours=1) == 0
    assert api.calls["message/subscribe/bizsend"] == 1
    assert visits.due(resident.engine, utc_now())[1] == 1
