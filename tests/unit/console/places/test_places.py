"""Places: a file is tried before it is imported, in the words of who wrote it."""

from __future__ import annotations

import pytest
from aiohttp import FormData

from bot.console.keys import KEYS
from bot.console.pages.places.dry_run import MOST, decoded, dry_run
from bot.console.pages.places.words import problem
from bot.edge.places_csv import WRONG, read_places
from db import places
from db.places import Spot
from tests.fakes.console import Browser, Desk

HEAD = "编号,类别,名称,乡镇街道,村和社区\n"
KNOWN = Spot("k1", "kiosk", "柳河村委会", "柳河镇", "柳河村")


async def upload(browser: Browser, raw: bytes, name: str = "places.csv") -> str:
    """Send a file as the form does; returns the page."""
    app = browser.client.app
    assert app is not None
    form = FormData()
    form.add_field("csrf", app[KEYS].csrf(browser.cookie))
    form.add_field("file", raw, filename=name, content_type="text/csv")
    body = form()
    sent = await browser.client.post("/places/import", data=form if body is None else body, allow_redirects=False)
    return await sent.text()


def test_a_dry_run_says_what_is_new_changed_same_and_wrong() -> None:
    text = (
        HEAD
        + "k1,触摸屏,柳河村委会,柳河镇,柳河村\nk2,海报,海报,柳河镇,\n"
        + "k 3,海报,集市,,\nk4,飞机,集市,,\nk2,海报,再来,,\nk5,海报,,,\n"
    )
    tried = dry_run(text, [KNOWN])
    assert (tried.same, tried.new) == (1, (Spot("k2", "poster", "海报", "柳河镇", ""),))
    assert [line for line, _ in tried.bad] == [4, 5, 6, 7]
    changed = dry_run(HEAD + "k1,触摸屏,新村委会,柳河镇,柳河村\n", [KNOWN])
    assert changed.changed == ((KNOWN, Spot("k1", "kiosk", "新村委会", "柳河镇", "柳河村")),)


@pytest.mark.parametrize("code", WRONG)
def test_everything_that_may_be_wrong_is_said_in_chinese(code: str) -> None:
    assert problem(code) != code


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", '编号,"类别', "x" * 10, "\x00"])
def test_what_is_no_list_of_places_is_refused_with_the_remedy(text: str) -> None:
    assert "CSV UTF-8" in dry_run(text, []).problem


def test_too_long_a_file_is_refused() -> None:
    assert "太大" in dry_run(HEAD + "k1,海报,集市,,\n" * (MOST // 10), []).problem


def test_ids_are_understood_too() -> None:
    assert dry_run("id,kind,name,township,village\nk1,kiosk,柳河村委会,柳河镇,柳河村\n", [KNOWN]).same == 1
    assert read_places("id,kind,name,township,village\nk 1,x,,,\n").bad == [f"line 2: {WRONG['id']}"]


def test_files_as_excel_writes_them() -> None:
    text = HEAD + "k1,触摸屏,柳河村委会,柳河镇,柳河村\n"
    for raw in (text.encode("utf-8-sig"), text.encode("gb18030"), text.replace("\n", "\r\n").encode()):
        assert dry_run(decoded(raw) or "", [KNOWN]).same == 1
    assert decoded(b"\xff\xfe\x00\xd8\xff") is None


async def test_nothing_changes_before_it_is_confirmed_and_then_it_is_on_record(desk: Desk) -> None:
    clerk = await desk.clerk("admin", "王芳")
    text = HEAD + "k1,触摸屏,柳河<b>村委会,柳河镇,柳河村\n"
    page = await upload(clerk, text.encode("gb18030"))
    assert "还什么都没有改" in page
    assert "柳河&lt;b&gt;村委会" in page
    assert places.listed(desk.engine) == []
    answer = await clerk.post("/places/load", text=text)
    assert answer.headers["Location"] == "/places"
    assert [spot.name for spot in places.listed(desk.engine)] == ["柳河<b>村委会"]
    assert desk.audited()[-1][:2] == ("王芳", "places.import")
    await clerk.post("/places/load", text=text)  # a second click changes nothing
    assert [action for _, action, _ in desk.audited()].count("places.import") == 1


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00\xd8\xff", b"PK\x03\x04 a workbook"])
async def test_what_is_no_csv_changes_nothing(raw: bytes, desk: Desk) -> None:
    assert "读不了" in await upload(await desk.clerk("admin"), raw)
    assert places.listed(desk.engine) == []
