"""From what is wanted to a ZIP file with every poster in it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from bot.posters.asked import Sheet
from bot.posters.options import DESIGN_NAMES
from bot.posters.page import page
from bot.posters.press import Press, Printed, lay_out, print_out
from bot.posters.scenes import link
from bot.posters.spots import FORMATS, PLACES, SIZES
from bot.posters.words import PosterWords, alternatives
from db.knowledge import Knowledge

LIST = "清单.csv"
_COLUMNS = ("文件", "类型", "人群", "地方", "式样", "尺寸", "标语", "二维码")


class CannotSet(ValueError):
    """None of the approved lines fits; the message says which poster and what was in the way."""


@dataclass
class Made:
    """What came of a set: how many sheets, and those that could not be set."""

    sheets: int = 0
    left_out: list[str] = field(default_factory=list)


def set_sheet(on: Page, knowledge: Knowledge, sheet: Sheet, public_url: str) -> tuple[PosterWords, Printed]:
    """Lay one poster out with the fullest words that have room, and print it.

    Raises:
        CannotSet: not even the shortest have.
    """
    size, address = SIZES[sheet.size], link(public_url, sheet.topic.scene)
    wrong: list[str] = []
    for words in alternatives(knowledge, sheet.topic, sheet.turn):
        wrong = lay_out(on, page(words, sheet.design, size, address, _shown(public_url)))
        if not wrong:
            return words, print_out(on, size)
    raise CannotSet(f"{name_of(knowledge, sheet)}：放不下（{wrong[0]}）")


def make_set(
    press: Press, knowledge: Knowledge, wanted: list[Sheet], public_url: str, target: Path, tell: Callable[[int], None]
) -> Made:
    """Make every sheet into a ZIP file with a list beside them.

    Args:
        press: what prints.
        knowledge: the words.
        wanted: the sheets.
        public_url: where the assistant is reached.
        target: the ZIP file; it stands there only once it is whole.
        tell: is told after each sheet how many are done.
    """
    made, rows, done = Made(), [], 0
    unfinished = target.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED) as archive:
        for size, sheets in groupby(sorted(wanted, key=lambda one: one.size), key=lambda one: one.size):
            with press.sheet(SIZES[size]) as on:
                for sheet in sheets:
                    done += 1
                    try:
                        words, printed = set_sheet(on, knowledge, sheet, public_url)
                    except CannotSet as error:
                        made.left_out.append(str(error))
                    else:
                        _put(archive, name_of(knowledge, sheet), printed)
                        rows.append(_row(knowledge, sheet, words, public_url))
                        made.sheets += 1
                    tell(done)
        archive.writestr(LIST, _list(rows))
    unfinished.replace(target)
    return made


def name_of(knowledge: Knowledge, sheet: Sheet) -> str:
    """Return the path of a poster in the archive, without the ending: folders by what a clerk looks for."""
    topic = sheet.topic
    group = str(knowledge.groups[topic.group]["name"])
    folder = f"{knowledge.scripts[topic.type].name}_{group}_{PLACES[topic.place].name}"
    spot = f"_{topic.spot}" if topic.spot else ""
    return f"{folder}{spot}/{DESIGN_NAMES[sheet.design]}_{SIZES[sheet.size].name}"


def _put(archive: zipfile.ZipFile, name: str, printed: Printed) -> None:
    for form in FORMATS:
        archive.writestr(f"{name}.{form}", getattr(printed, form))


def _row(knowledge: Knowledge, sheet: Sheet, words: PosterWords, public_url: str) -> tuple[str, ...]:
    topic = sheet.topic
    return (
        name_of(knowledge, sheet),
        words.name,
        str(knowledge.groups[topic.group]["name"]),
        PLACES[topic.place].name,
        DESIGN_NAMES[sheet.design],
        SIZES[sheet.size].name,
        words.slogan,
        link(public_url, topic.scene),
    )


def _list(rows: Iterable[tuple[str, ...]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([_COLUMNS, *rows])
    return out.getvalue().encode("utf-8-sig")  # so that Excel reads it as UTF-8


def _shown(public_url: str) -> str:
    """Return the address as people read it."""
    return urlsplit(public_url).netloc or public_url
