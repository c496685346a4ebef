"""The lists that links and numbers are compared with."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.check import judge
from bot.check.content import Content
from bot.judge.judgement import REASONS


def _messages(found: Iterator[object]) -> str:
    return "\n".join(map(str, found))


def test_the_lists_are_without_fault(content: Content) -> None:
    assert _messages(judge.check(content)) == ""
    assert _messages(judge.check_wordings(content)) == ""


def _first_brand(key: str, *values: str) -> Callable[[dict[str, Any]], None]:
    return lambda lists: lists["brands"][0].update({key: list(values)})


def _extend(name: str, *values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda lists: lists[name].extend(values)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda lists: lists.pop("brands"), "缺少 brands"),
        (lambda lists: lists.update(extra=[]), "不认识的字段：extra"),
        (_first_brand("domains", "http://icbc.com.cn"), "要写成小写的域名"),
        (_first_brand("domains", "ICBC.com.cn"), "要写成小写的域名"),
        (_first_brand("domains", "com.cn"), "谁都能在它下面注册"),
        (_first_brand("domains", "jd.com"), "jd.com 出现了 2 次"),
        (_first_brand("words", "jd"), "至少三个小写字母"),
        (_first_brand("words", "taobao"), "taobao 出现了 2 次"),
        (_extend("shorteners", "jd.com"), "也写在 brands 里"),
        (_extend("shorteners", "t.cn"), "有两条一样"),
        (_extend("virtual_prefixes", 170), "要写成一段文字"),
        (_extend("virtual_prefixes", "17"), "三位号段"),
        (_extend("call_centre_prefixes", "400"), "三位号段"),
        (_extend("abused_tlds", ".top"), "不带点"),
        (_extend("installers", ".apk"), "不带点"),
    ],
)
def test_a_fault_is_told(spoil: Callable[[dict[str, Any]], None], told: str, content: Content) -> None:
    lists = copy.deepcopy(content.judge)
    spoil(lists)
    assert told in _messages(judge.check(replace(content, judge=lists)))


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_without_words_is_told(reason: str, content: Content) -> None:
    left = [item for item in content.lists["wordings"] if item["id"] != f"judge_{reason}"]
    assert f"judge_{reason} 没有话可说" in _messages(
        judge.check_wordings(replace(content, lists={**content.lists, "wordings": left}))
    )


@pytest.mark.parametrize("line", ["一行\n两行", "长" * (judge.MOST_LINE + 1)])
def test_a_reason_that_is_no_short_line_is_told(line: str, content: Content) -> None:
    items = [{**item, "text": line} if item["id"] == "judge_raw_ip" else item for item in content.lists["wordings"]]
    found = judge.check_wordings(replace(content, lists={**content.lists, "wordings": items}))
    assert "judge_raw_ip 的 text 要在一行以内" in _messages(found)
