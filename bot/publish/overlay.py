"""The words residents would read with a draft laid over what is published. Pure."""

from __future__ import annotations

from dataclasses import replace

from db.items import KINDS, Item
from db.knowledge import Knowledge, ScriptWords, SignalWords


def with_draft(knowledge: Knowledge, kind: str, item: Item) -> Knowledge:
    """Return the knowledge with one item as a draft has it; for previews."""
    item_id = str(item.get("id"))
    if kind == "script":
        return replace(knowledge, scripts={**knowledge.scripts, item_id: _script(knowledge.scripts[item_id], item)})
    if kind == "signal":
        told = (str(item.get(name) or "") for name in ("name", "question", "question_elder"))
        return replace(knowledge, signals={**knowledge.signals, item_id: SignalWords(item_id, *told)})
    if kind == "wording":
        words = {key: value for key, value in item.items() if key != "id"}
        return replace(knowledge, wordings={**knowledge.wordings, item_id: words})
    if kind == "group":
        return replace(knowledge, groups={**knowledge.groups, item_id: item})
    if kind == "hotline":
        return replace(knowledge, hotlines={**knowledge.hotlines, item_id: item})
    return replace(knowledge, answers={**knowledge.answers, item_id: item})


def _script(published: ScriptWords, item: Item) -> ScriptWords:
    columns = ("id", "signals", *KINDS["script"].columns)
    return replace(
        published,
        name=str(item.get("name") or ""),
        summary=str(item.get("summary") or ""),
        sensitive=bool(item.get("sensitive")),
        words={key: value for key, value in item.items() if key not in columns},
        signals={str(key): float(value) for key, value in (item.get("signals") or {}).items()},
    )
