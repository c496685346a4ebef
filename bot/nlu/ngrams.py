"""Character and word n-grams, weighted by TF-IDF, saved without pickle."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

_DIGITS = re.compile(r"\d+")
_BLANK = re.compile(r"\s+")
CHARS = (1, 2, 3)


def characters(text: str) -> list[str]:
    """Return the character 1- to 3-grams of normalised text, all numbers made equal."""
    plain = _BLANK.sub(" ", _DIGITS.sub("8", text))
    return [plain[start : start + size] for size in CHARS for start in range(len(plain) - size + 1)]


def words(tokens: Iterable[str]) -> list[str]:
    """Return the words, all numbers made equal, blanks left out."""
    return [_DIGITS.sub("8", token) for token in tokens if token.strip()]


def _same(features: list[str]) -> list[str]:
    return features


class Ngrams:
    """One TF-IDF space: fitted, applied, saved and loaded.

    scikit-learn fits it. It is applied here: its own vectorizer takes 1.4 ms for
    one text, most of it in checks, and every message goes through four spaces.
    """

    def __init__(self, terms: Sequence[str], weights: NDArray[np.float32]) -> None:
        """Keep the terms in column order and their inverse document frequencies."""
        self._columns = {term: column for column, term in enumerate(terms)}
        self._weights = weights

    @classmethod
    def fit(cls, documents: Sequence[list[str]], most: int) -> Ngrams:
        """Fit on lists of features; those seen once say nothing and are dropped."""
        vectorizer = TfidfVectorizer(analyzer=_same, min_df=2, max_features=most, sublinear_tf=True, dtype=np.float32)
        vectorizer.fit(documents)
        terms = sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__)
        return cls(terms, vectorizer.idf_.astype(np.float32))

    @property
    def size(self) -> int:
        """How many columns it has."""
        return len(self._columns)

    def transform(self, documents: Sequence[list[str]]) -> sp.csr_matrix:
        """Return one row of unit length for each document; a document without known features is all zero."""
        found = [Counter(map(self._columns.get, document)) for document in documents]
        for counts in found:
            counts.pop(None, None)
        starts = np.cumsum([0, *map(len, found)])
        columns = np.fromiter((column for counts in found for column in counts), np.int64, starts[-1])
        times = np.fromiter((count for counts in found for count in counts.values()), np.float32, starts[-1])
        values = (1.0 + np.log(times)) * self._weights[columns]
        squares = np.concatenate([[0.0], np.cumsum(values.astype(np.float64) ** 2)])
        lengths = np.sqrt(np.diff(squares[starts])).astype(np.float32)
        values /= np.repeat(np.maximum(lengths, 1e-9), np.diff(starts))
        rows = sp.csr_matrix((values, columns, starts), shape=(len(found), self.size))
        rows.sort_indices()
        return rows

    def save(self, path: Path) -> None:
        """Write vocabulary and weights as JSON."""
        weights = [round(float(value), 5) for value in self._weights]
        told = {"terms": list(self._columns), "idf": weights}
        path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Ngrams:
        """Read what `save` wrote."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["terms"], np.array(data["idf"], dtype=np.float32))
