"""People write in fragments: "有人" "打电话" "让我转钱". What says too little alone is read with what came before."""

from __future__ import annotations

from typing import Any

from db.fragments import Told

MOST = 600  # characters read together
# what is said when a message alone was not enough to go on
_WEAK = frozenset({"ask", "unsure", "ordinary", "fallback", "out_of_scope", "continue", "affirm", "deny", "unclear"})
_NOTHING = frozenset({"fallback", "out_of_scope", "continue"})


def is_weak(payload: dict[str, Any]) -> bool:
    """Say whether a message alone said too little; an answer to a question says enough."""
    read = payload.get("read") or {}
    return read.get("kind") in _WEAK and read.get("intent") != "answer"


def is_better(joined: dict[str, Any]) -> bool:
    """Say whether the words read together made sense."""
    return (joined.get("read") or {}).get("kind") not in _NOTHING


def together(told: Told, text: str) -> str:
    """Return both pieces as one text, the end where it is too long."""
    return f"{told.text}，{text}"[-MOST:]


def before(case: dict[str, Any] | None, told: Told) -> dict[str, Any] | None:
    """Return the case without what the earlier fragments made of the types: they are read again."""
    return {**case, "types": told.types} if case else None


def next_told(told: Told | None, text: str, types: dict[str, float]) -> Told:
    """Return what the next message may be joined to; `types` are those before this one."""
    return Told(together(told, text), told.types) if told is not None else Told(text, types)
