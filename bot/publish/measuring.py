"""A model measured on the regression set, and two measurements side by side."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from bot.measure.figures import in_top
from bot.measure.run import Item, assess_all, regression_figures, regression_items
from bot.publish.assess import assessor_of
from bot.settings import ROOT
from db.files import catalogue

Measurement = dict[str, Any]


class Measurer(Protocol):
    """Measures a model file."""

    def measure(self, model: Path) -> Measurement:
        """Return {set, figures, types, outcomes}; see `measurement`."""

    def measured_on(self) -> str:
        """Return a digest of what is measured on: two measurements on different sets are not compared."""


class RegressionMeasurer:
    """Measures with the real graph on data/regression."""

    def __init__(self, root: Path = ROOT) -> None:
        """Remember where the texts lie."""
        self._root = root

    def measure(self, model: Path) -> Measurement:
        """Assess every text of the regression set, as a first message."""
        types = frozenset(str(entry["id"]) for entry in catalogue())
        items = assess_all(regression_items(self._root), assessor_of(model))
        return measurement(items, types, self.measured_on())

    def measured_on(self) -> str:
        """Return the digest of the regression set."""
        texts = [[item["right"], item["text"], item["stage"]] for item in regression_items(self._root)]
        return hashlib.sha256(json.dumps(texts, ensure_ascii=False).encode()).hexdigest()


def measurement(items: Sequence[Item], types: frozenset[str], measured_on: str) -> Measurement:
    """Return what is kept of assessed texts.

    Args:
        items: texts with `right` (file of the set) and `said` (the assessment).
        types: ids of the scam types.
        measured_on: digest of the set.
    """
    outcomes = [_outcome(item, types) for item in items]
    counted: dict[str, dict[str, int]] = defaultdict(lambda: {"count": 0, "right": 0})
    for one in outcomes:
        if one["right"] in types:
            counted[one["right"]]["count"] += 1
            counted[one["right"]]["right"] += one["hit"]
    figures = dict(regression_figures(list(items), types))
    return {"set": measured_on, "figures": figures, "types": dict(counted), "outcomes": outcomes}


def _outcome(item: Item, types: frozenset[str]) -> dict[str, Any]:
    said = item["said"]
    first = said["ranking"][0]["type"] if said["ranking"] else ""
    if item["right"] in types:
        hit = in_top(item["right"], said["ranking"], 1)
    else:
        hit = said["verdict"] not in ("alarm", "suspect") or item["right"] == "something_wrong"
    told = {name: said[name] for name in ("intent", "verdict", "stage")}
    return {"text": item["text"], "right": item["right"], "type": first, "hit": hit, **told}


def side_by_side(old: Measurement | None, new: Measurement) -> dict[str, Any]:
    """Return what a new model does better and worse.

    Returns:
        {figures: [{what, before, after}], types: [{type, count, before, after, better: [text], worse: [text]}]};
        `before` is None where there is nothing to compare with. Types that did not change are left out.
    """
    before = old["figures"] if old else {}
    figures = [{"what": what, "before": before.get(what), "after": after} for what, after in new["figures"].items()]
    if old is None or old["set"] != new["set"]:
        return {"figures": figures, "types": []}
    return {"figures": figures, "types": _changed_types(old["outcomes"], new["outcomes"])}


def _changed_types(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    pairs: dict[str, list[tuple[Mapping[str, Any], Mapping[str, Any]]]] = defaultdict(list)
    for one, other in zip(old, new, strict=True):
        pairs[str(other["right"])].append((one, other))
    found = []
    for right, both in sorted(pairs.items()):
        better = [_told(one, other) for one, other in both if other["hit"] and not one["hit"]]
        worse = [_told(one, other) for one, other in both if one["hit"] and not other["hit"]]
        if better or worse:
            count = len(both)
            hits = [sum(bool(side[place]["hit"]) for side in both) / count for place in (0, 1)]
            found.append({"type": right, "count": count, "before": hits[0], "after": hits[1],
                          "better": better, "worse": worse})  # fmt: skip
    return found


def _told(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    names = ("type", "verdict", "intent")
    return {"text": new["text"], "before": {n: old[n] for n in names}, "after": {n: new[n] for n in names}}
