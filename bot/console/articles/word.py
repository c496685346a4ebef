"""An article or a short video as a Word file, to be worked on further."""

from __future__ import annotations

from typing import IO

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from bot.console.articles.content import Article, Video
from bot.console.bulletin.fonts import BODY, HEADING, TITLE, name_fallbacks, set_font
from bot.console.exports.harmless import clean

_TEXT, _SMALL = Pt(14), Pt(11)
_COLUMNS = (("镜头", 12), ("画面", 34), ("声音", 72), ("字幕", 30), ("秒", 12))


def write_article(target: IO[bytes], what: Article) -> None:
    """Write an article."""
    document = _begun(what.title)
    _line(document, what.lead)
    for part in what.parts:
        _line(document, part.heading, HEADING, style="Heading 2")
        for text in part.paragraphs:
            _line(document, text)
        for text in part.quotes:
            _line(document, f"“{text}”", "楷体")
        for n, text in enumerate(part.points, 1):
            _line(document, f"{n}. {text}", indent=False)
    for text in what.closing:
        _line(document, text, HEADING)
    _save(document, target, what.title)


def write_video(target: IO[bytes], what: Video) -> None:
    """Write the shots of a short video as a table."""
    document = _begun(what.title)
    _line(document, f"一共约 {what.seconds} 秒。", indent=False)
    table = document.add_table(rows=1, cols=len(_COLUMNS), style="Table Grid")
    lines = [tuple(name for name, _ in _COLUMNS)]
    lines += [(str(n), one.seen, one.heard, one.title, str(one.seconds)) for n, one in enumerate(what.shots, 1)]
    for number, line in enumerate(lines):
        cells = table.rows[0].cells if number == 0 else table.add_row().cells
        for cell, text, (_, width) in zip(cells, line, _COLUMNS, strict=True):
            cell.width = Mm(width)
            set_font(cell.paragraphs[0].add_run(clean(text)), HEADING if number == 0 else BODY, _SMALL, False)
    _save(document, target, what.title)


def _begun(title: str) -> DocumentType:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    style = document.styles["Normal"]
    style.font.name = BODY
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    heading = document.add_paragraph()
    set_font(heading.add_run(clean(title)), TITLE, Pt(22), False)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return document


def _line(document: DocumentType, text: str, font: str = BODY, style: str = "", indent: bool = True) -> None:
    paragraph = document.add_paragraph(style=style or None)
    set_font(paragraph.add_run(clean(text)), font, _TEXT, False)
    paragraph.paragraph_format.line_spacing = 1.5
    paragraph.paragraph_format.space_after = Pt(4)
    if indent and not style:
        paragraph.paragraph_format.first_line_indent = Pt(28)


def _save(document: DocumentType, target: IO[bytes], title: str) -> None:
    name_fallbacks(document)
    document.core_properties.title, document.core_properties.author = title, "反诈助手工作台"
    document.save(target)
