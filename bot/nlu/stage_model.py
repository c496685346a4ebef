"""How far things have gone, learnt from examples.

Rules alone miss four of ten payments that people tell in words of their own
("垫进去两回了", "存折就剩几块"). A linear scorer on the sentence vector, the
n-grams, those of the end of the text, where most people say how it stands, and
the cues that the rules found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp

from bot.nlu.linear import LinearModel
from bot.nlu.ngrams import Ngrams, characters
from bot.nlu.rows import beside
from bot.triage.reading import STAGES

ENDS = (30, 12)  # characters at the end of a text that have n-grams of their own
MOST = 30_000  # n-grams of an end
MARK_WEIGHT = 0.3


def _ends(text: str, size: int) -> list[str]:
    return characters(text.strip()[-size:])


@dataclass(frozen=True)
class StageModel:
    """The fitted scorer and its spaces.

    Attributes:
        ends: one space for each of `ENDS`.
        marks: known marks, in column order.
        linear: scorer over `STAGES`.
    """

    ends: tuple[Ngrams, ...]
    marks: tuple[str, ...]
    linear: LinearModel

    @classmethod
    def fit(
        cls,
        rows: sp.csr_matrix,
        texts: Sequence[str],
        marks: Sequence[Sequence[str]],
        stages: Sequence[str],
        cost: float,
    ) -> StageModel:
        """Fit on examples.

        Args:
            rows: features of the texts, one row each.
            texts: normalised.
            marks: of each text, see `bot.nlu.stages.marks`.
            stages: right stage of each; every one of `STAGES` occurs.
            cost: of the linear model.
        """
        ends = tuple(Ngrams.fit([_ends(text, size) for text in texts], MOST) for size in ENDS)
        known = tuple(sorted({mark for listed in marks for mark in listed}))
        targets = np.array([STAGES.index(stage) for stage in stages])
        blank = cls(ends, known, LinearModel(np.zeros((0, 0), np.float32), np.zeros(0, np.float32)))
        linear = LinearModel.fit(blank._features(rows, texts, marks), targets, cost, balanced=True)
        return cls(ends, known, linear)

    def read(self, rows: sp.csr_matrix, texts: Sequence[str], marks: Sequence[Sequence[str]]) -> list[list[str]]:
        """Return the stages of each text, the likeliest first."""
        scores = self.linear.scores(self._features(rows, texts, marks))
        return [[STAGES[index] for index in row] for row in np.argsort(-scores, axis=1)]

    def _features(self, rows: sp.csr_matrix, texts: Sequence[str], marks: Sequence[Sequence[str]]) -> sp.csr_matrix:
        """Return rows | n-grams of the ends | marks."""
        columns = {mark: column for column, mark in enumerate(self.marks)}
        told = [sorted({columns[mark] for mark in listed if mark in columns}) for listed in marks]
        starts = np.cumsum([0, *map(len, told)])
        flat = np.array([column for listed in told for column in listed], dtype=np.int64)
        weights = np.full(len(flat), MARK_WEIGHT, dtype=np.float32)
        found = sp.csr_matrix((weights, flat, starts), shape=(len(told), len(columns)))
        ends = [
            space.transform([_ends(text, size) for text in texts]) for space, size in zip(self.ends, ENDS, strict=True)
        ]
        return beside(rows, *ends, found)

    def save(self, folder: Path) -> None:
        """Write arrays and spaces, without pickle."""
        np.savez_compressed(folder / "stage.npz", marks=np.array(self.marks), **self.linear.arrays())
        for size, space in zip(ENDS, self.ends, strict=True):
            space.save(folder / f"end_{size}.json")

    @classmethod
    def load(cls, folder: Path) -> StageModel:
        """Read what `save` wrote."""
        with np.load(folder / "stage.npz", allow_pickle=False) as file:
            data = dict(file)
        ends = tuple(Ngrams.load(folder / f"end_{size}.json") for size in ENDS)
        return cls(ends, tuple(str(mark) for mark in data["marks"]), LinearModel.from_arrays(data))
