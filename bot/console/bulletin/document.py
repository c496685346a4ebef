"""A bulletin as a Word file, laid out as offices do (GB/T 9704): A4, 仿宋 三号, lines of 28 points."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import IO

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from bot.console.bulletin.content import Bulletin, RisenType
from bot.console.bulletin.effect import Effect
from bot.console.bulletin.fonts import BODY, HEADING, SECOND, SIZES, TITLE, name_fallbacks, set_font
from bot.console.exports.harmless import clean
from bot.console.figures.table import Table, shown

_LINE, _TWO_CHARACTERS = Pt(28), Pt(32)
_CELL, _FOOT = Pt(12), Pt(14)
_WIDTH, _FIRST = Mm(156), Mm(54)  # of a table and its first column
_NUMERALS = "一二三四五六七八"


def write(target: IO[bytes], what: Bulletin, made: date) -> None:
    """Write the file."""
    document = Document()
    _lay_out(document)
    _centred(document, what.title, TITLE)
    _centred(document, f"（{what.period}）", SECOND)
    for numeral, (heading, put) in zip(_NUMERALS, _parts(what).items(), strict=False):
        _heading(document, f"{numeral}、{heading}")
        put(document)
    _signed(document, made)
    _page_numbers(document)
    name_fallbacks(document)
    _properties(document, what)
    document.save(target)


def _parts(what: Bulletin) -> dict[str, Callable[[DocumentType], None]]:
    """Return what puts each part, by its heading, in order."""
    parts: dict[str, Callable[[DocumentType], None]] = {
        "本周情况": lambda document: _overview(document, what),
        "上升的类型": lambda document: _risen(document, what),
        "分乡镇街道": lambda document: _table(document, what.townships, "本周没有知道位置的。"),
        "拦住了多少": lambda document: _texts(document, what.prevented),
        "下周请对群众说": lambda document: _texts(document, what.tell),
        "怎么看这些数": lambda document: _texts(document, what.caution),
    }
    if what.effect:
        parts["宣传有没有用"] = lambda document: _effect(document, what.effect)
    return {**parts, "补充": lambda document: _texts(document, what.note)} if what.note else parts


def _effect(document: DocumentType, effect: Effect | None) -> None:
    if effect is None:
        return
    for table in effect.tables:
        _table(document, table)
    _texts(document, effect.lines)


def _overview(document: DocumentType, what: Bulletin) -> None:
    _text(document, what.summary)
    _table(document, what.overview)


def _risen(document: DocumentType, what: Bulletin) -> None:
    _text(document, what.risen_note)
    for one in what.risen:
        _type(document, one)


def _lay_out(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = document.styles["Normal"]
    style.font.name, style.font.size = BODY, SIZES[BODY]
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(language)


def _put(paragraph: Paragraph, text: str, font: str = BODY, size: Pt | None = None, bold: bool = False) -> Paragraph:
    set_font(paragraph.add_run(clean(text)), font, size, bold)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = _LINE
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(0)
    return paragraph


def _centred(document: DocumentType, text: str, font: str) -> None:
    style = "Title" if font == TITLE else None
    paragraph = _put(document.add_paragraph(style=style), text, font)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if style:
        paragraph.paragraph_format.line_spacing = Pt(36)
        _plain(paragraph)


def _heading(document: DocumentType, text: str) -> None:
    paragraph = _put(document.add_paragraph(style="Heading 1"), text, HEADING)
    paragraph.paragraph_format.first_line_indent = _TWO_CHARACTERS
    paragraph.paragraph_format.keep_with_next = True
    _plain(paragraph)


def _plain(paragraph: Paragraph) -> None:
    """Take the colour and the rule of Word's own headings away."""
    for run in paragraph.runs:
        colour = OxmlElement("w:color")
        colour.set(qn("w:val"), "000000")
        run._element.get_or_add_rPr().append(colour)
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    bottom.set(qn("w:val"), "nil")
    borders.append(bottom)
    paragraph._element.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _text(document: DocumentType, text: str, font: str = BODY) -> None:
    paragraph = _put(document.add_paragraph(), text, font)
    paragraph.paragraph_format.first_line_indent = _TWO_CHARACTERS


def _texts(document: DocumentType, texts: Iterable[str]) -> None:
    for text in texts:
        _text(document, text)


def _type(document: DocumentType, one: RisenType) -> None:
    _text(document, one.name, SECOND)
    _text(document, f"{one.figures}。{one.judged}。")
    if one.case:
        _text(document, f"典型案例（剧本里的，不是本周某个人的）：{one.case}")
    if one.slogan:
        _text(document, f"宣传标语：{one.slogan}")


def _table(document: DocumentType, table: Table, otherwise: str = "") -> None:
    if not table.rows and otherwise:
        _text(document, otherwise)
        return
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    lines = [[column.name for column in table.columns]]
    kinds = [column.kind for column in table.columns]
    lines += [[shown(cell, kind) for cell, kind in zip(row.cells, kinds, strict=True)] for row in table.rows]
    for n, line in enumerate(lines):
        cells = made.rows[0].cells if n == 0 else made.add_row().cells
        for column, (cell, text) in enumerate(zip(cells, line, strict=True)):
            cell.width = _FIRST if column == 0 else (_WIDTH - _FIRST) // (len(kinds) - 1)
            paragraph = _put(cell.paragraphs[0], text, HEADING if n == 0 else BODY, _CELL)
            paragraph.paragraph_format.line_spacing = Pt(20)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if column == 0 else WD_ALIGN_PARAGRAPH.RIGHT
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)


def _signed(document: DocumentType, made: date) -> None:
    paragraph = _put(document.add_paragraph(), f"{made.year}年{made.month}月{made.day}日")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_before = _LINE
    paragraph.paragraph_format.right_indent = Pt(64)


def _page_numbers(document: DocumentType) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_font(paragraph.add_run("— "), "宋体", _FOOT)
    run = paragraph.add_run()
    set_font(run, "宋体", _FOOT)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)
    set_font(paragraph.add_run(" —"), "宋体", _FOOT)


def _properties(document: DocumentType, what: Bulletin) -> None:
    core = document.core_properties
    core.title, core.author, core.comments = f"{what.title}（{what.period}）", "反诈助手工作台", ""
    core.language = "zh-CN"
