"""The sample that all contenders share, and its folds."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import StratifiedKFold

from bot.nlu.labels import SCAM, class_of, shown
from bot.text.normalise import normalise
from db.files import read_examples

FOLDS = 2
LONGEST = 50  # characters: DIET pads a batch to its longest text, and a story costs it twenty times a sentence
_SEED = 7


@dataclass(frozen=True)
class Sample:
    """Texts with their labels.

    Attributes:
        texts: normalised.
        labels: `scam/<type>` or another intent, as shown outside.
        classes: what our own classifier learns, finer for ordinary life.
    """

    texts: tuple[str, ...]
    labels: tuple[str, ...]
    classes: tuple[str, ...]

    def part(self, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Sample:
        """Return the rows."""
        return Sample(
            tuple(self.texts[row] for row in rows),
            tuple(self.labels[row] for row in rows),
            tuple(self.classes[row] for row in rows),
        )


def draw(each_type: int, each_other: int, longest: int = LONGEST) -> Sample:
    """Draw short examples, the same each time.

    Args:
        each_type: examples of each of the 64 types.
        each_other: of each register of ordinary life and each other intent.
        longest: characters of a text.
    """
    by_class: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_examples():
        text = normalise(row.values["text"]).text
        intent = row.values["intent"]
        if len(text) <= longest:
            by_class[class_of(intent, row.values["register"])].append((text, shown(intent)))
    chance = random.Random(_SEED)
    rows: list[tuple[str, str, str]] = []
    for name, found in sorted(by_class.items()):
        count = each_type if name.startswith(f"{SCAM}/") else each_other
        if len(found) >= FOLDS:
            rows += [(text, label, name) for text, label in chance.sample(found, min(count, len(found)))]
    texts, labels, classes = zip(*rows, strict=True)
    return Sample(texts, labels, classes)


def folds(sample: Sample) -> Iterator[tuple[Sample, Sample]]:
    """Yield (train, test), the same for all."""
    split = StratifiedKFold(FOLDS, shuffle=True, random_state=_SEED)
    for train, test in split.split(np.zeros(len(sample.texts)), sample.classes):
        yield sample.part(train), sample.part(test)
