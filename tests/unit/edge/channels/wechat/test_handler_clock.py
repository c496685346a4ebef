"""Attack on ourselves: the machine's clock is put wrong while WeChat delivers; nobody is refused for it."""

from __future__ import annotations

from typing import cast

import pytest

from bot.edge.channels.wechat.answers import Answers
from bot.edge.channels.wechat.delivery import Delivery
from bot.edge.channels.wechat.door import Door
from bot.edge.channels.wechat.handler import Channel

NOW = 1_790_000_000.0


def channel(wall: float, steady: float) -> Channel:
    """Return a channel with these two clocks; nothing else of it is used."""
    return Channel(cast(Door, None), cast(Answers, None), cast(Delivery, None), lambda: wall, lambda: steady)


@pytest.mark.parametrize("jump", [3600.0, -3600.0, 0.0])
def test_the_clock_that_agrees_with_wechat_judges(jump: float) -> None:
    assert channel(NOW + jump, NOW).now({"timestamp": str(int(NOW))}) == NOW


@pytest.mark.parametrize("jump", [3600.0, -3600.0])
def test_a_clock_that_was_wrong_at_the_start_and_was_put_right_is_followed(jump: float) -> None:
    assert channel(NOW, NOW + jump).now({"timestamp": str(int(NOW))}) == NOW


def test_an_old_signature_stays_old_by_both() -> None:
    assert abs(channel(NOW, NOW + 2).now({"timestamp": str(int(NOW - 4000))}) - (NOW - 4000)) > 300


@pytest.mark.parametrize(
    "query", [{}, {"timestamp": "x"}, {"timestamp": ""}, {"timestamp": "1e9"}, {"timestamp": "9" * 400}]
)
def test_without_a_timestamp_the_wall_clock_is_told(query: dict[str, str]) -> None:
    assert channel(NOW, NOW + 9).now(query) == NOW
