"""Names of types, decisions, probabilities in words: pure parts of the review."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.console.draft_path import draft_path
from bot.console.pages.review.deciding import decision, type_named
from bot.console.pages.review.example import example_intent
from bot.console.pages.review.names import DOUBTS, guesses, level
from bot.console.type_search import named
from bot.review.doubts import ALL
from bot.review.example import natural, refusal
from bot.review.variant import as_examples, cues_of, new_id, split_cues, with_variant
from db.cluster_trend import weeks
from db.knowledge import ScriptWords


def script(type_id: str, name: str, *aliases: str) -> ScriptWords:
    return ScriptWords(type_id, "brushing", "刷单返利", "", name, "", False, {"aliases": list(aliases)}, {})


SCRIPTS = {
    one.id: one
    for one in (
        script("brushing_prepay", "网络兼职刷单", "垫付单"),
        script("brushing_task", "点赞关注做任务返利", "福利单"),
        script("authority_police", "冒充公检法", "安全账户"),
    )
}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("冒充公检法", ["authority_police"]),
        (" 冒充 公检法 ", ["authority_police"]),
        ("福利单", ["brushing_task"]),
        ("公检", ["authority_police"]),
        ("刷单返利", ["brushing_prepay", "brushing_task", "authority_police"]),  # the name of their family
        ("authority_police", ["authority_police"]),
        ("种地", []),
        ("", []),
    ],
)
def test_a_type_is_found_by_what_a_clerk_calls_it(asked: str, found: list[str]) -> None:
    assert named(SCRIPTS, asked) == found


def test_a_name_that_means_several_is_asked_back() -> None:
    type_id, wrong = type_named("刷单返利", SCRIPTS)
    assert (type_id, "网络兼职刷单" in wrong, "写全名" in wrong) == ("", True, True)
    assert type_named("", SCRIPTS)[1]
    assert type_named("种地", SCRIPTS)[1]


@pytest.mark.parametrize(
    ("choice", "name", "outcome", "type_id", "field"),
    [
        ("confirm", "", "confirmed", "", ""),
        ("type:brushing_task", "", "corrected", "brushing_task", ""),
        ("type:authority_police", "", "confirmed", "", ""),  # what it is already
        ("other", "福利单", "corrected", "brushing_task", ""),
        ("other", "种地", "", "", "name"),
        ("ordinary", "", "ordinary", "", ""),
        ("unusable", "不看", "unusable", "", ""),
        ("type:nothing", "", "", "", "choice"),
        ("", "", "", "", "choice"),
    ],
)
def test_a_form_means_one_decision(choice: str, name: str, outcome: str, type_id: str, field: str) -> None:
    made = decision(choice, name, "authority_police", SCRIPTS)
    assert (made.outcome, made.type, made.field) == (outcome, type_id, field)
    assert bool(made.wrong) == bool(field)


def test_probabilities_are_words() -> None:
    assert [level(share) for share in (0.9, 0.6, 0.4, 0.2, 0.01)] == [
        "几乎肯定",
        "很可能",
        "有可能",
        "有点像",
        "不太像",
    ]
    shown = guesses((("none", 0.2), ("brushing_task", 0.7), *(("authority_police", 0.01),) * 6), SCRIPTS)
    assert [(one.name, one.percent) for one in shown[:2]] == [("点赞关注做任务返利", 70), ("不是骗局", 20)]
    assert len(shown) == 5


def test_every_doubt_has_a_name() -> None:
    assert set(DOUBTS) == set(ALL)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("他让我把〔手机号〕发过去领补贴", ""),
        ("打〔手机号〕", "只剩 1 个字"),
        ("〔手机号〕〔手机号〕〔手机号〕〔手机号〕他们都来找我要钱", "超过 3 处"),
        ("我叫〔姓名〕他让我转钱过去", "假名字"),
        ("我叫王小明他让我转钱过去", "真的名字"),
        ("打13912345678这个号让我转钱", "真的名字、住址或号码"),
        ("他让我转钱" * 101, "太长了"),
        ("打96110问过了说是骗子", ""),
    ],
)
def test_what_cannot_be_learned_from_is_refused_with_the_reason(text: str, why: str) -> None:
    wrong = refusal(text, ("96110",))
    assert (wrong == "") if not why else why in wrong


def test_hidden_names_become_nobodys() -> None:
    assert natural(" 我叫〔姓名〕\n\n他打〔手机号〕 ") == "我叫小张，他打〔手机号〕"
    assert refusal(natural("我叫〔姓名〕，他让我转钱到安全账户")) == ""


def test_an_example_is_ordinary_or_of_a_type() -> None:
    assert example_intent({"kind": "ordinary", "name": ""}, SCRIPTS) == ("ordinary", {})
    assert example_intent({"kind": "scam", "name": "福利单"}, SCRIPTS) == ("scam/brushing_task", {})
    assert "name" in example_intent({"kind": "scam", "name": ""}, SCRIPTS)[1]
    assert "kind" in example_intent({"kind": "else", "name": ""}, SCRIPTS)[1]


def test_a_variant_begins_with_cues_and_without_words() -> None:
    item: dict[str, Any] = {"id": "x", "variants": [{"id": "told_2026_11"}]}
    changed, made = with_variant(item, "试吃卡", ["试吃卡"], date(2026, 11, 26))
    variant = changed["variants"][-1]
    assert (made, variant["cues"], variant["first_line"]) == ("told_2026_11_2", ["试吃卡"], "")
    assert len(item["variants"]) == 1, "the published script is not touched"
    assert as_examples(["一句"], "scam/x", made)[0].variant == made
    with pytest.raises(ValueError, match="最多 5 个"):
        with_variant({"variants": [{}] * 5}, "多", ["多"], date(2026, 11, 26))


def test_cues_are_short_words_each_once() -> None:
    assert cues_of(["试吃卡", "试吃卡", "〔链接1〕卡", "长" * 13, "一", "送米"]) == ["试吃卡", "送米"]
    assert split_cues("试吃卡、送米， 门把手;送米") == ["试吃卡", "送米", "门把手"]
    assert new_id([], date(2026, 1, 2)) == "told_2026_01"


def test_weeks_end_today_and_older_days_do_not_count() -> None:
    days = ["2026-11-26", "2026-11-20", "2026-11-19", "2026-09-01"]
    assert [count for _, _, count in weeks(days, date(2026, 11, 26))] == [0, 0, 0, 1, 2]


def test_a_draft_is_shown_on_its_page_where_there_is_one() -> None:
    assert draft_path({("GET", "/drafts/{id}"): None}, 7, "/review") == "/drafts/7"
    assert draft_path({("POST", "/drafts/{id}"): None}, 7, "/review") == "/review"
