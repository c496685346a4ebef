"""A new way of doing an old scam, begun from what residents told. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from db.example_changes import ExampleText
from db.items import Item

MOST_VARIANTS, MOST_CUES, LONGEST_CUE, LONGEST_NAME = 5, 6, 12, 20
_BETWEEN = re.compile(r"[、，,；;\s]+")


def cues_of(words: Iterable[str]) -> list[str]:
    """Return the words that residents would type, short ones only, each once."""
    short = (word.strip() for word in words)
    return list(dict.fromkeys(word for word in short if 2 <= len(word) <= LONGEST_CUE and "〔" not in word))[:MOST_CUES]


def split_cues(typed: str) -> list[str]:
    """Return the words of one field, in which 、 or a blank stands between them."""
    return list(dict.fromkeys(word for word in _BETWEEN.split(typed) if word))


def new_id(variants: Iterable[Mapping[str, Any]], today: date) -> str:
    """Return an id that none of the variants has."""
    taken = {str(one.get("id")) for one in variants}
    base = f"told_{today:%Y_%m}"
    return next(name for name in (base, *(f"{base}_{number}" for number in range(2, 99))) if name not in taken)


def with_variant(item: Item, name: str, cues: list[str], today: date) -> tuple[Item, str]:
    """Return the script with one variant more, and the id of that; what an officer must still write is empty.

    Raises:
        ValueError: it has as many as it may have; the message says so, in Chinese.
    """
    variants = list(item.get("variants") or [])
    if len(variants) >= MOST_VARIANTS:
        raise ValueError(f"这份脚本已经有 {len(variants)} 个花样，最多 {MOST_VARIANTS} 个。先到脚本里退掉一个过时的。")
    month, made = f"{today:%Y-%m}", new_id(variants, today)
    source = {"what": "居民向反诈助手讲的新说法", "from": "本地审核", "unconfirmed": True, "checked": month}
    variant = {"id": made, "name": name, "cues": cues, "first_line": "", "warning": "", "from": month, "source": source}
    return {**item, "variants": [*variants, variant]}, made


def as_examples(texts: Iterable[str], intent: str, variant: str) -> tuple[ExampleText, ...]:
    """Return the texts as examples of the variant."""
    return tuple(ExampleText(text, intent, variant=variant) for text in texts)
