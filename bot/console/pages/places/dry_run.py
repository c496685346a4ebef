"""What an import would do, before it does anything. Pure."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from bot.console.pages.places.words import HEADINGS, problem, with_ids
from bot.edge.blocklist_csv import BadFile, decode
from bot.edge.places_csv import read_places
from db.places import Spot

UNREADABLE = f"这个文件读不了。请用 Excel 另存为“CSV UTF-8”，第一行写：{'、'.join(HEADINGS)}。"
MOST = 200_000  # characters


@dataclass(frozen=True)
class DryRun:
    """What would happen.

    Attributes:
        text: the file, to be sent back when it is to be done.
        new: places that are not there yet.
        changed: (as it is, as it would be).
        same: how many are already there just so.
        bad: (line, what is wrong with it).
        problem: why nothing can be read at all, empty otherwise.
    """

    text: str = ""
    new: tuple[Spot, ...] = ()
    changed: tuple[tuple[Spot, Spot], ...] = ()
    same: int = 0
    bad: tuple[tuple[int, str], ...] = ()
    problem: str = ""

    @property
    def spots(self) -> list[Spot]:
        """Return what would be written."""
        return [*self.new, *(after for _, after in self.changed)]


def dry_run(text: str, known: Sequence[Spot]) -> DryRun:
    """Return what importing a text would do."""
    try:
        read = read_places(with_ids(text[:MOST]))
    except (BadFile, csv.Error):
        return DryRun(problem=UNREADABLE)
    if len(text) > MOST:
        return DryRun(problem=f"文件太大，最多 {MOST // 10_000} 万字。请分成几个文件。")
    by_id = {spot.id: spot for spot in known}
    return DryRun(
        text=text,
        new=tuple(spot for spot in read.spots if spot.id not in by_id),
        changed=tuple((by_id[spot.id], spot) for spot in read.spots if by_id.get(spot.id, spot) != spot),
        same=sum(by_id.get(spot.id) == spot for spot in read.spots),
        bad=tuple((line, problem(code)) for line, code in read.wrong),
    )


def decoded(raw: bytes) -> str | None:
    """Return the text of a file, None when it is none."""
    try:
        return decode(raw)
    except BadFile:
        return None
