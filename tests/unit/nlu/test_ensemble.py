"""One distribution from two models, a gate and three temperatures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp

from bot.nlu.ensemble import Ensemble, _life_first
from bot.nlu.labels import Classes

NAMES = ["ordinary/chat", "ordinary/letters", "scam/a", "scam/b", "something_wrong", "thanks"]
EACH = 12
LABELS = [name for name in NAMES for _ in range(EACH)]


@pytest.fixture(scope="module")
def rows() -> sp.csr_matrix:
    """Return rows whose class stands in their n-grams: columns 2 to 8."""
    noise = np.random.default_rng(7).uniform(0, 0.2, size=(len(LABELS), len(NAMES)))
    ngrams = np.repeat(np.eye(len(NAMES)), EACH, axis=0) + noise * (noise > 0.15)
    return sp.csr_matrix(np.hstack([np.ones((len(LABELS), 2)), ngrams]).astype(np.float32))


@pytest.fixture(scope="module")
def model(rows: sp.csr_matrix) -> Ensemble:
    return Ensemble.fit(rows, LABELS, (2, 8), cost=1.0, folds=3)


def test_registers_of_ordinary_life_are_one_label(model: Ensemble) -> None:
    assert model.labels == ("ordinary", "scam/a", "scam/b", "something_wrong", "thanks")


def test_it_learns_what_can_be_learned(model: Ensemble, rows: sp.csr_matrix) -> None:
    best = [model.labels[index] for index in model.probabilities(rows).argmax(axis=1)]
    assert best == [name.replace("/chat", "").replace("/letters", "") for name in LABELS]


def test_probabilities_sum_to_one(model: Ensemble, rows: sp.csr_matrix) -> None:
    assert model.probabilities(rows).sum(axis=1) == pytest.approx(np.ones(len(LABELS)), abs=1e-4)


def test_fitting_again_gives_the_same(model: Ensemble, rows: sp.csr_matrix) -> None:
    again = Ensemble.fit(rows, LABELS, (2, 8), cost=1.0, folds=3)
    # liblinear's random numbers are shared by the two threads that fit, so the last digits may differ
    assert np.allclose(again.probabilities(rows), model.probabilities(rows), atol=0.01)


def test_a_saved_model_says_nearly_the_same(model: Ensemble, rows: sp.csr_matrix, tmp_path: Path) -> None:
    model.save(tmp_path / "model.npz")
    loaded = Ensemble.load(tmp_path / "model.npz")
    assert loaded.labels == model.labels
    assert np.allclose(loaded.probabilities(rows), model.probabilities(rows), atol=0.02)


def test_a_wish_to_die_is_heard_in_the_middle_of_a_scam() -> None:
    names = ("distress", "scam/a", "thanks")
    shares = np.array([[0.01, 0.98, 0.01], [0.01, 0.98, 0.01]], dtype=np.float32)
    scores = np.array([[0.3, 0.9, -1.0], [-0.2, 0.9, -1.0]], dtype=np.float32)
    heard = _life_first(shares, scores, Classes(names).distress)
    assert heard[0].argmax() == 0
    assert heard[1].tolist() == shares[1].tolist()
    assert heard.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert _life_first(shares, scores, np.array([False] * 3)) is shares
