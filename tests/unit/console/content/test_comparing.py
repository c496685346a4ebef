"""Differences marked, fields named, two texts brought together."""

from __future__ import annotations

from typing import Any

import pytest

from bot.console.content.labels import label_of, words_of
from bot.console.content.marks import GONE, LONGEST, NEW, OTHER, SAME, Part, marked, unlike
from bot.console.content.merging import MINE, THEIRS, choices, merged
from bot.console.content.new_way import own_variant, sentence_problems, with_sentences, with_variant
from bot.console.content.nodes import Names
from bot.publish.fields import FieldProblem
from db.example_changes import ExampleChanges, ExampleText

NAMES = Names({"asks_code": "要验证码"}, {"elderly": "老年人"})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("别给卡", "别给卡和密码"),
        ("甲乙丙丁", "丁丙乙甲"),
        ("", "新的"),
        ("旧的", ""),
        ("a" * 5000, "a" * 5001),
    ],
)
def test_marks_lose_no_character(before: str, after: str) -> None:
    left, right = marked(before, after)
    assert "".join(part.text for part in left) == before
    assert "".join(part.text for part in right) == after
    assert {part.kind for part in left} <= {SAME, GONE}
    assert {part.kind for part in right} <= {SAME, NEW}


def test_what_went_and_what_came_is_marked() -> None:
    assert marked("别把卡给他", "别把卡和密码给他")[1] == [
        Part(SAME, "别把卡"),
        Part(NEW, "和密码"),
        Part(SAME, "给他"),
    ]
    assert [part.kind for part in unlike("甲说的话", "乙说的话")[0]] == [OTHER, SAME]


def test_a_book_is_compared_at_once() -> None:
    """Attack: two texts of 50 KB that would take minutes to compare."""
    left, right = marked("他叫你转账" * 4000, "你叫他转账" * 4000)
    assert (len(left), len(right)) == (1, 1)
    assert LONGEST < 20000


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("summary", "一句话"),
        ("stages.1.says.0", "步骤 › 第 2 步 › 他的原话 › 第 1 句"),
        ("variants.v3.warning", "新花样 › “贴卡” › 提醒"),
        ("variants.0.source.from", "新花样 › 第 1 种 › 来源 › 谁在什么场合说的"),
        ("groups.elderly.why_you", "人群 › 老年人 › 为什么挑上您"),
        ("signals.asks_code", "特征 › 要验证码"),
        ("aliases.0", "居民嘴里的叫法 › 第 1 条"),
        ("", "整份"),
    ],
)
def test_paths_are_said_in_words(path: str, label: str) -> None:
    assert label_of("script", path, NAMES, {"variants": [{"id": "v3", "name": "贴卡"}]}) == label


def test_values_are_said_in_words() -> None:
    variant = {
        "id": "v3",
        "name": "贴卡",
        "cues": ["一", "二"],
        "from": "2026-11",
        "source": {"what": "事", "from": "谁"},
    }
    assert words_of(variant, NAMES) == (
        "这个花样叫什么：贴卡\n居民会打的词：一、二\n最早有人说起的年月：2026-11\n来源：\n说的是哪件事：事\n谁在什么场合说的：谁"
    )
    assert words_of(0.35, NAMES) == "偶尔（0.35）"
    assert (words_of(None, NAMES), words_of(True, NAMES)) == ("", "是")


BASE: dict[str, Any] = {"id": "x", "a": 1, "g": {"p": 1, "q": 1}, "v": [{"id": "one", "t": 1}], "l": ["甲"]}
THEIR: dict[str, Any] = {**BASE, "a": 2, "g": {"p": 1, "q": 2}, "v": [{"id": "one", "t": 1}, {"id": "two", "t": 1}]}
MY: dict[str, Any] = {**BASE, "a": 3, "g": {"p": 9, "q": 1}, "v": [{"id": "one", "t": 9}], "l": []}


def test_what_only_one_changed_is_suggested_and_what_both_changed_is_asked() -> None:
    assert {one.path: one.suggested for one in choices(BASE, THEIR, MY)} == {
        "a": "", "g.p": MINE, "g.q": THEIRS, "v.one": MINE, "v.two": THEIRS, "l": MINE,
    }  # fmt: skip


def test_the_choices_make_one_item() -> None:
    chosen = {one.path: one.suggested or MINE for one in choices(BASE, THEIR, MY)}
    made = merged(THEIR, MY, chosen)
    assert made == {
        "id": "x", "a": 3, "g": {"p": 9, "q": 2}, "v": [{"id": "one", "t": 9}, {"id": "two", "t": 1}], "l": [],
    }  # fmt: skip
    assert merged(THEIR, MY, {one.path: THEIRS for one in choices(BASE, THEIR, MY)}) == THEIR
    assert merged(THEIR, MY, {one.path: MINE for one in choices(BASE, THEIR, MY)}) == MY


def test_all_entries_may_go_on_one_side() -> None:
    mine = {**BASE, "v": [], "g": {}}
    all_mine = {one.path: MINE for one in choices(BASE, BASE, mine)}
    assert merged(BASE, mine, all_mine) == mine
    assert merged(BASE, mine, dict.fromkeys(all_mine, THEIRS)) == BASE


def test_a_variant_takes_the_place_of_an_old_one() -> None:
    item = {"variants": [{"id": "one"}, {"id": "two"}]}
    made = with_variant(item, {"id": "new"}, replaced="two")
    assert [one["id"] for one in made["variants"]] == ["new", "one"]
    assert own_variant(made, item) == {"id": "new"}
    assert own_variant(item, item) is None


def test_problems_of_sentences_stand_beside_the_right_ones() -> None:
    before = ExampleChanges(add=(ExampleText("别处的一句", "scam/x"),))
    changes = with_sentences(before, "x", "v1", ["第一句", "第二句"])
    found = sentence_problems([FieldProblem("add.0", "旧"), FieldProblem("add.2", "坏")], changes, "v1", [0, 4])
    assert FieldProblem("sentences.4", "坏") in found
    assert FieldProblem("", "旧") in found
    assert any(one.field == "sentences" and "至少写 5 句" in one.message for one in found)
