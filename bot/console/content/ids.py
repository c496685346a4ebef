"""Ids that nobody has to think of. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any


def new_id(letter: str, today: date, used: Collection[str]) -> str:
    """Return an id that is not used: v20261126, then v20261126_2 and so on."""
    first = f"{letter}{today:%Y%m%d}"
    number, made = 1, first
    while made in used:
        number += 1
        made = f"{first}_{number}"
    return made


def with_ids(item: dict[str, Any], today: date) -> dict[str, Any]:
    """Return a script whose variants all have an id."""
    variants = item.get("variants")
    if not isinstance(variants, list):
        return item
    used = {str(one.get("id")) for one in variants if isinstance(one, dict) and one.get("id")}
    made = []
    for one in variants:
        if isinstance(one, dict) and not one.get("id"):
            one = {"id": new_id("v", today, used), **one}
            used.add(one["id"])
        made.append(one)
    return {**item, "variants": made}
