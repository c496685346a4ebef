"""Finds signals, stage cues, groups, channels, amounts and times in a message."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu import facts
from bot.nlu.component import Trained
from bot.nlu.exported import read_export
from bot.nlu.normaliser import quote
from bot.nlu.patterns import PatternMatcher
from bot.nlu.stages import Cue, marks, read_stage
from bot.triage.reading import OUTRIGHT, ROLES, Mention

FOUND = "found"  # what this component leaves in the message
_DENIAL = ("没让", "没有让", "没要", "没有要", "没叫", "没说", "没提", "并没", "不是", "没发", "没有发", "没用", "没有")
_NOT_ONE = re.compile("不是|不算|没|早不")
_FILE = "patterns.json"


# a featurizer, for Rasa runs nothing else over the training examples, and both classifiers learn from signals
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SignalExtractor(Trained):
    """Matches the patterns of the knowledge base; they are frozen into the model."""

    _patterns: dict[str, dict[str, list[str]]]
    _matcher: PatternMatcher

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return where the export lies, relative to the project."""
        return {"export": "var/export/signals.json"}

    def learn(self, examples: list[Message]) -> None:
        """Take the patterns of the export; there is nothing to fit."""
        self._patterns = read_export(self._config["export"])["patterns"]

    def save(self, folder: Path) -> None:
        """Freeze the patterns into the model."""
        (folder / _FILE).write_text(json.dumps(self._patterns, ensure_ascii=False), encoding="utf-8")

    def restore(self, folder: Path) -> None:
        """Read and compile them: {"signal" | "cue" | "group" | "channel" | "move": {id: patterns}}."""
        self._patterns = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        kinds = self._patterns.items()
        flat = {f"{kind}:{name}": listed for kind, items in kinds for name, listed in items.items()}
        self._matcher = PatternMatcher(flat)

    def read(self, messages: list[Message]) -> None:
        """Leave what was found in each message under `FOUND`."""
        for message in messages:
            message.set(FOUND, self._find(message, message.get(TEXT)))

    def _find(self, message: Message, text: str) -> dict[str, Any]:
        hits: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
        for label, start, end in self._matcher.find(text):
            kind, _, name = label.partition(":")
            hits[kind].append((name, start, end))
        cues = [Cue(*hit) for hit in hits["cue"]]
        reading = read_stage(text, cues)
        return {
            "mentions": _mentions(message, text, hits["signal"]),
            "stage": reading,
            "marks": marks(text, cues, reading.stage),
            "groups": _groups(text, hits["group"]),
            "channels": tuple(dict.fromkeys(name for name, _, _ in hits["channel"])),
            "moves": tuple(sorted({name for name, _, _ in hits["move"]})),
            "helper": _role(cues),
            "amounts": facts.amounts(text),
            "times": facts.times(text),
            "distress": any(cue.label == "distress" for cue in cues),
        }


def _role(cues: list[Cue]) -> str:
    """Return the role that the cues name; one said outright ("我是银行柜员") goes before kin."""
    roles = [cue.label.removeprefix("helper_") for cue in cues if cue.label.startswith("helper_")]
    return next((role for rank in (ROLES, {OUTRIGHT}) for role in roles if role in rank), roles[0] if roles else "")


def _groups(text: str, hits: list[tuple[str, int, int]]) -> tuple[str, ...]:
    """Return the groups named, in the order of the text; "我还没退休" and "不是学生" name none."""
    told = [hit for hit in hits if not _NOT_ONE.search(text, max(0, hit[1] - 2), hit[2])]
    return tuple(dict.fromkeys(name for name, _, _ in sorted(told, key=lambda hit: hit[1])))


def _mentions(message: Message, text: str, hits: list[tuple[str, int, int]]) -> tuple[Mention, ...]:
    """Return each signal once, with its longest quote that was not denied."""
    best: dict[str, Mention] = {}
    for name, start, end in sorted(hits, key=lambda hit: hit[1] - hit[2]):
        denied = any(word in text[max(0, start - 5) : start + 1] for word in _DENIAL)
        if name not in best or (best[name].denied and not denied):
            best[name] = Mention(name, quote(message, start, end), denied)
    return tuple(best.values())
