"""Which texts residents read, and how they are cut."""

from __future__ import annotations

from typing import Any

import pytest

from bot.check.lines import clauses, place_of, script_lines, sentences


def test_place_reads_in_words() -> None:
    assert place_of(("stages", 0, "says", 1)) == "stages 第 1 条 says 第 2 条"


def test_every_word_field_is_a_line_and_sources_are_not(script: dict[str, Any]) -> None:
    fields = {line.keys[0] for line in script_lines("service_membership", script)}
    kept = {"id", "signals", "sources", "reviewed", "sensitive"}
    assert fields == script.keys() - kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [("先挂。再打110！行吗？", ["先挂。", "再打110！", "行吗？"]), ("一行\n二行", ["一行", "二行"]), ("", [])],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("先挂，别慌。打110", ["先挂", "别慌", "打110"]), ("您问他：是谁", ["您问他", "是谁"])]
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected
