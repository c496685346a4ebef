"""The pattern language: alternatives, gaps within a sentence, and refusal of what would always fire."""

from __future__ import annotations

import itertools
import re

import pytest

from bot.nlu.pattern_language import GAP_CHARS, PatternError, to_regex
from bot.nlu.patterns import PatternMatcher


@pytest.mark.parametrize(
    ("pattern", "text", "matched"),
    [
        ("共享屏幕", "他让我共享屏幕了", "共享屏幕"),
        ("(转|汇)了", "我汇了", "汇了"),
        ("先~垫", "先自己垫", "先自己垫"),
        ("先~垫", "先垫", "先垫"),
        ("(钱|款)(已经|)没了", "钱没了", "钱没了"),
        ("a.b+", "xa.b+y", "a.b+"),
        ("给(他|他们)钱", "给他们钱", "给他们钱"),
        ("(先~垫|垫付)本金", "先帮我垫本金", "先帮我垫本金"),
    ],
)
def test_a_pattern_matches(pattern: str, text: str, matched: str) -> None:
    found = re.search(to_regex(pattern), text)
    assert found is not None
    assert found.group() == matched


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("先~垫钱", "先这样。垫钱吧"),
        ("先~垫钱", "先?垫钱"),
        ("先~垫钱", "先\n垫钱"),
        ("先~垫钱", "先" + "啊" * (GAP_CHARS + 1) + "垫钱"),
        ("a.b", "axb"),
        ("(转|汇)了", "付了"),
    ],
)
def test_a_pattern_does_not_match(pattern: str, text: str) -> None:
    assert re.search(to_regex(pattern), text) is None


@pytest.mark.parametrize(
    "pattern", ["转", "~", "", "(转|)了", "(转|汇)", "(转账", "转账)", "((转|汇)|付)了", "转~", "(转账|)", "()"]
)
def test_a_pattern_that_would_always_fire_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        to_regex(pattern)


def test_a_refused_pattern_is_named_with_its_label() -> None:
    with pytest.raises(PatternError, match="asks_code: 码: needs at least two"):
        PatternMatcher({"asks_code": ["验证码", "码"]})


def test_matches_of_one_label_do_not_overlap() -> None:
    found = list(PatternMatcher({"paid": ["转了", "转了钱", "了钱"]}).find("我转了钱,又转了"))
    assert found == sorted(found, key=lambda hit: hit[1])
    assert all(one[2] <= two[1] for one, two in itertools.pairwise(found))
    assert len(found) == 2


def test_labels_are_found_apart_and_by_place() -> None:
    matcher = PatternMatcher({"pay": ["转账"], "order": ["让我转账"], "idle": []})
    assert sorted(matcher.find("他让我转账")) == [("order", 1, 5), ("pay", 3, 5)]


@pytest.mark.parametrize("text", ["", "。", "今天天气好"])
def test_nothing_is_found_in_nothing(text: str) -> None:
    assert list(PatternMatcher({"pay": ["转账"]}).find(text)) == []
