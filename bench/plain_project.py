"""Write the plain Rasa project that we are measured against, from our own examples and words.

What stands in `bench/plain/` is copied; examples, rules, domain and replies are made
here. Two projects made from the same content are the same, byte for byte.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from db.files import ContentRow, read_examples
from db.from_files import knowledge_from_files

TEMPLATE = Path(__file__).parent / "plain"
FALLBACK = "没听明白。要紧的事打110，拿不准打96110。"
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def label(intent: str) -> str:
    """Return an intent's name in the plain project: a slash would make it a retrieval intent."""
    return intent.replace("/", "__")


def nlu(rows: Iterable[ContentRow]) -> dict[str, Any]:
    """Return the examples as one NLU file."""
    blocks: dict[str, list[str]] = {}
    for row in rows:
        text = " ".join(str(row.values["text"]).split())
        blocks.setdefault(label(row.values["intent"]), []).append(f"- {_escaped(text)}\n")
    return {"version": "3.1", "nlu": [{"intent": one, "examples": "".join(blocks[one])} for one in sorted(blocks)]}


def _escaped(text: str) -> str:
    """Return a text that Rasa does not take for an entity annotation."""
    return text.replace("[", "［").replace("]", "］")


def domain(intents: Iterable[str]) -> dict[str, Any]:
    """Return the domain: every intent, one action."""
    return {
        "version": "3.1",
        "intents": [*sorted(intents), "nlu_fallback"],
        "actions": ["action_reply"],
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }


def rules(intents: Iterable[str]) -> dict[str, Any]:
    """Return one rule an intent."""
    steps = [(one, [{"intent": one}, {"action": "action_reply"}]) for one in [*sorted(intents), "nlu_fallback"]]
    return {"version": "3.1", "rules": [{"rule": one, "steps": step} for one, step in steps]}


def replies(intents: Iterable[str]) -> dict[str, str]:
    """Return what is said for each intent: a type's summary, what to do and never to do; else a plain line."""
    scripts = knowledge_from_files().scripts
    said = {"": FALLBACK}
    for intent in intents:
        script = scripts.get(intent.removeprefix("scam__"))
        if script is not None:
            lines = [script.name, script.summary, *script.lines("do_now"), *script.lines("never_do")]
            said[intent] = "\n".join(lines)
    return said


def thinned(rows: Iterable[ContentRow], every: int) -> list[ContentRow]:
    """Return each so many-th example, and the first of every intent."""
    kept, known = [], set[str]()
    for number, row in enumerate(rows):
        intent = row.values["intent"]
        if number % every == 0 or intent not in known:
            kept.append(row)
            known.add(intent)
    return kept


def write_plain_project(folder: Path, rows: Iterable[ContentRow] | None = None) -> Path:
    """Write the project anew, models and conversations of an earlier one kept out.

    Args:
        folder: where to write; what lies there goes.
        rows: the examples; ours where none are given.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(TEMPLATE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    examples = nlu(read_examples() if rows is None else rows)
    intents = [block["intent"] for block in examples["nlu"]]
    (folder / "data").mkdir()
    for name, content in (
        ("data/nlu.yml", examples),
        ("data/rules.yml", rules(intents)),
        ("domain.yml", domain(intents)),
    ):
        text = yaml.dump(content, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "replies.json").write_text(json.dumps(replies(intents), ensure_ascii=False), encoding="utf-8")
    return folder
