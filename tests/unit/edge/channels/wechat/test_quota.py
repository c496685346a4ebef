"""WeChat's quota of customer-service messages."""

from __future__ import annotations

import pytest

from bot.edge.channels.wechat.quota import Budget, Grant


@pytest.mark.parametrize(("grant", "messages"), [(Grant.MESSAGE, 5), (Grant.ACTION, 3)])
def test_no_more_than_granted(grant: Grant, messages: int) -> None:
    budget = Budget.of(grant, now=100)
    assert [budget.take(100) for _ in range(messages + 1)] == [True] * messages + [False]


@pytest.mark.parametrize(("grant", "seconds"), [(Grant.MESSAGE, 48 * 3600), (Grant.ACTION, 60)])
def test_not_longer_than_granted(grant: Grant, seconds: int) -> None:
    budget = Budget.of(grant, now=100)
    assert budget.take(100 + seconds - 1)
    assert not budget.take(100 + seconds)
