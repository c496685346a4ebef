"""`python -m bot blocklist --import FILE.csv`: what staff know to be a scammer's, kept as fingerprints only.

The file has the columns kind, value, source, in UTF-8 or as Excel writes it in
Chinese. What is wrong is told by line, the rest is loaded.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.edge.judging import Judge, make_judge
from bot.edge.seal import Sealer
from bot.judge.keys import key_of, too_wide
from bot.judge.pieces import ACCOUNT, CARD, LINK, MAIL, NUMBERS, SHORT_CODE, Piece, pieces
from bot.settings import load_settings
from bot.text.mask import find
from db import blocked
from db.blocked import Entry
from db.files import CONTENT, read_yaml
from db.migrate import migrate
from db.models import utc_now
from db.session import make_engine

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


def import_file(name: str, dry_run: bool) -> int:
    """Run the command.

    Args:
        name: the CSV file.
        dry_run: read and report, load nothing.

    Returns:
        Exit code: 1 when a line was bad or nothing could be loaded.
    """
    settings = load_settings()
    sealer = Sealer(settings.secret())
    hotlines = frozenset(str(item["id"]) for item in read_yaml(CONTENT / "hotlines.yml")["hotlines"])
    try:
        report = read(decode(Path(name).read_bytes()), make_judge(sealer), sealer, hotlines)
        engine = make_engine(settings.database)
        migrate(engine)
        known = blocked.among(engine, [entry.fingerprint for entry in report.entries])
        if not dry_run:
            blocked.add(engine, report.entries, utc_now())
    except (OSError, BadFile, SQLAlchemyError) as error:
        print(
            f"blocklist: {name}: {type(error).__name__ if isinstance(error, SQLAlchemyError) else error}",
            file=sys.stderr,
        )
        return 1
    for line in report.bad:
        print(line, file=sys.stderr)
    added = len(report.entries) - len(known)
    done = "would be added" if dry_run else "added"
    print(f"{added} {done}, {len(known)} already there, {report.twice} twice in the file, {len(report.bad)} bad")
    return 1 if report.bad else 0
