"""The linear classifier: probabilities that sum to 1 and mean what they say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp

from bot.nlu.linear import LinearModel, fit_temperature, softmax


@pytest.fixture(scope="module")
def rows() -> sp.csr_matrix:
    """Return three well-parted classes of ten rows each."""
    noise = np.random.default_rng(7).normal(scale=0.1, size=(30, 3))
    return sp.csr_matrix((np.repeat(np.eye(3), 10, axis=0) + noise).astype(np.float32))


LABELS = ["ordinary"] * 10 + ["scam/a"] * 10 + ["scam/b"] * 10


@pytest.fixture(scope="module")
def model(rows: sp.csr_matrix) -> LinearModel:
    """Return a model fitted on them."""
    return LinearModel.fit(rows, LABELS, cost=1.0, folds=3)


def test_it_learns_what_can_be_learned(model: LinearModel, rows: sp.csr_matrix) -> None:
    best = model.probabilities(rows).argmax(axis=1)
    assert [model.labels[index] for index in best] == LABELS


def test_probabilities_sum_to_one(model: LinearModel, rows: sp.csr_matrix) -> None:
    assert model.probabilities(rows).sum(axis=1) == pytest.approx(np.ones(30), abs=1e-5)


def test_fitting_again_gives_the_same(model: LinearModel, rows: sp.csr_matrix) -> None:
    again = LinearModel.fit(rows, LABELS, cost=1.0, folds=3)
    assert np.array_equal(again.weights, model.weights)
    assert again.temperature == model.temperature


def test_a_saved_model_says_nearly_the_same(model: LinearModel, rows: sp.csr_matrix, tmp_path: Path) -> None:
    model.save(tmp_path / "model.npz")
    loaded = LinearModel.load(tmp_path / "model.npz")
    assert loaded.labels == model.labels
    assert np.allclose(loaded.probabilities(rows), model.probabilities(rows), atol=0.01)


@pytest.mark.parametrize("temperature", [0.0, 1.0, 50.0])
@pytest.mark.parametrize("scores", [[[0.0, 0.0]], [[1000.0, -1000.0]], [[1.0, 2.0]]])
def test_softmax_sums_to_one_without_overflow(scores: list[list[float]], temperature: float) -> None:
    assert softmax(np.array(scores, dtype=np.float32), temperature).sum() == pytest.approx(1.0)


def test_temperature_is_high_for_right_scores_and_low_for_wrong_ones() -> None:
    scores = np.tile(np.array([[1.0, -1.0]], dtype=np.float32), (20, 1))
    right = np.zeros(20, dtype=np.int64)
    half = np.array([0, 1] * 10, dtype=np.int64)
    assert fit_temperature(scores, right) > fit_temperature(scores, half)
