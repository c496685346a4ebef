"""A typed answer picks a choice by number, numeral, "第二个" or its words."""

from __future__ import annotations

import pytest

from bot.text.normalise import normalise
from bot.triage.case import Choice
from bot.triage.choices import find_choice
from db.knowledge import Knowledge

OFFERED = (
    Choice(1, "urgent:paid", "钱已经转出去了"),
    Choice(2, "tell:again", "他又打来了怎么办"),
    Choice(3, "stop:done", "我挂了，没转"),
)
TEN = tuple(Choice(n, f"group:g{n}", f"第几种{n}") for n in range(1, 11))


def _pick(text: str, offered: tuple[Choice, ...] = OFFERED) -> str:
    return find_choice(normalise(text).text, offered)


@pytest.mark.parametrize(
    "text",
    ["2", "２", "②", "二", "两", "第二个", "第2个", "选2", "我选二", "2号", "第二项", "2吧", " 2 ", "2。", "二。", "2.",
     "他又打来了怎么办", "他又打来了怎么办？", "「他又打来了怎么办」", "他又打来了，怎么办"],
)  # fmt: skip
def test_the_second_is_picked(text: str) -> None:
    assert _pick(text) == "tell:again"


FURTHER = ["我选第二个", "选第二个", "2、", "2)", "（2）", "第二个吧，谢谢"]


@pytest.mark.parametrize("text", FURTHER)
def test_further_ways_to_say_the_second(text: str) -> None:
    assert _pick(text) == "tell:again"


@pytest.mark.parametrize("text", ["10", "十", "第十个"])
def test_the_tenth_is_picked(text: str) -> None:
    assert _pick(text, TEN) == "group:g10"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22",
        "4",
        "9",
        "2000",
        "转了2万",
        "第二天他又打来",
        "二维码",
        "2个人",
        "他又打来了",
        "钱",
        "是" * 30,
        "0",
        "-2",
    ],
)
def test_anything_else_picks_nothing(text: str) -> None:
    assert _pick(text) == ""


@pytest.mark.parametrize("text", ["2", "第二个", "他又打来了怎么办"])
def test_nothing_is_picked_where_nothing_was_offered(text: str) -> None:
    assert _pick(text, ()) == ""


def test_every_label_of_the_content_picks_itself(knowledge: Knowledge) -> None:
    labels = [str(words["text"]) for name, words in knowledge.wordings.items() if name.startswith("choice_")]
    labels += [str(group["name"]) for group in knowledge.groups.values()]
    offered = tuple(Choice(n, f"value:{n}", label) for n, label in enumerate(labels, 1))
    assert [find_choice(normalise(c.label).text, offered) for c in offered] == [c.value for c in offered]
