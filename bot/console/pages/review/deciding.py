"""What a filled-in decision means. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.console.type_search import name_of, named
from db.knowledge import ScriptWords

CONFIRM, OTHER, TYPE = "confirm", "other", "type:"
PLAIN = {"ordinary": "ordinary", "unusable": "unusable"}


@dataclass(frozen=True)
class Decision:
    """What to record, or what is wrong with the form."""

    outcome: str = ""
    type: str = ""
    field: str = ""
    wrong: str = ""


def decision(choice: str, name: str, is_type: str, scripts: Mapping[str, ScriptWords]) -> Decision:
    """Read the form.

    Args:
        choice: the radio button: confirm, type:<id>, other, ordinary or unusable.
        name: typed beside `other`.
        is_type: the type that the matter has now, empty for none.
        scripts: all types.
    """
    if choice in PLAIN:
        return Decision(PLAIN[choice])
    if choice == CONFIRM:
        return Decision("confirmed")
    if choice == OTHER:
        return _named(name, is_type, scripts)
    type_id = choice.removeprefix(TYPE) if choice.startswith(TYPE) else ""
    if type_id not in scripts:
        return Decision(field="choice", wrong="请选一项。")
    return _typed(type_id, is_type)


def type_named(name: str, scripts: Mapping[str, ScriptWords]) -> tuple[str, str]:
    """Return (id, "") for a name that means one type, else ("", what is wrong)."""
    found = named(scripts, name)
    if len(found) == 1:
        return found[0], ""
    if not name:
        return "", "请写类型的名字，比如“刷单”。"
    if not found:
        return "", f"没有叫“{name[:20]}”的类型。换个说法，或从下拉里选。"
    return "", f"“{name[:20]}”能对上好几种：{'、'.join(name_of(scripts, one) for one in found)}。请写全名。"


def _named(name: str, is_type: str, scripts: Mapping[str, ScriptWords]) -> Decision:
    type_id, wrong = type_named(name, scripts)
    return Decision(field="name", wrong=wrong) if wrong else _typed(type_id, is_type)


def _typed(type_id: str, is_type: str) -> Decision:
    return Decision("confirmed") if type_id == is_type else Decision("corrected", type_id)
