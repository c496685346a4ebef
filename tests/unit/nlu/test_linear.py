"""The linear scorer."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from bot.nlu.linear import LinearModel, softmax


@pytest.fixture(scope="module")
def rows() -> sp.csr_matrix:
    """Return three well-parted classes of ten rows each."""
    noise = np.random.default_rng(7).normal(scale=0.1, size=(30, 3))
    return sp.csr_matrix((np.repeat(np.eye(3), 10, axis=0) + noise).astype(np.float32))


TARGETS = np.repeat(np.arange(3), 10)


@pytest.fixture(scope="module")
def model(rows: sp.csr_matrix) -> LinearModel:
    """Return a model fitted on them."""
    return LinearModel.fit(rows, TARGETS, cost=1.0)


def test_it_learns_what_can_be_learned(model: LinearModel, rows: sp.csr_matrix) -> None:
    assert model.scores(rows).argmax(axis=1).tolist() == TARGETS.tolist()


def test_two_classes_have_two_columns(rows: sp.csr_matrix) -> None:
    two = LinearModel.fit(rows[:20], TARGETS[:20], cost=1.0)
    assert two.scores(rows[:20]).argmax(axis=1).tolist() == TARGETS[:20].tolist()


def test_fitting_again_gives_the_same(model: LinearModel, rows: sp.csr_matrix) -> None:
    assert np.array_equal(LinearModel.fit(rows, TARGETS, cost=1.0).weights, model.weights)


def test_a_saved_model_says_nearly_the_same(model: LinearModel, rows: sp.csr_matrix) -> None:
    loaded = LinearModel.from_arrays(model.arrays())
    assert np.allclose(loaded.scores(rows), model.scores(rows), atol=0.01)


@pytest.mark.parametrize("scores", [[[0.0, 0.0]], [[1000.0, -1000.0]], [[1.0, 2.0]]])
def test_softmax_sums_to_one_without_overflow(scores: list[list[float]]) -> None:
    assert softmax(np.array(scores, dtype=np.float32)).sum() == pytest.approx(1.0)
