"""No two dozen scripts from one mould."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest

from bot.check import moulds
from bot.check.content import Content


def test_the_scripts_have_no_mould(content: Content) -> None:
    assert list(moulds.check(content)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("别把现金交给上门的人", "别把金条交给楼下的人"),
        ("他说要你先付的，一分也别给", "他说要你先充的，一块也别给"),
    ],
)
def test_swapped_words_leave_the_skeleton(one: str, other: str) -> None:
    assert moulds.skeleton(one) == moulds.skeleton(other)


def test_lines_that_must_be_alike_have_no_opening_to_compare() -> None:
    assert list(moulds.shapes("马上打110")) == []
    assert list(moulds.shapes("先告诉爸妈")) == []


@pytest.mark.parametrize(
    "line",
    ["天上不会掉下馅饼的好事", "{stem}里头的人，他说要你先付的，一分也别再给他"],
    ids=["opening", "skeleton"],
)
def test_a_mould_is_told(content: Content, line: str) -> None:
    scripts = copy.deepcopy(content.scripts)
    for stem in list(scripts)[: moulds.MOST_SCRIPTS + 1]:
        scripts[stem]["red_flags"][0] = line.format(stem=stem)
    (problem,) = moulds.check(replace(content, scripts=scripts))
    assert "6 个剧本的 red_flags 里都有" in problem.message
