"""Rows of a CSV whose first line names its columns. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from bot.edge.blocklist_csv import BadFile


def named_rows(text: str, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line, trimmed value by column).

    Args:
        text: of the file.
        columns: that it must have; others are left out.

    Raises:
        BadFile: it has not the right columns, or a line is no CSV.
    """
    text = text.lstrip("\ufeff").replace("\0", "\ufffd")  # NUL is no CSV to Python 3.10
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        missing = [name for name in columns if name not in (rows.fieldnames or ())]
        if missing:
            raise BadFile(f"the first line must name the columns {','.join(columns)}; missing: {', '.join(missing)}")
        for row in rows:
            yield rows.line_num, {name: (row.get(name) or "").strip() for name in columns}
    except csv.Error as error:
        raise BadFile(f"line {rows.line_num}: not CSV: save it as CSV in UTF-8") from error
