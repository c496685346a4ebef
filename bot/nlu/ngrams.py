"""Character and word n-grams, weighted by TF-IDF, saved without pickle."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import scipy.sparse as sp
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
    """One TF-IDF space: fitted, applied, saved and loaded."""

    def __init__(self, vectorizer: TfidfVectorizer) -> None:
        """Wrap a fitted vectorizer."""
        self._vectorizer = vectorizer

    @classmethod
    def fit(cls, documents: Sequence[list[str]], most: int) -> Ngrams:
        """Fit on lists of features; those seen once say nothing and are dropped."""
        vectorizer = TfidfVectorizer(analyzer=_same, min_df=2, max_features=most, sublinear_tf=True, dtype=np.float32)
        vectorizer.fit(documents)
        return cls(vectorizer)

    def transform(self, documents: Sequence[list[str]]) -> sp.csr_matrix:
        """Return one row of unit length for each document."""
        return self._vectorizer.transform(documents)

    def save(self, path: Path) -> None:
        """Write vocabulary and weights as JSON."""
        terms = sorted(self._vectorizer.vocabulary_, key=self._vectorizer.vocabulary_.__getitem__)
        weights = [round(float(value), 5) for value in self._vectorizer.idf_]
        path.write_text(json.dumps({"terms": terms, "idf": weights}, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Ngrams:
        """Read what `save` wrote."""
        data = json.loads(path.read_text(encoding="utf-8"))
        vocabulary = {term: index for index, term in enumerate(data["terms"])}
        vectorizer = TfidfVectorizer(analyzer=_same, vocabulary=vocabulary, sublinear_tf=True, dtype=np.float32)
        vectorizer.idf_ = np.array(data["idf"], dtype=np.float32)
        return cls(vectorizer)
