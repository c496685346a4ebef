"""What is said under load: our training examples in a fixed order, never the evaluation corpora."""

from __future__ import annotations

import random

from db.files import read_examples

SEED = 7


def load_texts() -> tuple[str, ...]:
    """Return every example once, shuffled the same way each time."""
    texts = sorted({str(row.values["text"]) for row in read_examples()})
    random.Random(SEED).shuffle(texts)
    return tuple(texts)
