"""The page of publicity: real rows on it and in its files, and what it says while there is nothing."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta, timezone

import pytest
from openpyxl import load_workbook

from bot.console.effect.period import period_of
from tests.fakes import publicity, records
from tests.fakes.console import Desk

NOW = datetime(2026, 11, 25, 4, tzinfo=timezone.utc)
TODAY = date(2026, 11, 26)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Give the console something to show."""
    records.load_spots(desk.engine)
    records.fill(desk.engine, 300, TODAY, 60)
    publicity.scan(desk.engine, 30, NOW)
    publicity.scan(desk.engine, 12, NOW - timedelta(days=30))
    publicity.scan(desk.engine, 4, NOW, scene=1)
    publicity.drill(desk.engine, "k1", {"begun": 20, "won": 8, "lost": 4}, NOW)
    publicity.quiz(desk.engine, "k2", {9: 9, 4: 3}, NOW)
    return desk


@pytest.mark.parametrize("key", ["", "4", "5", "x"])
def test_four_weeks_unless_twelve_are_chosen(key: str) -> None:
    found = period_of(key, TODAY)
    assert (found.now.days, found.before.days, found.weeks) == (28, 28, 4)
    assert found.before.until + timedelta(days=1) == found.now.since
    assert period_of("12", TODAY).now.days == 84


async def test_a_viewer_sees_counts_small_ones_as_small_and_no_cause(busy: Desk) -> None:
    page = await (await (await busy.clerk("viewer")).get("/effect")).text()
    for words in ("67%（39%到86%之间）", "75%（47%到91%之间）", "不到10", "可能是真的变多了", "说明不了因果"):
        assert words in page
    assert "下载 Excel" not in page
    assert ">4<" not in page.split("s-later")[0]


async def test_two_townships_beside_each_other(busy: Desk) -> None:
    clerk = await busy.clerk("viewer")
    page = await (await clerk.get("/effect?weeks=4&a=柳河镇&b=城东街道")).text()
    assert "柳河镇和城东街道" in page
    for wrong in ("a=柳河镇&b=柳河镇", "a=<script>&b=柳河镇"):
        page = await (await clerk.get(f"/effect?{wrong}")).text()
        assert "请选两个不一样的" in page
        assert "<script>&" not in page


async def test_files_hold_no_number_that_the_page_hides(busy: Desk) -> None:
    publisher = await busy.clerk("publisher")
    answer = await publisher.get("/effect/township/csv")
    rows = list(csv.reader(io.StringIO((await answer.read()).decode("utf-8-sig"))))
    assert [row[:2] for row in rows[1:]] == [["柳河镇", "30"], ["城东街道", "不到10"]]
    answer = await publisher.get("/effect/all/xlsx?weeks=12")
    book = load_workbook(io.BytesIO(await answer.read()))
    assert book.sheetnames == ["全部加在一起", "分乡镇街道", "分地点", "分人群", "宣传前后来问的"]
    assert [action for _, action, _ in busy.audited()] == ["figures.export"] * 2
    for path in ("/effect/nothing/csv", "/effect/all/csv", "/effect/township/pdf"):
        assert (await publisher.get(path)).status == 404


async def test_before_and_after_stand_with_their_weeks(busy: Desk) -> None:
    answer = await (await busy.clerk("publisher")).get("/effect/later/csv")
    rows = list(csv.reader(io.StringIO((await answer.read()).decode("utf-8-sig"))))
    assert rows[1][:3] == ["柳河镇", "2026年10月26日", "4"]
    assert all(cell.isdigit() for cell in rows[1][3:9])
    assert rows[2][:3] == ["城东街道", "2026年11月25日", ""]
    assert "不满一周" in rows[2][-1]


@pytest.mark.parametrize(("role", "words"), [("viewer", "请“编辑”角色的同事"), ("editor", 'href="/posters"')])
async def test_while_there_is_nothing_it_says_what_to_do(role: str, words: str, desk: Desk) -> None:
    page = await (await (await desk.clerk(role)).get("/effect")).text()
    assert words in page
    assert "还没有人扫海报" in page


async def test_the_bulletin_says_the_same_of_its_week(busy: Desk) -> None:
    publicity.scan(busy.engine, 15, NOW - timedelta(days=7))
    page = await (await (await busy.clerk("viewer")).get("/today/bulletin")).text()
    assert "海报二维码被打开 15 次，上周 0 次：可能是真的变多了。" in page
