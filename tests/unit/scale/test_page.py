"""The page says which figures are measured, and does not lag behind them."""

from __future__ import annotations

import json
import re
from pathlib import Path

from bot.scale.measured import ASSUMED, read_measured
from bot.scale.page import PAGE, province


def test_the_page_is_what_the_figures_give() -> None:
    told = "docs/province.md is behind its figures: run `python -m bot province` and commit it"
    assert PAGE.read_text(encoding="utf-8") == province(read_measured()), told


def test_the_better_file_wins_and_the_next_fills_in(tmp_path: Path) -> None:
    first, second, missing = (tmp_path / name for name in ("speed.json", "times.json", "none.json"))
    first.write_text(json.dumps({"cpu_ms": {"edge": 4.0, "unknown": 9.0}}), encoding="utf-8")
    told = {
        "cpu_ms": {"edge": 7.0, "rasa": 5.0},
        "memory_mb": {"rasa": 700},
        "measured": "2026-11-26",
        "turns": 900,
        "machine": "2 cores",
    }
    second.write_text(json.dumps(told), encoding="utf-8")
    found = read_measured((missing, first, second))
    assert found.cost == {**ASSUMED, "edge": 4.0, "rasa": 5.0}
    assert found.assumed == {"actions", "database", "redis"}
    assert found.memory["rasa"] == 700
    assert found.source == "docs/speed.json: edge; docs/times.json, measured 2026-11-26, 900 turns, 2 cores: rasa"


def test_without_figures_the_page_says_so(tmp_path: Path) -> None:
    page = province(read_measured((tmp_path / "none.json",)))
    assert "nothing measured yet" in page
    assert page.count("| assumed |") == 5
    assert "| measured |" not in page


def test_more_replicas_are_never_less() -> None:
    rows = re.findall(r"^\| ([124]) \| (\d+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [number for number, _ in rows] == ["1", "2", "4"]
    assert [int(rate) for _, rate in rows] == sorted(int(rate) for _, rate in rows)
