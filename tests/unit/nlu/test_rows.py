"""Rows put together by hand are those that scipy would make."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from bot.nlu.rows import beside


@pytest.mark.parametrize("rows", [1, 2, 5])
def test_it_is_what_scipy_says(rows: int) -> None:
    chance = np.random.default_rng(7)
    dense = chance.normal(size=(rows, 6)).astype(np.float32)
    dense[0, 2] = 0.0
    sparse = sp.random(rows, 40, 0.2, format="csr", dtype=np.float32, random_state=7)
    empty = sp.csr_matrix((rows, 3), dtype=np.float32)
    found = beside(dense, sparse, empty)
    wanted = sp.hstack([sp.csr_matrix(dense), sparse, empty], format="csr", dtype=np.float32)
    assert (found != wanted).nnz == 0
    assert found.shape == wanted.shape
    assert found.dtype == np.float32


def test_one_row_multiplies_like_any_other() -> None:
    row = beside(np.array([[1.0, 0.0, 2.0]], dtype=np.float32), sp.csr_matrix([[0.0, 3.0]], dtype=np.float32))
    weights = np.arange(10, dtype=np.float32).reshape(5, 2)
    assert np.allclose(row @ weights, row.toarray() @ weights)
    assert np.allclose(row[:, 2:5].toarray(), [[2.0, 0.0, 3.0]])
