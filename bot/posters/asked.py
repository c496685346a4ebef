"""Which posters are wanted, and the sheets that come of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from bot.posters.options import DESIGNS, WEB
from bot.posters.scenes import Topic
from bot.posters.spots import PLACES, SIZES
from bot.posters.words import fits
from db.knowledge import Knowledge

ANY_GROUP = "public"


@dataclass(frozen=True)
class Asked:
    """What is wanted; every combination is made.

    Attributes:
        types: ids of types, none for all.
        groups: ids of groups, none for those that the script of each type speaks to.
        places: kinds of places, none for all.
        designs: none for one after the other, a different one on each poster.
        spot: where all of them will hang, empty for anywhere.
        opens: what their codes open: WECHAT or WEB.
    """

    types: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    designs: tuple[str, ...] = DESIGNS
    sizes: tuple[str, ...] = tuple(SIZES)
    spot: str = ""
    opens: str = WEB

    def dump(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @classmethod
    def load(cls, data: dict[str, Any]) -> Asked:
        """Read it back."""
        known: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in data.items()}
        return cls(**known)


@dataclass(frozen=True)
class Sheet:
    """One poster to be made in one size."""

    topic: Topic
    design: str
    size: str
    turn: int


def topics(asked: Asked, knowledge: Knowledge) -> Iterator[Topic]:
    """Yield what there are posters of."""
    for type_id in asked.types or knowledge.scripts:
        for group in asked.groups or _groups_of(knowledge, type_id):
            for place in asked.places or PLACES:
                topic = Topic(type_id, group, place, asked.spot)
                if fits(knowledge, topic):
                    yield topic


def sheets(asked: Asked, knowledge: Knowledge) -> list[Sheet]:
    """Return every sheet, in the order in which they are made."""
    made = []
    for number, topic in enumerate(topics(asked, knowledge)):
        designs = asked.designs or (DESIGNS[number % len(DESIGNS)],)
        for turn, design in enumerate(designs):
            made += [Sheet(topic, design, size, turn if asked.designs else number) for size in asked.sizes]
    return made


def _groups_of(knowledge: Knowledge, type_id: str) -> list[str]:
    script = knowledge.scripts.get(type_id)
    named = (script.words.get("groups") or {}) if script else {}
    return [group for group in knowledge.groups if group in named] or [ANY_GROUP]
