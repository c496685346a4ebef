"""The features of our pipeline outside Rasa's graph, each set to be had alone."""

from __future__ import annotations

from collections.abc import Sequence

import jieba
import numpy as np
import scipy.sparse as sp

from bot.bench.pipeline import options
from bot.nlu.ngrams import Ngrams, characters, words
from bot.nlu.patterns import PatternMatcher
from bot.nlu.sentence_encoder import encode
from db.files import read_words
from db.models import Signal


def _documents(part: str, texts: Sequence[str]) -> list[list[str]]:
    return [characters(text) if part == "characters" else words(jieba.cut(text)) for text in texts]


class Features:
    """Fitted feature sets, in the order dense | characters | words | signals."""

    def __init__(self, parts: tuple[str, ...], spaces: dict[str, Ngrams]) -> None:
        """Keep the parts wanted and their fitted spaces."""
        self._parts = parts
        self._spaces = spaces
        rows = read_words() if "signals" in parts else ()
        signals = {row.id: row.values["patterns"] for row in rows if row.model is Signal}
        self._columns = {signal: column for column, signal in enumerate(sorted(signals))}
        self._matcher = PatternMatcher(signals)

    @classmethod
    def fit(cls, texts: Sequence[str], parts: tuple[str, ...]) -> Features:
        """Fit the n-gram spaces among `parts`."""
        most = options("NgramFeaturizer")
        wanted = [part for part in parts if f"most_{part}" in most]
        spaces = {part: Ngrams.fit(_documents(part, texts), most[f"most_{part}"]) for part in wanted}
        return cls(parts, spaces)

    @property
    def ngrams(self) -> tuple[int, int]:
        """First column of the n-grams, and the one after the last."""
        start = 512 if "dense" in self._parts else 0
        return start, start + sum(space.size for space in self._spaces.values())

    def rows(self, texts: Sequence[str]) -> sp.csr_matrix:
        """Return one row a text."""
        made = {"dense": lambda: sp.csr_matrix(encode(list(texts))), "signals": lambda: self._signals(texts)}
        found = [
            self._spaces[part].transform(_documents(part, texts)) if part in self._spaces else made[part]()
            for part in self._parts
        ]
        return sp.hstack(found, format="csr", dtype=np.float32)

    def _signals(self, texts: Sequence[str]) -> sp.csr_matrix:
        rows = sp.lil_matrix((len(texts), len(self._columns)), dtype=np.float32)
        scale = options("TypeClassifier")["signal_scale"]
        for index, text in enumerate(texts):
            for label, _, _ in self._matcher.find(text):
                rows[index, self._columns[label]] = scale
        return rows.tocsr()
