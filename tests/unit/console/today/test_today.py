"""The pages of figures: what they show, to whom, and what leaves them."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime, timezone

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.console.figures.tables import TABLES
from db import places
from db.assessments import forget_person
from db.places import Spot
from db.session import transaction
from tests.fakes import records
from tests.fakes.console import Desk

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 0, 30, tzinfo=timezone.utc)
PLANTED = "<script>alert(1)</script>我叫王大力，打13912345678"


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Give the console something to show."""
    records.load_spots(desk.engine)
    records.fill(desk.engine, 300, TODAY, 60)
    return desk


async def test_every_figure_leads_to_as_many_cases(filled: Desk) -> None:
    clerk = await filled.clerk("viewer")
    page = await (await clerk.get("/today?period=30")).text()
    links = re.findall(r'<a href="(/today/cases\?[^"]+)">([\d,]+)<', page)
    assert len(links) > 30
    for path, number in links:
        cases = await (await clerk.get(path.replace("&amp;", "&"))).text()
        assert f"共 {number} 件" in cases, path


async def test_paging_shows_every_case_once(filled: Desk) -> None:
    clerk, seen = await filled.clerk("editor"), list[str]()
    for number in range(1, 9):
        page = await (await clerk.get(f"/today/cases?period=custom&since=2026-01-01&page={number}")).text()
        seen += re.findall(r"/today/cases/([0-9a-f]{32})", page)
        if 'rel="next"' not in page:
            break
    assert len(seen) == len(set(seen)) == 300
    far = await (await clerk.get("/today/cases?period=custom&since=2026-01-01&page=999999")).text()
    assert "第 6 页，共 6 页" in far


async def test_words_are_masked_escaped_and_not_for_viewers(desk: Desk) -> None:
    matter = records.say(desk.engine, text=PLANTED, now=NOW)
    editor, viewer = await desk.clerk("editor"), await desk.clerk("viewer")
    page = await (await editor.get(f"/today/cases/{matter}")).text()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "大力" not in page
    assert "13912345678" not in page
    assert matter not in await (await viewer.get("/today/cases")).text()
    assert (await viewer.get(f"/today/cases/{matter}")).status == 403


async def test_a_forgotten_person_is_only_counted(desk: Desk) -> None:
    matter = records.say(desk.engine, text=PLANTED, person="gone", now=NOW)
    with transaction(desk.engine) as session:
        forget_person(session, "gone")
    editor = await desk.clerk("editor")
    assert (await editor.get(f"/today/cases/{matter}")).status == 404
    page = await (await editor.get("/today/cases")).text()
    assert "共 1 件" in page
    assert "已删" in page


@pytest.mark.parametrize(
    "path", ["/today/cases/x", "/today/cases/' or 1=1", "/today/table/nothing", "/today/table/type/exe"]
)
async def test_what_is_not_there_is_not_found(path: str, desk: Desk) -> None:
    assert (await (await desk.clerk("admin")).get(path)).status == 404


@pytest.mark.parametrize("by", TABLES)
async def test_every_table_is_shown_and_exported_alike(by: str, filled: Desk) -> None:
    clerk = await filled.clerk("publisher")
    page = await (await clerk.get(f"/today/table/{by}?period=30")).text()
    labels = re.findall(r'<th scope="row">([^<]*)<', page)
    answer = await clerk.get(f"/today/table/{by}/xlsx?period=30")
    sheet = load_workbook(io.BytesIO(await answer.read())).worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == labels
    text = (await (await clerk.get(f"/today/table/{by}/csv?period=30")).read()).decode("utf-8")
    assert text.startswith("\ufeff")
    assert [row[0] for row in list(csv.reader(io.StringIO(text[1:])))[1:]] == labels


async def test_an_export_is_on_record_and_all_tables_go_into_one_book(filled: Desk) -> None:
    clerk = await filled.clerk("publisher", "王芳")
    answer = await clerk.get("/today/table/all/xlsx?period=7")
    assert len(load_workbook(io.BytesIO(await answer.read())).worksheets) == len(TABLES)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert filled.audited()[-1][:2] == ("王芳", "figures.export")
    assert (await (await filled.clerk("editor")).get("/today/table/type/xlsx")).status == 403


async def test_all_cases_go_into_a_file_without_words_and_pseudonyms(filled: Desk) -> None:
    matter = records.say(filled.engine, text=PLANTED, now=NOW)
    clerk = await filled.clerk("publisher", "王芳")
    query = "period=custom&since=2026-01-01"
    raw = await (await clerk.get(f"/today/cases/export/csv?{query}")).read()
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert len(rows) == 302
    assert matter not in raw.decode()
    assert "安全账户" not in raw.decode()
    answer = await clerk.get(f"/today/cases/export/xlsx?{query}&type=loan_fake")
    sheet = load_workbook(io.BytesIO(await answer.read())).worksheets[0]
    assert {row[1].value for row in sheet.iter_rows(min_row=2)} == {"loan_fake"}
    assert filled.audited()[-1][:2] == ("王芳", "figures.export")


async def test_a_place_that_would_be_a_formula_is_text(desk: Desk) -> None:
    # somebody names a village so that the clerk's spreadsheet runs it
    places.load(desk.engine, [Spot("k9", "kiosk", "=cmd|' /C calc'!A0", "+镇", "@村")])
    records.fill(desk.engine, 3, TODAY, 1, place="k9")
    clerk = await desk.clerk("publisher")
    text = await (await clerk.get("/today/table/place/csv")).text()
    assert "\n'=cmd|" in text
    sheet = load_workbook(io.BytesIO(await (await clerk.get("/today/table/township/xlsx")).read())).worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("+镇", "s")


async def test_an_empty_console_says_what_to_do(desk: Desk) -> None:
    page = await (await (await desk.clerk("viewer")).get("/today")).text()
    assert "这段时间还没有" in page


async def test_the_bulletin_is_seen_then_downloaded(filled: Desk) -> None:
    clerk, editor = await filled.clerk("publisher", "王芳"), await filled.clerk("editor")
    note = "<img src=x onerror=alert(1)>开会"
    page = await (await clerk.post("/today/bulletin", week="2026-11-16", note=note)).text()
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page
    answer = await clerk.post("/today/bulletin/word", week="2026-11-16", note=note)
    text = "\n".join(one.text for one in Document(io.BytesIO(await answer.read())).paragraphs)
    assert note in text
    assert "2026年11月16日至11月22日" in text
    assert filled.audited()[-1][:2] == ("王芳", "bulletin.export")
    assert (await editor.post("/today/bulletin/word", week="2026-11-16", note="")).status == 403


async def test_a_note_with_a_number_goes_into_no_file(filled: Desk) -> None:
    clerk = await filled.clerk("publisher")
    answer = await clerk.post("/today/bulletin/word", week="", note="找13912345678")
    assert answer.status == 422
    assert "请去掉" in await answer.text()
    assert "bulletin.export" not in [action for _, action, _ in filled.audited()]
