"""The content as the database has it, in the form the validator checks.

What staff cannot change (schemas, catalogue, cues, lookalikes …) still comes
from the files, read once; rows are read again when the knowledge version rises.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.check.content import NLU, Content, ExampleLine, read_fixed
from bot.settings import ROOT
from db.example_changes import ExampleText, active_examples, text_of
from db.items import KINDS, Item, read_items
from db.knowledge import current_version
from db.session import transaction

SCAM = "scam/"


def example_path(intent: str) -> str:
    """Return the file in which an example of this intent would stand."""
    if intent.startswith(SCAM):
        return f"{NLU}/scams/{intent.removeprefix(SCAM)}.yml"
    return f"{NLU}/{intent.partition('/')[0]}.yml"


def lines_of(examples: Iterable[ExampleText]) -> tuple[ExampleLine, ...]:
    """Return examples as the validator sees them."""
    return tuple(ExampleLine(one.text, one.intent, example_path(one.intent)) for one in examples)


def with_rows(fixed: Content, session: Session) -> Content:
    """Return the fixed content with every item of the database, without examples."""
    items = {kind: list(read_items(session, kind)) for kind in KINDS}
    lists = {KINDS[kind].plural: listed for kind, listed in items.items() if kind != "script"}
    scripts = {str(item["id"]): item for item in items["script"]}
    return replace(fixed, scripts=scripts, lists={**fixed.lists, **lists})


def with_item(content: Content, kind: str, item: Item) -> Content:
    """Return the content with one item replaced, or added at the end."""
    if kind == "script":
        return replace(content, scripts={**content.scripts, str(item.get("id")): item})
    name = KINDS[kind].plural
    listed = content.lists.get(name, [])
    known = any(one.get("id") == item.get("id") for one in listed)
    changed = [item if one.get("id") == item.get("id") else one for one in listed]
    return replace(content, lists={**content.lists, name: changed if known else [*listed, item]})


class ContentSource:
    """Hands out the stored content; safe to share between threads."""

    def __init__(self, engine: Engine, root: Path = ROOT) -> None:
        """Remember where to read; nothing is read yet."""
        self._engine = engine
        self._root = root
        self._lock = Lock()
        self._fixed: Content | None = None
        self._rows: tuple[int, Content] | None = None
        self._examples: tuple[int, tuple[ExampleText, ...]] | None = None

    def content(self) -> Content:
        """Return all content but the examples."""
        return self.snapshot()[1]

    def snapshot(self) -> tuple[int, Content]:
        """Return (knowledge version, all content but the examples)."""
        with self._lock, transaction(self._engine) as session:
            version = current_version(session)
            if self._rows is None or self._rows[0] != version:
                self._fixed = self._fixed or read_fixed(self._root)
                self._rows = version, with_rows(self._fixed, session)
            return self._rows

    def examples(self) -> tuple[ExampleText, ...]:
        """Return the examples that are trained on."""
        with self._lock, transaction(self._engine) as session:
            version = current_version(session)
            if self._examples is None or self._examples[0] != version:
                self._examples = version, tuple(text_of(row) for row in active_examples(session))
            return self._examples[1]
