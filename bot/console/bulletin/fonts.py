"""Fonts of an official document, each with what to use where it is not installed."""

from __future__ import annotations

from docx.document import Document
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.run import Run
from lxml import etree

TITLE, HEADING, SECOND, BODY = "方正小标宋简体", "黑体", "楷体", "仿宋"
# a Windows without the office's fonts knows 宋体; LibreOffice knows the Noto ones
FALLBACKS = {
    TITLE: "宋体,SimSun,Noto Serif CJK SC",
    HEADING: "SimHei,Noto Sans CJK SC",
    SECOND: "楷体_GB2312,KaiTi,Noto Serif CJK SC",
    BODY: "仿宋_GB2312,FangSong,Noto Serif CJK SC",
}
SIZES = {TITLE: Pt(22), HEADING: Pt(16), SECOND: Pt(16), BODY: Pt(16)}  # 二号, 三号
_TABLE = "/word/fontTable.xml"


def set_font(run: Run, font: str, size: Pt | None = None, bold: bool = False) -> None:
    """Set the font of a piece of text; Word keeps the one for Chinese apart."""
    run.font.name, run.font.size, run.font.bold = font, size or SIZES[font], bold
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:eastAsia", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), font)


def name_fallbacks(document: Document) -> None:
    """Write into the file which font to take for one that is missing."""
    part = next((part for part in document.part.package.iter_parts() if str(part.partname) == _TABLE), None)
    if part is None:
        return
    table = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    for font, others in FALLBACKS.items():
        element = OxmlElement("w:font")
        element.set(qn("w:name"), font)
        other = OxmlElement("w:altName")
        other.set(qn("w:val"), others)
        element.append(other)
        table.append(element)
    _write(part, etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True))


def _write(part: Part, blob: bytes) -> None:
    part._blob = blob
