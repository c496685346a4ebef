"""The bulletin: the right weeks, only approved words, honest about small numbers, and a sound Word file."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from bot.console.bulletin.content import Bulletin, Counted, bulletin
from bot.console.bulletin.document import write
from bot.console.bulletin.note import LONGEST, problem
from bot.console.bulletin.weeks import offered, weeks
from bot.console.figures.names import Names
from db.figures import Figures
from db.knowledge import Knowledge

TODAY = date(2026, 11, 26)  # a Thursday
WEEKS = weeks("", TODAY)


def counted(this: dict[str, int], four: dict[str, int]) -> Counted:
    def of(types: dict[str, int]) -> Figures:
        number = sum(types.values())
        by = {"type": Counter(types), "township": Counter({"柳河镇": number}), "stage": Counter({"paid": 2})}
        return Figures(number, 1, 0, by)

    return Counted(of(this), of({"loan_fake": 3}), of(four), of({"loan_fake": 2}))


def made(knowledge: Knowledge, this: dict[str, int], four: dict[str, int], note: str = "") -> Bulletin:
    return bulletin(WEEKS, counted(this, four), Names(), knowledge, note)


def test_the_last_whole_week_and_the_four_before() -> None:
    assert (WEEKS.this.since, WEEKS.this.until) == (date(2026, 11, 16), date(2026, 11, 22))
    assert (WEEKS.last.since, WEEKS.last.until) == (date(2026, 11, 9), date(2026, 11, 15))
    assert (WEEKS.four.since, WEEKS.four.until) == (date(2026, 10, 19), date(2026, 11, 15))


@pytest.mark.parametrize("chosen", ["2026-11-23", "2026-11-17", "2019-01-07", "x", "9999-99-99"])
def test_only_a_whole_week_of_those_offered_can_be_chosen(chosen: str) -> None:
    assert weeks(chosen, TODAY) == WEEKS
    assert weeks("2026-11-02", TODAY).this.since == date(2026, 11, 2)
    assert weeks("", date(2026, 11, 29)).this.since == date(2026, 11, 16)  # on Sunday the week is not over


def test_the_first_of_the_offered_weeks_is_over() -> None:
    assert offered(date(2026, 11, 30))[0] == date(2026, 11, 23)


def test_three_risen_types_with_the_words_of_their_scripts(knowledge: Knowledge) -> None:
    this = {"loan_fake": 40, "game_trade": 30, "authority_police": 25, "brushing_task": 24, "": 50}
    what = made(knowledge, this, {"loan_fake": 20, "game_trade": 8, "authority_police": 20, "brushing_task": 90})
    assert len(what.risen) == 3
    assert "不像是碰巧" in what.risen_note
    for one in what.risen:
        script = next(script for script in knowledge.scripts.values() if script.name == one.name)
        assert one.case == script.words["case"]
        assert one.slogan in script.words["slogans"]
        approved = [*script.lines("red_flags"), *script.lines("never_do"), *script.lines("do_now")]
        assert len(one.tell) == 3
        assert set(one.tell) <= set(approved)


def test_what_may_be_chance_is_called_so_and_what_is_rare_is_left_out(knowledge: Knowledge) -> None:
    what = made(knowledge, {"loan_fake": 7, "game_trade": 4}, {"loan_fake": 20, "game_trade": 2})
    assert [one.name for one in what.risen] == [knowledge.scripts["loan_fake"].name]
    assert "没有哪一类多到可以排除碰巧" in what.risen_note
    assert "件数少" in what.summary
    assert made(knowledge, {}, {}).risen == ()


def test_what_to_tell_people_is_approved_words_alone(knowledge: Knowledge) -> None:
    what = made(knowledge, {"loan_fake": 40}, {"loan_fake": 20})
    assert what.tell[0].startswith(f"{what.risen[0].name}：{what.risen[0].tell[0]}")
    assert what.tell[1:] == tuple(
        knowledge.answers[name]["short"] for name in ("hotline_110_or_96110", "hotline_96110")
    )
    assert len(made(knowledge, {}, {}).tell) == 2


def test_nobody_answered_is_said_so(knowledge: Knowledge) -> None:
    assert "说不出来" in made(knowledge, {"loan_fake": 7}, {}).prevented[0]


def test_the_week_stands_against_the_week_before_and_the_mean_of_four(knowledge: Knowledge) -> None:
    what = made(knowledge, {"loan_fake": 8}, {"loan_fake": 10})
    assert what.overview.rows[0].cells == ("来问的", 8, 3, 2.5)
    assert what.townships.rows[0].cells == ("柳河镇", 8, 2, 1.0)


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("下周三开会，请各村带数字。\n有事打96110。", ""),
        ("联系王警官13912345678", "手机号"),
        ("打到6222021234567890123", "里面有"),
        ("看 https://evil.example/x", "链接"),
        ("字" * (LONGEST + 1), "最多"),
        ("一\n" * 13, "最多"),
    ],
)
def test_what_staff_may_add(note: str, said: str, knowledge: Knowledge) -> None:
    wrong = problem(note, knowledge.hotlines)
    assert said in wrong
    assert bool(wrong) == bool(said)


@pytest.fixture(scope="module")
def word(knowledge: Knowledge) -> bytes:
    file = io.BytesIO()
    hostile = '</w:t><w:instrText>INCLUDETEXT "http://evil"</w:instrText>\x0b\x00 & <b>粗</b>'
    what = made(knowledge, {"loan_fake": 40, "": 3}, {"loan_fake": 20}, f"开会。\n{hostile}")
    write(file, what, TODAY)
    return file.getvalue()


def test_the_file_is_laid_out_as_an_office_expects(word: bytes) -> None:
    document = Document(io.BytesIO(word))
    section = document.sections[0]
    assert section.page_width is not None
    assert abs(section.page_width - Mm(210)) < Mm(1)
    title, body = document.paragraphs[0], document.paragraphs[3]
    assert (title.style.name, title.text) == ("Title", "反诈咨询情况周报")  # type: ignore[union-attr]
    assert chinese_font(title) == "方正小标宋简体"
    assert chinese_font(body) == "仿宋"
    assert body.runs[0].font.size == Pt(16)
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]  # type: ignore[union-attr]
    assert headings == [
        "一、本周情况",
        "二、上升的类型",
        "三、分乡镇街道",
        "四、拦住了多少",
        "五、下周请对群众说",
        "六、怎么看这些数",
        "七、补充",
    ]
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["来问的", "43", "3", "5.0"]
    assert "96110" in "".join(one.text for one in document.paragraphs)
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        assert "宋体".encode() in parts.read("word/fontTable.xml")


def chinese_font(paragraph: Paragraph) -> str:
    return str(paragraph.runs[0]._element.get_or_add_rPr().get_or_add_rFonts().get(qn("w:eastAsia")))


def test_what_staff_add_is_text_and_nothing_else(word: bytes) -> None:
    document = Document(io.BytesIO(word))
    assert "& <b>粗</b>" in "".join(one.text for one in document.paragraphs)
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        assert b"<w:instrText>INCLUDETEXT" not in parts.read("word/document.xml")
        assert not [name for name in parts.namelist() if "vba" in name.lower()]


def test_no_note_no_seventh_part(knowledge: Knowledge) -> None:
    file = io.BytesIO()
    write(file, replace(made(knowledge, {}, {}), note=()), TODAY)
    assert "七、" not in "".join(one.text for one in Document(io.BytesIO(file.getvalue())).paragraphs)
