"""From what is wanted to a ZIP file with every poster in it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page

from bot.posters.asked import Sheet
from bot.posters.options import DESIGN_NAMES
from bot.posters.page import page
from bot.posters.parts import Parts, key_of, open_parts
from bot.posters.press import Press, Printed, lay_out, print_out
from bot.posters.spots import FORMATS, PLACES, SIZES
from bot.posters.wechat_codes import Codes
from bot.posters.words import PosterWords, alternatives
from db.knowledge import Knowledge

LIST = "清单.csv"
_COLUMNS = ("文件", "类型", "人群", "地方", "式样", "尺寸", "标语", "二维码", "正文字高（毫米）")
SMALLEST = 1.38  # rem of the signals, the smallest of the lines that count
REST_EVERY = 10  # sheets


class CannotSet(ValueError):
    """None of the approved lines fits; the message says which poster and what was in the way."""


@dataclass
class Made:
    """What came of a set: how many sheets, and those that could not be set."""

    sheets: int = 0
    found: int = 0  # made before a kill
    left_out: list[str] = field(default_factory=list)


def set_sheet(
    on: Page, knowledge: Knowledge, sheet: Sheet, holds: str, shown: str
) -> tuple[PosterWords, float, Printed]:
    """Lay one poster out with the fullest words that have room, and print it.

    Args:
        on: what it is laid out on.
        knowledge: the words.
        sheet: which poster.
        holds: what the code holds.
        shown: the address as people read it.

    Returns:
        Its words, the height of its smallest line of advice in millimetres, and the poster.

    Raises:
        CannotSet: not even the shortest have room.
    """
    size = SIZES[sheet.size]
    wrong: list[str] = []
    for words in alternatives(knowledge, sheet.topic, sheet.turn):
        wrong, grown = lay_out(on, page(words, sheet.design, size, holds, shown))
        if not wrong:
            return words, size.letter(SMALLEST * grown), print_out(on, size)
    raise CannotSet(f"{name_of(knowledge, sheet)}：放不下（{wrong[0]}）")


def make_set(
    press: Press, knowledge: Knowledge, wanted: list[Sheet], codes: Codes, target: Path, tell: Callable[[int], None]
) -> Made:
    """Make every sheet into a ZIP file with a list beside them; what was made before a kill is not made again.

    Args:
        press: what prints.
        knowledge: the words.
        wanted: the sheets.
        codes: what their codes hold.
        target: the ZIP file; it stands there only once it is whole.
        tell: is told after each sheet how many are done.

    Raises:
        Busy: another process makes the same set.
    """
    made, keys = Made(), []
    with open_parts(target) as parts:
        for done, sheet in enumerate(sorted(wanted, key=lambda one: one.size), 1):
            key = _key(knowledge, sheet, codes)
            if parts.row(key) is None:
                parts.put(key, *_make(press, knowledge, sheet, codes))
                if done % REST_EVERY == 0:
                    press.rest()
            else:
                made.found += 1
            keys.append(key)
            tell(done)
        _pack(parts, keys, target, made)
    return made


def _key(knowledge: Knowledge, sheet: Sheet, codes: Codes) -> str:
    words = list(alternatives(knowledge, sheet.topic, sheet.turn))
    return key_of(sheet, codes.of(sheet.topic.scene), _shown(codes.public_url), words, name_of(knowledge, sheet))


def _make(press: Press, knowledge: Knowledge, sheet: Sheet, codes: Codes) -> tuple[list[str], Printed | None]:
    """Return the row of the list and the poster, or why there is none."""
    holds, shown = codes.of(sheet.topic.scene), _shown(codes.public_url)
    for again in (True, False):
        try:
            words, height, printed = set_sheet(press.sheet(SIZES[sheet.size]), knowledge, sheet, holds, shown)
        except CannotSet as error:
            return [str(error)], None
        except Error:  # the browser died
            press.close()
            if not again:
                raise
        else:
            return _row(knowledge, sheet, words, holds, height), printed
    raise AssertionError("not reached")


def _pack(parts: Parts, keys: list[str], target: Path, made: Made) -> None:
    rows, unfinished = [], target.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED) as archive:
        for key in keys:
            row = parts.row(key) or []
            if len(row) < len(_COLUMNS):
                made.left_out += row
                continue
            for form in FORMATS:
                archive.write(parts.file(key, form), f"{row[0]}.{form}")
            rows.append(row)
        archive.writestr(LIST, _list(rows))
    unfinished.replace(target)
    made.sheets = len(rows)


def name_of(knowledge: Knowledge, sheet: Sheet) -> str:
    """Return the path of a poster in the archive, without the ending: folders by what a clerk looks for."""
    topic = sheet.topic
    group = str(knowledge.groups[topic.group]["name"])
    folder = f"{knowledge.scripts[topic.type].name}_{group}_{PLACES[topic.place].name}"
    spot = f"_{topic.spot}" if topic.spot else ""
    return f"{folder}{spot}/{DESIGN_NAMES[sheet.design]}_{SIZES[sheet.size].name}"


def _row(knowledge: Knowledge, sheet: Sheet, words: PosterWords, holds: str, height: float) -> list[str]:
    topic = sheet.topic
    return [
        name_of(knowledge, sheet),
        words.name,
        str(knowledge.groups[topic.group]["name"]),
        PLACES[topic.place].name,
        DESIGN_NAMES[sheet.design],
        SIZES[sheet.size].name,
        words.slogan,
        holds,
        f"{height:.1f}",
    ]


def _list(rows: Iterable[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([_COLUMNS, *rows])
    return out.getvalue().encode("utf-8-sig")  # so that Excel reads it as UTF-8


def _shown(public_url: str) -> str:
    """Return the address as people read it."""
    return urlsplit(public_url).netloc or public_url
