"""Attack: a promise in the threat model whose test was renamed, or was never written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import ROOT

TEXT = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
ROWS = [line for line in TEXT.splitlines() if line.startswith("| ") and "`test_" in line]
NAMED = sorted(set(re.findall(r"`(test_\w+)`", TEXT)))


def _written() -> set[str]:
    files = Path(ROOT, "tests").rglob("test_*.py")
    return {
        name for file in files for name in re.findall(r"^(?:async )?def (test_\w+)\(", file.read_text("utf-8"), re.M)
    }


def test_every_named_test_exists() -> None:
    assert set(NAMED) - _written() == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_every_line_says_who_what_stops_them_what_is_left_and_what_proves_it(row: str) -> None:
    who, wants, stops, left, proof = (cell.strip() for cell in row.strip("|").split("|"))
    assert who
    assert wants
    assert stops
    assert left
    assert re.fullmatch(r"`test_\w+`(?:, `test_\w+`)*", proof)


def test_it_is_one_page() -> None:
    assert len(ROWS) >= 12
    assert len(TEXT.split()) < 1400
