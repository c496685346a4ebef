"""What Rasa's documentation gives a Chinese project: jieba, count vectors, DIET.

https://rasa.com/docs/rasa/tuning-your-model (pipeline without pre-trained
vectors, tokenizer for Chinese) and .../components#dietclassifier.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bot.bench.contenders import Shares
from bot.bench.sample import Sample
from bot.quiet import hush_rasa

EPOCHS = 30
_COUNTS: list[dict[str, Any]] = [
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
_VECTOR: list[dict[str, Any]] = [{"name": "bot.bench.vector.SentenceVector"}, {"name": "CountVectorsFeaturizer"}]
_OUTSIDE = "__"  # a slash would make a label a retrieval intent


class Diet:
    """DIETClassifier behind some featurizers, trained and asked through Rasa."""

    def __init__(self, featurizers: list[dict[str, Any]], epochs: int) -> None:
        """Keep the pipeline."""
        diet = {"name": "DIETClassifier", "epochs": epochs, "entity_recognition": False, "random_seed": 7}
        diet |= {"ranking_length": 0, "constrain_similarities": True}
        self._config = {
            "recipe": "default.v1",
            "language": "zh",
            "assistant_id": "bench",
            "pipeline": [{"name": "JiebaTokenizer"}, *featurizers, diet],
        }

    def fit(self, sample: Sample) -> None:
        """Train a model in a folder of its own."""
        import rasa.model_training
        from rasa.core.agent import Agent

        hush_rasa()
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            blocks: dict[str, list[str]] = {}
            for text, label in zip(sample.texts, sample.labels, strict=True):
                blocks.setdefault(label.replace("/", _OUTSIDE), []).append(f"- {text}\n")
            nlu = [{"intent": label, "examples": "".join(lines)} for label, lines in blocks.items()]
            (folder / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True))
            (folder / "config.yml").write_text(yaml.safe_dump(self._config))
            os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
            model = rasa.model_training.train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), name)
            if not model:
                raise RuntimeError("Rasa trained no model: see its messages above")
            self._processor = Agent.load(model).processor

    def shares(self, texts: Sequence[str]) -> Shares:
        """Ask the trained graph, one batch for all."""
        from rasa.core.channels.channel import UserMessage
        from rasa.engine.constants import PLACEHOLDER_MESSAGE
        from rasa.shared.nlu.constants import INTENT_RANKING_KEY

        assert self._processor is not None
        target = self._processor.model_metadata.nlu_target
        read = self._processor.graph_runner.run(
            inputs={PLACEHOLDER_MESSAGE: [UserMessage(text) for text in texts]}, targets=[target]
        )[target]
        rankings = [{one["name"]: one["confidence"] for one in message.get(INTENT_RANKING_KEY)} for message in read]
        names = sorted({name for ranking in rankings for name in ranking})
        rows = np.array([[ranking.get(name, 0.0) for name in names] for ranking in rankings], dtype=np.float32)
        return [name.replace(_OUTSIDE, "/") for name in names], rows


def diets(epochs: int = EPOCHS) -> dict[str, Diet]:
    """Return the contenders of Rasa."""
    return {
        "Rasa documentation: jieba, count vectors, DIET": Diet(_COUNTS, epochs),
        "DIET on the sentence vector and words": Diet(_VECTOR, epochs),
    }
