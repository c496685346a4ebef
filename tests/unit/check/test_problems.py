"""How a problem reads."""

from __future__ import annotations

import pytest

from bot.check.problems import Problem, shorten


def test_problem_reads_path_then_message() -> None:
    assert str(Problem("a.yml", "缺少 id，补上。")) == "a.yml: 缺少 id，补上。"


def test_problems_sort_by_path() -> None:
    assert sorted([Problem("b.yml", "一"), Problem("a.yml", "二")])[0].path == "a.yml"


@pytest.mark.parametrize(
    ("text", "expected"), [("先挂\n电话", "先挂 电话"), ("字" * 5, "字字字…"), ("字字字", "字字字")]
)
def test_shorten(text: str, expected: str) -> None:
    assert shorten(text, 3 if "字" in text else 36) == expected
