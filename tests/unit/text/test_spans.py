"""Rewritten text still knows where each character came from."""

from __future__ import annotations

import re

import pytest

from bot.text.spans import Mapped


def test_identity_maps_each_character_onto_itself() -> None:
    mapped = Mapped.identity("转账吗")
    assert [mapped.source_span(i, i + 1) for i in range(3)] == [(0, 1), (1, 2), (2, 3)]


@pytest.mark.parametrize(
    ("source", "pattern", "new", "text", "spans"),
    [
        ("转 账", " ", "", "转账", [(0, 1), (2, 3)]),
        ("加vx吧", "vx", "微信", "加微信吧", [(0, 1), (1, 3), (1, 3), (3, 4)]),
        ("六万二", "六万二", "62000", "62000", [(0, 3)] * 5),
        ("没有", "x", "y", "没有", [(0, 1), (1, 2)]),
        ("同", "同", "同", "同", [(0, 1)]),
        ("aXbX", "X", "", "ab", [(0, 1), (2, 3)]),
    ],
)
def test_replace_maps_new_characters_to_the_whole_match(
    source: str, pattern: str, new: str, text: str, spans: list[tuple[int, int]]
) -> None:
    mapped = Mapped.identity(source).replace(re.compile(pattern), lambda _: new)
    assert mapped.text == text
    assert list(zip(mapped.starts, mapped.ends, strict=True)) == spans


def test_a_second_rewriting_still_leads_to_the_source() -> None:
    mapped = Mapped.identity("我 加 v x 了").replace(re.compile(" "), lambda _: "")
    mapped = mapped.replace(re.compile("vx"), lambda _: "微信")
    start = mapped.text.index("微信")
    assert mapped.text == "我加微信了"
    assert mapped.source_span(start, start + 2) == (4, 7)


def test_an_empty_match_changes_nothing() -> None:
    assert Mapped.identity("转账").replace(re.compile("x*"), lambda _: "y").text == "转账"
