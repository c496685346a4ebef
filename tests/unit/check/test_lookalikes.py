"""Pairs that people mix up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.check import lookalikes
from bot.check.content import Content
from bot.triage.question import best_question
from bot.triage.separate import separating_signals


def _messages(found: Iterator[object]) -> str:
    return "\n".join(map(str, found))


def test_every_pair_is_separated(content: Content) -> None:
    assert list(lookalikes.check(content)) == []


def test_every_pair_has_a_question_that_separates_it(content: Content) -> None:
    matrix = lookalikes.matrix_of(content)
    for one, other in lookalikes.pairs_of(content):
        apart = [signal for signal, _ in separating_signals(one, other, matrix)]
        assert best_question({one: 0.5, other: 0.5}, matrix, (), 0.0) in apart, (one, other)


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        (["loan_fake", "unheard_of"], "不在 catalogue.yml"),
        (["loan_credit_card", "loan_fake"], "写了两遍"),
    ],
)
def test_wrong_pairs_are_told(content: Content, pair: list[str], told: str) -> None:
    pairs = [*content.lists["lookalikes"], {"pair": pair, "rule": "看说的是什么"}]
    assert told in _messages(lookalikes.check(replace(content, lists={**content.lists, "lookalikes": pairs})))


def test_types_that_nothing_separates_are_told(content: Content) -> None:
    scripts = {**content.scripts, "loan_credit_card": content.scripts["loan_fake"]}
    assert "loan_fake和loan_credit_card 至少要有 2 个信号" in _messages(
        lookalikes.check(replace(content, scripts=scripts))
    )
