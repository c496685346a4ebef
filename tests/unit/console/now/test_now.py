"""The duty desk: one officer takes a call, only that officer sees the number, and every look is on record."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.console.keys import SETTINGS
from bot.edge.seal import Sealer
from db import calls, places
from db.places import Spot
from db.record_models import CallRequest, Contact
from db.session import transaction
from tests.fakes.console import Desk, open_desk

NUMBER = "13912345678"


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """Start a console where somebody is on duty."""
    async with open_desk(tmp_path, duty_desk="1") as opened:
        yield opened


def ask(
    desk: Desk, person: str = "p", channel: str = "web", place: str = "", ago: float = 0, number: str = NUMBER
) -> int:
    sealed = Sealer(desk.app[SETTINGS].secret()).seal_contact(number) if number else ""
    at = desk.clock() - timedelta(seconds=ago)
    return calls.ask(desk.engine, person, channel, place, "paid", "authority_police", at, sealed)


async def test_the_longest_waiting_stands_first_with_its_seconds(desk: Desk) -> None:
    ask(desk, "young", ago=20)
    ask(desk, "old", ago=75)
    page = await (await (await desk.clerk("viewer")).get("/now")).text()
    assert re.findall(r'data-seconds="\d+">([^<]+)<', page) == ["1 分 15 秒", "20 秒"]
    assert "/take" not in page
    assert NUMBER not in page


async def test_of_two_at_once_one_wins_and_the_other_is_told_who(desk: Desk) -> None:
    call = ask(desk)
    first, second = await desk.clerk("editor", "王芳"), await desk.clerk("editor", "赵强")
    answers = await asyncio.gather(first.post(f"/now/{call}/take"), second.post(f"/now/{call}/take"))
    assert sorted(answer.headers["Location"] for answer in answers) == ["/now", f"/now/{call}"]
    loser = (first, second)[[answer.headers["Location"] for answer in answers].index("/now")]
    winner = next(actor for actor, action, _ in desk.audited() if action == "call.take")
    assert f"{winner}先接了" in await (await loser.get("/now")).text()
    assert [action for _, action, _ in desk.audited()].count("call.take") == 1


async def test_the_number_is_shown_only_to_the_taker_and_each_look_is_audited(desk: Desk) -> None:
    call = ask(desk)
    taker, other = await desk.clerk("editor", "王芳"), await desk.clerk("admin", "赵强")
    assert NUMBER not in await (await taker.post(f"/now/{call}/number")).text()  # nobody has taken it yet
    await taker.post(f"/now/{call}/take")
    assert NUMBER not in await (await taker.get(f"/now/{call}")).text()
    assert (await other.post(f"/now/{call}/number")).headers["Location"] == "/now"
    assert (await other.get(f"/now/{call}")).headers["Location"] == "/now"
    assert "call.number" not in [action for _, action, _ in desk.audited()]
    assert NUMBER in await (await taker.post(f"/now/{call}/number")).text()
    assert desk.audited()[-1] == ("王芳", "call.number", str(call))
    assert NUMBER not in str(desk.audited())


async def test_done_takes_an_outcome_and_deletes_the_number(desk: Desk) -> None:
    call = ask(desk)
    taker, other = await desk.clerk("editor", "王芳"), await desk.clerk("editor", "赵强")
    await taker.post(f"/now/{call}/take")
    assert (await taker.post(f"/now/{call}/done", outcome="fine")).status == 422
    await other.post(f"/now/{call}/done", outcome="stopped")
    with transaction(desk.engine) as session:
        assert session.scalars(select(Contact)).one().sealed
    await taker.post(f"/now/{call}/done", outcome="stopped")
    with transaction(desk.engine) as session:
        assert session.scalars(select(Contact)).all() == []
        assert session.scalars(select(CallRequest)).one().state == "done"
    assert desk.audited()[-1] == ("王芳", "call.done", str(call))
    assert "现在没有人在等" in await (await taker.get("/now")).text()


async def test_a_call_taken_by_mistake_is_given_back(desk: Desk) -> None:
    call = ask(desk, ago=30)
    taker, other = await desk.clerk("editor", "王芳"), await desk.clerk("editor", "赵强")
    await taker.post(f"/now/{call}/take")
    await other.post(f"/now/{call}/back")
    assert "接着办这一个" in await (await taker.get("/now")).text()
    await taker.post(f"/now/{call}/back")
    assert (await other.post(f"/now/{call}/take")).headers["Location"] == f"/now/{call}"


@pytest.mark.parametrize(("ago", "is_late"), [(299, False), (301, True)])
async def test_untaken_for_five_minutes_both_sides_use_110(ago: float, is_late: bool, desk: Desk) -> None:
    call = ask(desk, ago=ago)
    clerk = await desk.clerk("editor")
    assert ("请当事人直接打110" in await (await clerk.get("/now/list")).text()) == is_late
    assert calls.tell(desk.engine, "p", desk.clock()) == is_late
    assert ("已经告诉他了" in await (await clerk.get("/now/list")).text()) == is_late
    assert (await clerk.post(f"/now/{call}/take")).headers["Location"] == f"/now/{call}"


async def test_a_kiosk_has_a_place_and_no_number(desk: Desk) -> None:
    places.load(desk.engine, [Spot("k1", "kiosk", "柳河村委会<b>", "柳河镇", "柳河村")])
    call = ask(desk, channel="kiosk", place="k1", number="")
    clerk = await desk.clerk("editor")
    await clerk.post(f"/now/{call}/take")
    page = await (await clerk.get(f"/now/{call}")).text()
    assert "柳河村委会&lt;b&gt;" in page
    assert "看号码" not in page


async def test_without_a_duty_desk_the_page_says_so_and_nothing_can_be_taken(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        call = ask(desk)
        clerk = await desk.clerk("admin")
        assert "没有开值班台" in await (await clerk.get("/now")).text()
        assert (await clerk.get("/now/list")).status == 404
        assert (await clerk.post(f"/now/{call}/take")).status == 404
        assert (await clerk.post(f"/now/{call}/number")).status == 404


def test_the_sound_is_what_the_script_makes() -> None:
    from bot.console.app import STATIC
    from scripts.make_chime import chime

    assert (STATIC / "now" / "chime.wav").read_bytes().endswith(chime())
