"""From everything measured to the document and its picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import report
from bench.measuring import History, Sample, middle
from bench.report import document, draw
from bench.rows import Row
from bench.speed import MEGABYTE, Measured
from bench.table import rows, spent


def sample(throughput: float, p50: float, **cpu: float) -> Sample:
    return Sample(throughput, p50, 2 * p50, 0, 100, cpu)


def parts(**megabytes: int) -> dict[str, int]:
    return {name: held * MEGABYTE for name, held in megabytes.items()}


MEASURED = Measured(
    start=(30.0, 20.0),
    full=[sample(20, 0.8), sample(90, 0.2, edge=4.0, rasa=9.0, console=0.01)],
    half=[sample(10, 0.06), sample(45, 0.018)],
    same=[sample(10, 0.06), sample(10, 0.015)],
    history=[History(0.05, 0.2), History(0.012, 0.013)],
    rest=[parts(rasa=800, actions=100), parts(edge=150, rasa=500, actions=60, console=120, other=400)],
    after=[parts(rasa=850, actions=100), parts(edge=160, rasa=540, actions=60, console=125, other=400)],
    turns=50_000,
)


def test_every_row_of_the_goal_is_there_with_its_verdict() -> None:
    found = {row.id: row for row in rows(MEASURED)}
    assert found["throughput"].value == 4.5
    assert {name for name, row in found.items() if not row.reached} == {"growth"}
    assert found["memory_rest"].ours == "830 MB"  # the process manager is none of those that are compared
    assert round(found["growth"].value, 1) == 6.6


def test_the_document_names_what_is_short(tmp_path: Path) -> None:
    measured = rows(MEASURED)
    said = document(measured, {"extent": "3 rounds"})
    assert "Short of the goal: growth of memory over 50,000 turns." in said
    for row in measured:
        assert row.what in said
    assert "- extent: 3 rounds" in said
    draw(measured, tmp_path / "speed.svg")
    assert "<svg" in (tmp_path / "speed.svg").read_text()


def test_growth_takes_its_place_in_the_table_that_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, file in (("DATA", "s.json"), ("TABLE", "s.md"), ("PICTURE", "s.svg"), ("GROWTH", "g.json")):
        monkeypatch.setattr(report, name, tmp_path / file)
    report.write(rows(MEASURED), {report.NOT_MEASURED: "ten times", "extent": "3 rounds"}, {"edge": 1.0})
    for measured in (9.0, 8.0):
        report.write_growth([Row("grown", "ten times the content", "≤", 12.0, measured, "×", "", "")])
    said = (tmp_path / "s.md").read_text(encoding="utf-8")
    assert said.count("ten times the content") == 1
    assert "8.00×" in said
    assert f"- {report.NOT_MEASURED}:" not in said
    assert "- extent: 3 rounds" in said


def test_the_middle_of_rounds_is_taken_and_failures_are_summed() -> None:
    samples = [Sample(value, value, value, 1, 10, {"edge": value}) for value in (1.0, 3.0, 9.0)]
    assert middle(samples) == Sample(3.0, 3.0, 3.0, 3, 30, {"edge": 3.0})


def test_cpu_of_a_turn_in_words() -> None:
    assert spent(MEASURED.full[1]) == "13.0 ms (edge 4.0, rasa 9.0)"
