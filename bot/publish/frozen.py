"""What of the knowledge is frozen into a model; everything else is words, live at once. Pure.

The export and the question "does this change need a new model?" read the same
functions, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from bot.text.normalise import normalise
from db.example_changes import ExampleChanges
from db.items import Item

Way = Literal["words", "model"]


def names_of(script: Item) -> list[str]:
    """Return the normalised name and aliases by which a type is named outright."""
    names = (str(script.get("name") or ""), *(script.get("aliases") or ()))
    return sorted({normalise(str(name)).text for name in names if len(str(name)) > 1})


def weights_of(script: Item) -> dict[str, float]:
    """Return how typical each signal is of a type."""
    return {str(signal): float(weight) for signal, weight in (script.get("signals") or {}).items()}


def frozen_part(kind: str, item: Item | None) -> Any:
    """Return what of an item the model keeps; the same for nothing at all where it keeps nothing."""
    if item is None:
        return None
    if kind == "script":
        return {"names": names_of(item), "signals": weights_of(item)}
    if kind == "signal":
        return {"patterns": list(item.get("patterns") or ())}
    if kind == "group":
        return {"cues": list(item.get("cues") or ())}
    return None


def classify(kind: str, before: Item | None, after: Item | None, examples: ExampleChanges) -> Way:
    """Return which way a change goes.

    Args:
        kind: of the item.
        before: the item as it is published, None for a new one.
        after: the item as the draft has it, None where only examples change.
        examples: what changes among the training examples.

    Returns:
        "model" when a model must be trained for it, else "words".
    """
    if examples:
        return "model"
    if after is None:
        return "words"
    return "words" if frozen_part(kind, before) == frozen_part(kind, after) else "model"


def collected(
    scripts: Iterable[Item], signals: Iterable[Item], groups: Iterable[Item], cues: dict[str, Any]
) -> dict[str, Any]:
    """Return everything frozen into a model besides the examples."""
    listed = sorted(scripts, key=lambda item: str(item["id"]))
    return {
        "patterns": {
            "signal": {item["id"]: item["patterns"] for item in signals},
            "group": {item["id"]: item["cues"] for item in groups},
            "cue": cues["cues"],
            "channel": cues["channels"],
            "move": cues["moves"],
        },
        "matrix": {item["id"]: weights_of(item) for item in listed},
        "names": {item["id"]: names_of(item) for item in listed},
    }
