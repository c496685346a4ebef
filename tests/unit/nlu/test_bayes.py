"""The evidence of n-grams."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from bot.nlu.bayes import PresenceModel

# columns: a word of type 0, a word of type 1, boilerplate of both
ROWS = sp.csr_matrix(np.array([[1, 0, 1], [1, 0, 1], [0, 1, 1], [0, 1, 1]], dtype=np.float32))
TARGETS = np.array([0, 0, 1, 1])
MODEL = PresenceModel.fit(ROWS, TARGETS)


def test_the_word_of_a_type_speaks_for_it() -> None:
    assert MODEL.scores(ROWS).argmax(axis=1).tolist() == TARGETS.tolist()


def test_the_best_type_stands_at_zero() -> None:
    assert MODEL.scores(ROWS).max(axis=1).tolist() == [0.0] * 4


def test_only_presence_counts_not_weight() -> None:
    faint = ROWS * 0.01
    assert np.allclose(MODEL.scores(faint), MODEL.scores(ROWS))
    assert faint.max() < 0.1  # the rows themselves are left as they were


def test_a_saved_model_says_nearly_the_same() -> None:
    assert np.allclose(PresenceModel.from_arrays(MODEL.arrays()).scores(ROWS), MODEL.scores(ROWS), atol=0.02)
