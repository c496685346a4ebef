"""Which signals tell two types apart."""

from __future__ import annotations

from bot.triage.separate import separating_signals

MATRIX = {"a": {"x": 0.9, "y": 0.5, "z": 0.3}, "b": {"x": 0.1, "y": 0.3, "w": 0.4}}


def test_the_strongest_difference_comes_first() -> None:
    assert [signal for signal, _ in separating_signals("a", "b", MATRIX)] == ["x", "w"]


def test_the_sign_says_whose_it_is() -> None:
    apart = dict(separating_signals("a", "b", MATRIX))
    assert apart["x"] > 0
    assert apart["w"] < 0


def test_unknown_types_have_no_signals() -> None:
    assert separating_signals("nobody", "neither", MATRIX) == []
