"""Attack: a CSV with NUL, bare quotes or line ends of another system. Found by tests/fuzz."""

from __future__ import annotations

import pytest

from bot.edge.blocklist_csv import BadFile
from bot.edge.csv_rows import named_rows


def test_nul_in_the_first_line_is_a_bad_file_and_no_error() -> None:
    with pytest.raises(BadFile, match="missing: b"):
        list(named_rows("a,\0b\n1,2\n", ("a", "b")))


def test_nul_in_a_line_stays_visible() -> None:
    assert list(named_rows("a,b\n1,\0002\n", ("a", "b"))) == [(2, {"a": "1", "b": "\ufffd2"})]


def test_an_endless_cell_is_a_bad_file() -> None:
    with pytest.raises(BadFile, match="not CSV"):
        list(named_rows("a,b\n1," + "x" * 140_000 + "\n", ("a", "b")))
