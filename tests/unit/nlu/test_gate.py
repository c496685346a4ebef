"""Scam or not, whatever the number of classes."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.gate import Gate, summary
from bot.nlu.linear import Floats

SCAM = np.array([True] * 8 + [False] * 3)
ORDINARY = np.array([False] * 8 + [True, True, False])


def _scores(scams: float, others: float, count: int, seed: int) -> Floats:
    noise = np.random.default_rng(seed).normal(scale=0.2, size=(count, 11))
    scores: Floats = (np.where(SCAM, scams, others) + noise).astype(np.float32)
    return scores


@pytest.fixture(scope="module")
def gate() -> Gate:
    rows = np.vstack([_scores(0.5, -1.0, 40, 1), _scores(-1.0, 0.5, 40, 2)])
    return Gate.fit(summary(rows, SCAM, ORDINARY), np.repeat([True, False], 40))


def test_the_six_figures() -> None:
    row = np.array([[0.9, 0.5, 0.1, 0.1, 0.1, -1, -1, -1, 0.2, 0.3, 0.4]], dtype=np.float32)
    assert summary(row, SCAM, ORDINARY)[0] == pytest.approx([0.9, 0.5, 0.34, 0.4, 0.3, 0.3])


def test_scams_and_ordinary_life_are_told_apart(gate: Gate) -> None:
    assert gate.probability(summary(_scores(0.5, -1.0, 5, 3), SCAM, ORDINARY)).min() > 0.9
    assert gate.probability(summary(_scores(-1.0, 0.5, 5, 4), SCAM, ORDINARY)).max() < 0.1


def test_one_class_on_either_side_is_enough() -> None:
    row = np.array([[0.9, 0.1]], dtype=np.float32)
    assert summary(row, np.array([True, False]), np.array([False, False])).shape == (1, 6)


def test_a_saved_gate_says_the_same(gate: Gate) -> None:
    figures = summary(_scores(0.1, 0.1, 5, 5), SCAM, ORDINARY)
    assert Gate.from_arrays(gate.arrays()).probability(figures) == pytest.approx(gate.probability(figures), abs=1e-5)
