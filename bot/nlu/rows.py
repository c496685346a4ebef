"""Feature rows laid side by side.

scipy's own `hstack` takes about 0.8 ms whatever the size, most of it in checks
of types; every message passes through half a dozen. For one message the same
row is put together here in a few hundredths of that.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Block = Any  # csr_matrix, or NDArray[np.float32] of two dimensions; scipy has no types


def beside(*blocks: Block) -> sp.csr_matrix:
    """Return `blocks`, dense or sparse, all with as many rows, as one float32 matrix."""
    if blocks[0].shape[0] != 1:
        return sp.hstack([sp.csr_matrix(block) for block in blocks], format="csr", dtype=np.float32)
    columns, values, start = [], [], 0
    for block in blocks:
        own, held = _one_row(block)
        columns.append(own + start)
        values.append(held)
        start += block.shape[1]
    return one_row(np.concatenate(columns), np.concatenate(values), start)


def one_row(columns: NDArray[np.int32], values: NDArray[np.float32], width: int) -> sp.csr_matrix:
    """Return one sparse row; `columns` ascend and occur once."""
    row = sp.csr_matrix((1, width), dtype=np.float32)
    row.data, row.indices = values, columns.astype(np.int32, copy=False)
    row.indptr = np.array([0, len(values)], dtype=np.int32)
    row.has_sorted_indices = row.has_canonical_format = True
    return row


def _one_row(block: Block) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    if sp.issparse(block):
        return block.indices, block.data.astype(np.float32, copy=False)
    columns = np.flatnonzero(block[0]).astype(np.int32)
    return columns, np.asarray(block[0], dtype=np.float32)[columns]
