"""New methods: texts that fit no type, put together by what they tell.

Staff then see "17 people described something like this" before any script
exists. Average linkage on cosine distance (Sokal & Michener 1958): a group is
as alike on average as it must be, so that one odd text neither joins two
groups nor is dragged along.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

ALIKE = 0.5  # least mean cosine between two parts of a group
LEAST = 3  # texts that make a group worth showing
MOST = 4_000  # texts at once: the distances of 4,000 take 128 MB


def group_alike(
    vectors: NDArray[np.float32], least: int = LEAST, alike: float = ALIKE, most: int = MOST
) -> list[list[int]]:
    """Return groups of row numbers, the largest group first, the most typical text of each first.

    Args:
        vectors: sentence vectors of unit length, shape (texts, 512); only the last `most` are taken.
        least: texts in a group.
        alike: least mean cosine between two parts that are joined.
        most: texts to take.
    """
    skipped = max(0, len(vectors) - most)
    rows = np.asarray(vectors[skipped:], dtype=np.float64)
    if len(rows) < max(2, least):
        return []
    distances = np.clip(1.0 - rows @ rows.T, 0.0, 2.0)
    tree = linkage(squareform(distances, checks=False), method="average")
    labels = fcluster(tree, 1.0 - alike, criterion="distance")
    members = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    large = sorted((one for one in members if len(one) >= least), key=lambda one: (-len(one), int(one[0])))
    return [[skipped + int(index) for index in _typical_first(one, distances)] for one in large]


def _typical_first(group: NDArray[np.int64], distances: NDArray[np.float64]) -> Sequence[int]:
    """Return the group by distance to the others: staff read the first and know what it is about."""
    mean = distances[np.ix_(group, group)].mean(axis=1)
    order: Sequence[int] = group[np.argsort(mean, kind="stable")].tolist()
    return order
