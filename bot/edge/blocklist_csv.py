"""A CSV of what staff know to be a scammer's, read into fingerprints; what is wrong is told by line.

The file has the columns kind, value, source, in UTF-8 or as Excel writes it in
Chinese. A value is looked for as in a message, so that it is found in one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from bot.edge.judging import Judge
from bot.edge.seal import Sealer
from bot.judge.keys import key_of, too_wide
from bot.judge.pieces import ACCOUNT, CARD, LINK, MAIL, NUMBERS, SHORT_CODE, Piece, pieces
from bot.text.mask import find
from db.blocked import Entry

COLUMNS = ("kind", "value", "source")
MOST_SOURCE = 60
_PHONE = frozenset({*NUMBERS, SHORT_CODE})
# what staff may write → the kinds that masking may find in the value
KINDS: dict[str, frozenset[str]] = {
    "链接": frozenset({LINK}),
    "电话": _PHONE,
    "账号": frozenset({ACCOUNT, *_PHONE}),  # an account of digits looks like a number
    "银行卡": frozenset({CARD, "号码"}),
    "邮箱": frozenset({MAIL}),
    "link": frozenset({LINK}),
    "phone": _PHONE,
    "account": frozenset({ACCOUNT, *_PHONE}),
    "card": frozenset({CARD, "号码"}),
    "email": frozenset({MAIL}),
}
_AS_SAID = {"账号": "账号{}", "account": "账号{}"}  # an account alone is only a word


@dataclass
class Report:
    """What came of reading a file.

    Attributes:
        entries: what can be loaded, each once.
        twice: how many lines repeat an earlier one.
        bad: what is wrong, by line; never the value itself.
    """

    entries: list[Entry] = field(default_factory=list)
    twice: int = 0
    bad: list[str] = field(default_factory=list)


class BadFile(ValueError):
    """A file that cannot be read at all; the message names it and the remedy."""


def decode(raw: bytes) -> str:
    """Return the text of a file.

    Raises:
        BadFile: it is in no encoding that spreadsheets write.
    """
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile("not a text file in UTF-8 or GB18030: save it as CSV UTF-8")


def read_rows(text: str) -> Iterator[tuple[int, dict[str, str] | str]]:
    """Yield (line, row or what is wrong with the line).

    Raises:
        BadFile: the first line does not name the columns.
    """
    reader = csv.reader(io.StringIO(text.replace("\0", "\ufffd"), newline=""))
    head: list[str] = []
    while True:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield reader.line_num, f"no CSV: {error}"
            continue
        if not head:
            head = [name.strip().lower() for name in row]
            if not set(COLUMNS) <= set(head):
                raise BadFile(f"line 1: must name the columns {','.join(COLUMNS)}")
        elif any(cell.strip() for cell in row):
            yield reader.line_num, dict(zip(head, (cell.strip() for cell in row), strict=False))
    if not head:
        raise BadFile("the file is empty: line 1 must name the columns kind,value,source")


def the_piece(kind: str, value: str, hotlines: Collection[str]) -> Piece | None:
    """Return the value as it would be found in a message, None where it would not be."""
    text = _AS_SAID.get(kind, "{}").format(value)
    found = pieces(text, find(text, hotlines), hotlines)
    whole = len(found) == 1 and found[0].raw.strip("/ ") == value.strip("/ ")
    return found[0] if whole and found[0].found.kind in KINDS[kind] else None


def _entry(row: dict[str, str], judge: Judge, sealer: Sealer, hotlines: Collection[str]) -> Entry | str:
    """Return what is to be loaded, or what is wrong with the line."""
    kind, value, source = (row.get(name, "") for name in COLUMNS)
    if kind not in KINDS:
        return f"kind: must be one of {', '.join(KINDS)}"
    if not value:
        return "value: is empty"
    if not 0 < len(source) <= MOST_SOURCE:
        return f"source: must say who knows it, in 1 to {MOST_SOURCE} characters"
    piece = the_piece(kind, value, hotlines)
    if piece is None:
        return f"value: would not be found in a message as {kind}; write it as residents would send it"
    key = key_of(piece)
    if too_wide(key, judge.rules(hotlines)):
        return "value: is an official domain or hotline, a link shortener, or no domain of its own; name the whole link"
    return Entry(sealer.fingerprint(*key), key[0], source)


def read(text: str, judge: Judge, sealer: Sealer, hotlines: Collection[str]) -> Report:
    """Read a whole file.

    Raises:
        BadFile: the first line does not name the columns.
    """
    report, seen = Report(), set[str]()
    for line, row in read_rows(text):
        entry = row if isinstance(row, str) else _entry(row, judge, sealer, hotlines)
        if isinstance(entry, str):
            report.bad.append(f"line {line}: {entry}")
        elif entry.fingerprint in seen:
            report.twice += 1
        else:
            seen.add(entry.fingerprint)
            report.entries.append(entry)
    return report
