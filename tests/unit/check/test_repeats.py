"""No sentence in two scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.check import repeats
from bot.check.content import Content

SENTENCE = "打开购物App，从那笔订单里找商家问"


def _two(content: Content, one: dict[str, Any], other: dict[str, Any]) -> Content:
    return Content(root=content.root, scripts={"loan_fake": {"id": "loan_fake", **one}, "game_trade": other})


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ({"do_now": [SENTENCE]}, {"verify": f"先挂。{SENTENCE}。"}, "里也有"),
        ({"do_now": [SENTENCE]}, {"do_now": ["打开购物App，就从那笔订单里找商家问"]}, "几乎一样"),
        ({"groups": {"public": {"warning": SENTENCE}}}, {"if_paid": [SENTENCE.replace("购物", "买菜")]}, "几乎一样"),
        ({"slogans": ["先挂再问"]}, {"slogans": ["先挂，再问"]}, "重了"),
        ({"aliases": ["秒贷"]}, {"name": "秒贷"}, "重了"),
    ],
)
def test_what_two_share_is_told_of_both(
    content: Content, one: dict[str, Any], other: dict[str, Any], told: str
) -> None:
    found = list(repeats.check(_two(content, one, other)))
    assert {problem.path for problem in found if told in problem.message} == {
        "db/content/scams/loan_fake.yml",
        "db/content/scams/game_trade.yml",
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"do_now": ["先挂电话"]}, {"do_now": ["先挂电话"]}),
        ({"do_now": [SENTENCE]}, {"do_now": ["断网，把让你装的那个贷款软件卸掉"]}),
        ({"do_now": [SENTENCE, SENTENCE]}, {}),
    ],
)
def test_short_different_and_own_sentences_pass(content: Content, one: dict[str, Any], other: dict[str, Any]) -> None:
    assert list(repeats.check(_two(content, one, other))) == []


def test_one_script_is_held_against_the_others_but_not_itself(content: Content, script: dict[str, Any]) -> None:
    assert list(repeats.check_one(script, content)) == []
    script["do_now"][0] = content.scripts["loan_fake"]["do_now"][0]
    assert {problem.path for problem in repeats.check_one(script, content)} == {
        "db/content/scams/service_membership.yml"
    }


def test_sentence_in_two_answers_is_told(with_items: Callable[..., Content]) -> None:
    answers = [{"id": "a", "short": SENTENCE}, {"id": "b", "more": f"先挂。{SENTENCE}。"}]
    (problem,) = repeats.check(with_items(answers=answers))
    assert "在 a 里也有" in problem.message
