"""The items, and which ten a person gets."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TEN = 10
HALF = 5
ANYBODY = "public"


@dataclass(frozen=True)
class Item:
    """One message.

    Attributes:
        id: the group's name and a number.
        group: for whom it was written.
        text: the message.
        scam: whether it is one.
        type: which one, empty for a harmless message.
        why: the reason, in plain sentences.
    """

    id: str
    group: str
    text: str
    scam: bool
    type: str
    why: str


def read_items(files: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[str, Item]:
    """Return the items by id.

    Args:
        files: the items of each group, as their files have them.
    """
    return {
        str(item["id"]): Item(
            str(item["id"]),
            group,
            str(item["text"]),
            bool(item["scam"]),
            str(item.get("type") or ""),
            str(item["why"]),
        )
        for group, listed in files.items()
        for item in listed
    }


def draw(items: Mapping[str, Item], group: str, seed: int, allowed: Iterable[str]) -> tuple[str, ...]:
    """Return ten ids, half of them scams; those of the group come first, then those that fit anybody.

    Args:
        items: all of them.
        group: who answers, or empty.
        seed: decides; the same gives the same.
        allowed: types that this person may be shown.
    """
    fit, chance = frozenset(allowed), random.Random(seed)
    drawn: list[str] = []
    for scam in (True, False):
        open_to = [item for item in items.values() if item.scam is scam and (not scam or item.type in fit)]
        drawn += _some(open_to, group, chance)
    chance.shuffle(drawn)
    return tuple(drawn)


def _some(items: Sequence[Item], group: str, chance: random.Random) -> list[str]:
    shuffled = chance.sample(list(items), len(items))
    nearest = sorted(shuffled, key=lambda item: (item.group != group, item.group != ANYBODY))
    return [item.id for item in nearest[:HALF]]
