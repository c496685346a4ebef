"""Tables to take away, as a spreadsheet opens them safely. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

# A spreadsheet runs what begins like this; full-width forms are folded by some.
_FORMULA = re.compile(r"^\s*[=+\-@\t\r\n＝＋－＠|%]")
_LONG_NUMBER = re.compile(r"\d{12,}")  # a spreadsheet would round a card number


def cell(value: object) -> str:
    """Return a value as text that no spreadsheet computes or rounds."""
    text = str(value).replace("\x00", "")
    return f"'{text}" if _FORMULA.match(text) or _LONG_NUMBER.fullmatch(text) else text


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV in UTF-8 that Excel reads as such."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(heads)
    writer.writerows([cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
