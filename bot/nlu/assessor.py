"""Last component: hands the reading and the case to `triage` and writes the decision.

It decides nothing itself. The assessment arrives in `tracker.latest_message`
and in `/model/parse`; actions only read it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, METADATA, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Trained
from bot.nlu.exported import read_export
from bot.nlu.labels import SCAM, UNSPECIFIED
from bot.nlu.normaliser import WORDS
from bot.nlu.signal_extractor import FOUND
from bot.nlu.topic_finder import ABOUT, TOPIC
from bot.nlu.type_classifier import PROBABILITIES
from bot.triage.assess import assess
from bot.triage.case import Case, load_case
from bot.triage.choices import find_choice
from bot.triage.reading import NONE, Reading, StageReading
from bot.triage.typicality import fit
from bot.triage.verdict import Thresholds

ASSESSMENT = "assessment"
_FILE = "matrix.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Assessor(Trained):
    """Writes `assessment` and the final intent."""

    _frozen: dict[str, Any]
    _limits: Thresholds

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the export; the thresholds must stand in config.yml."""
        return {"export": "var/export/signals.json", "thresholds": {}}

    def learn(self, examples: list[Message]) -> None:
        """Fit the matrix to the examples."""
        export = read_export(self._config["export"])
        self._frozen = {"matrix": fit(export["matrix"], *_mentions(examples)), "digest": export["digest"]}

    def save(self, folder: Path) -> None:
        """Write the matrix and the model's name."""
        (folder / _FILE).write_text(json.dumps(self._frozen, ensure_ascii=False), encoding="utf-8")

    def restore(self, folder: Path) -> None:
        """Read them, and the limits that config.yml sets now."""
        self._frozen = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        self._limits = Thresholds.from_config(self._config["thresholds"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Write the assessment of each message, one of mere blanks too."""
        for message in messages:
            if message.get(TEXT) is not None:
                self._assess(message)
        return messages

    def _assess(self, message: Message) -> None:
        metadata = message.get(METADATA) or {}
        case = load_case(metadata.get("case"))
        reading = _reading(message, case, metadata)
        assessment = assess(case, reading, self._frozen["matrix"], self._limits)
        model = str(self._frozen["digest"])[:12]
        message.set(ASSESSMENT, {**assessment.public(model), **assessment.internal()}, add_to_output=True)
        final = {INTENT_NAME_KEY: assessment.intent, PREDICTED_CONFIDENCE_KEY: reading.confidence}
        message.set(INTENT, final, add_to_output=True)


def _mentions(examples: list[Message]) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """Return how many examples of each type mention each signal, and how many there are."""
    told: dict[str, Counter[str]] = {}
    count: Counter[str] = Counter()
    for example in examples:
        intent, _, type_id = str(example.get_full_intent()).partition("/")
        if intent != SCAM:
            continue
        mentions = (example.get(FOUND) or {}).get("mentions", ())
        told.setdefault(type_id, Counter()).update({mention.id for mention in mentions if not mention.denied})
        count[type_id] += 1
    return told, count


def _reading(message: Message, case: Case, metadata: dict[str, Any]) -> Reading:
    """Return everything the graph found in one message."""
    shares: dict[str, float] = message.get(PROBABILITIES) or {}
    found: dict[str, Any] = message.get(FOUND) or {}
    types = {label.partition("/")[2]: share for label, share in shares.items() if label.startswith(f"{SCAM}/")}
    unspecified = shares.get(UNSPECIFIED, 0.0)
    spread = {type_id: share + unspecified / len(types) for type_id, share in types.items()}
    none = max(0.0, 1.0 - sum(spread.values())) if shares else 1.0
    intent, confidence = _coarse(shares)
    if not re.search(r"\w", str(message.get(TEXT) or "")):
        intent, confidence = "out_of_scope", 0.0  # nothing but marks: no answer to anything
    if found.get("distress"):
        intent, confidence = "distress", 1.0
    return Reading(
        text=str(message.get(WORDS) or ""),
        intent=intent,
        confidence=confidence,
        types={**spread, NONE: none},
        unspecified=unspecified,
        mentions=found.get("mentions", ()),
        stage=found.get("stage", StageReading()),
        amounts=found.get("amounts", ()),
        channels=found.get("channels", ()),
        times=found.get("times", ()),
        groups=found.get("groups", ()),
        helper=found.get("helper", ""),
        topic=str(message.get(TOPIC) or ""),
        about=message.get(ABOUT) or (),
        moves=found.get("moves", ()),
        choice=str(metadata.get("choice") or "") or find_choice(str(message.get(TEXT) or ""), case.choices),
        entities=tuple(str(shown) for shown in metadata.get("entities") or ()),
        judgements=tuple(metadata.get("judgements") or ()),
    )


def _coarse(shares: dict[str, float]) -> tuple[str, float]:
    """Return the likeliest intent, with all scams counted as one."""
    coarse: dict[str, float] = {}
    for label, share in shares.items():
        intent = SCAM if label == UNSPECIFIED else label.partition("/")[0]
        coarse[intent] = coarse.get(intent, 0.0) + share
    if not coarse:
        return "out_of_scope", 0.0
    best = max(coarse, key=lambda intent: coarse[intent])
    return best, coarse[best]
