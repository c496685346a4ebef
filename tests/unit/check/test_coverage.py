"""Every group is spoken to."""

from __future__ import annotations

from dataclasses import replace

from bot.check import coverage
from bot.check.content import Content


def test_every_group_is_served(content: Content) -> None:
    assert list(coverage.check(content)) == []


def test_a_group_that_is_left_out_is_told(content: Content) -> None:
    scripts = {
        name: {**script, "groups": {g: a for g, a in script["groups"].items() if g != "student"}}
        for name, script in content.scripts.items()
    }
    told = "\n".join(map(str, coverage.check(replace(content, scripts=scripts))))
    assert "student 只有 0 个剧本" in told
    assert "student 必须在 brushing_prepay 里" in told


def test_too_few_groups_a_type_are_told(content: Content) -> None:
    scripts = {name: {**script, "groups": {"public": {}}} for name, script in content.scripts.items()}
    assert any("平均" in problem.message for problem in coverage.check(replace(content, scripts=scripts)))
