"""Which field of an item a message of the validator is about. Pure.

The validator writes for people: "stages 第 1 条 says 第 2 条「…」…". A form needs
the same place as a path, to show the message beside its field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from db.items import Item

_STEP = re.compile(r"第 (\d+) 条|([A-Za-z_][A-Za-z0-9_]*)")
_SOURCE = "来源「"


@dataclass(frozen=True, order=True)
class FieldProblem:
    """One thing to mend, beside its field.

    Attributes:
        field: path of keys and numbers from 0, such as `stages.0.says.1`; empty for the item as a whole.
        message: what is wrong and what to do, in Chinese, as the validator says it.
    """

    field: str
    message: str


def field_of(message: str, item: Item) -> str:
    """Return the path of the field that a message is about.

    Args:
        message: of the validator; of a list, it may begin with the item's id.
        item: as the draft has it.
    """
    rest = message.removeprefix(f"{item.get('id')} 的 ")
    if rest.startswith(_SOURCE):
        return "sources"
    steps: list[str] = []
    value: Any = item
    while True:
        match = _STEP.match(rest)
        step = _step(match, value) if match else None
        if match is None or step is None:
            return ".".join(steps)
        steps.append(step)
        value = value[int(step)] if isinstance(value, list) else value.get(step) if isinstance(value, dict) else None
        rest = rest[match.end() :].removeprefix(" ").removeprefix("里的 ")


def _step(match: re.Match[str], value: Any) -> str | None:
    """Return the next step into a value, None where the words do not lead further."""
    number, name = match.groups()
    if isinstance(value, list):
        if number is not None:
            return str(int(number) - 1) if int(number) <= len(value) else None
        named = [place for place, one in enumerate(value) if isinstance(one, dict) and one.get("id") == name]
        return str(named[0]) if named else None
    return name if isinstance(value, dict) and name in value else None
