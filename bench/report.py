"""Writes docs/speed.json, docs/speed.md and docs/speed.svg."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.rows import Row
from bot.settings import ROOT
from db.files import read_yaml

DATA, TABLE, PICTURE = (ROOT / "docs" / f"speed.{ending}" for ending in ("json", "md", "svg"))
GROWTH = ROOT / "docs" / "speed-growth.json"  # the rows of `python -m bench.growth`, which takes longer than all others
NOT_MEASURED = "not measured"
CHANGES = Path(__file__).with_name("changes.yml")
_INTRO = Path(__file__).with_name("intro.md")


def shown(value: float, unit: str) -> str:
    """Return a figure with its unit."""
    return f"{value:.2f}×" if unit == "×" else f"{value:.1f} {unit}"


def table(rows: Sequence[Row]) -> list[str]:
    """Return the rows as Markdown."""
    lines = ["| what | goal | measured | | plain Rasa | ours |", "| --- | --: | --: | --- | --- | --- |"]
    for row in rows:
        verdict = "reached" if row.reached else "**short**"
        goal = f"{row.sign} {shown(row.goal, row.unit)}"
        lines.append(f"| {row.what} | {goal} | {shown(row.value, row.unit)} | {verdict} | {row.plain} | {row.ours} |")
    return lines


def changes_table(changes: Sequence[dict[str, Any]]) -> list[str]:
    """Return what each change bought as Markdown."""
    lines = ["| change | measured | before | after |", "| --- | --- | --: | --: |"]
    return lines + [f"| {one['change']} | {one['measured']} | {one['before']} | {one['after']} |" for one in changes]


def document(rows: Sequence[Row], facts: dict[str, str]) -> str:
    """Return the whole document."""
    short = [row.what for row in rows if not row.reached]
    lines = [
        _INTRO.read_text(encoding="utf-8").rstrip(),
        "",
        *table(rows),
        "",
        f"Short of the goal: {'; '.join(short)}." if short else "Every goal is reached.",
        "",
        *(f"- {name}: {value}" for name, value in facts.items()),
        "",
        "![how much of each goal is reached](speed.svg)",
        "",
        "## What each change bought",
        "",
        *changes_table(read_yaml(CHANGES)["changes"]),
        "",
    ]
    return "\n".join(lines)


def draw(rows: Sequence[Row], path: Path) -> None:
    """Draw how much of each goal is reached: right of the line is enough."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "speed"  # the same figures give the same file
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(9, 0.45 * len(rows) + 1.2))
    shares = [min(row.share, 4.0) for row in rows]
    colours = ["tab:green" if row.reached else "tab:red" for row in rows]
    axes.barh([row.id for row in rows], shares, color=colours)
    for place, row in enumerate(rows):
        axes.text(min(row.share, 4.0) + 0.03, place, shown(row.value, row.unit), va="center", fontsize=8)
    axes.axvline(1.0, color="black", linewidth=1)
    axes.invert_yaxis()
    axes.set(xlabel="share of the goal that is reached (1 = just so, cut at 4)", xlim=(0, 4.6))
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


def write_growth(rows: Sequence[Row]) -> None:
    """Keep the rows of ten times the content, and put them into the table that there is."""
    GROWTH.write_text(json.dumps([row.dump() for row in rows], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if DATA.exists():
        data = json.loads(DATA.read_text(encoding="utf-8"))
        known = {row.id for row in rows}
        others = [Row(**one) for one in data["rows"] if one["id"] not in known]
        facts = {name: value for name, value in data["facts"].items() if name != NOT_MEASURED}
        write([*others, *rows], facts, data["cpu_ms"])


def read_growth() -> list[Row]:
    """Return the rows of ten times the content, none where they were never measured."""
    return [Row(**one) for one in json.loads(GROWTH.read_text(encoding="utf-8"))] if GROWTH.exists() else []


def write(rows: Sequence[Row], facts: dict[str, str], cpu_ms: dict[str, float]) -> None:
    """Write the three files.

    Args:
        rows: of the table.
        facts: said below it.
        cpu_ms: CPU milliseconds of a turn of ours under full load, by part; `python -m bot province` reads them.
    """
    data = {"rows": [row.dump() for row in rows], "facts": facts, "cpu_ms": cpu_ms}
    DATA.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    TABLE.write_text(document(rows, facts), encoding="utf-8")
    draw(rows, PICTURE)
