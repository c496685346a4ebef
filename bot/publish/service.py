"""The publishing desk: everything the console's pages and the operators' commands call.

    desk = make_desk(engine, settings, record=db.audit.record)
    draft = desk.drafts.open("script", "brushing_task", actor, why="新说法")
    saved = desk.drafts.save(draft.id, draft.version, actor, item, ExampleChanges(), why)
    saved.problems                      # [FieldProblem("if_paid.0", "…")], beside each field
    desk.drafts.submit(draft.id, saved.draft.version, actor)
    desk.drafts.approve(draft.id, version, other)       # words: live within seconds
    desk.jobs.start([draft.id], actor)                  # signals, patterns, names, examples: a model

An actor is anything with `name` and `role` (viewer, editor, publisher, admin), such as
`db.audit.Actor`. Refusals are exceptions with a message in Chinese for whoever tried:
`NotAllowed` (role, state, second person), `HasProblems` (the validator), `SaveConflict`
(somebody saved meanwhile; both texts inside), `LookupError` (no such thing). All calls
block for a database turn: from aiohttp, `await asyncio.to_thread(...)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from bot.publish.difference import FieldDifference, differences
from bot.publish.drafts import Drafts
from bot.publish.jobs import Jobs
from bot.publish.overlay import with_draft
from bot.publish.record import Record, log_only
from bot.publish.rules import Actor
from bot.publish.stored import ContentSource
from bot.publish.views import DraftView, RevisionView
from bot.publish.writing import EXAMPLES
from bot.report.preview import CHANNELS, STEPS, Listening, preview
from bot.settings import ROOT, Settings
from db import revisions
from db.example_changes import ExampleChanges, ExampleText
from db.items import Item, UnknownItem, read_item, read_items
from db.knowledge import KnowledgeSource
from db.session import transaction

__all__ = ["CHANNELS", "STEPS", "Desk", "Listening", "make_desk"]


@dataclass
class Desk:
    """One for a process; safe to share between threads.

    Attributes:
        engine: the database.
        drafts: open, save, submit, approve, return, withdraw, rebase, problems.
        jobs: start, watch, cancel, approve and override a job; releases and rollback.
        source: the published content, for the validator.
        knowledge: the published words, for previews.
    """

    engine: Engine
    drafts: Drafts
    jobs: Jobs
    source: ContentSource
    knowledge: KnowledgeSource

    def items(self, kind: str) -> list[Item]:
        """Return every published item of a kind, in order.

        Args:
            kind: script, signal, group, hotline, answer or wording.
        """
        with transaction(self.engine) as session:
            return list(read_items(session, kind))

    def item(self, kind: str, item_id: str) -> Item:
        """Return one published item.

        Raises:
            UnknownItem: there is none.
        """
        with transaction(self.engine) as session:
            found = read_item(session, kind, item_id)
        if found is None:
            raise UnknownItem(f"{item_id}: no such {kind}")
        return found

    def examples(self, intent: str = "", containing: str = "") -> list[ExampleText]:
        """Return the examples that are trained on, those of one intent, or those with some words in them."""
        listed = self.source.examples()
        return [one for one in listed if (not intent or one.intent == intent) and containing in one.text]

    # ── history ──

    def history(self, kind: str, item_id: str) -> list[RevisionView]:
        """Return every published version of an item, newest first, with who, when and why.

        Args:
            kind: of the item, or "examples".
            item_id: of the item; of examples, the intent.
        """
        with transaction(self.engine) as session:
            return [RevisionView.of(row) for row in revisions.history(session, kind, item_id)]

    def compare(self, kind: str, item_id: str, older: int, newer: int) -> list[FieldDifference]:
        """Return what differs between two revisions, field by field; number 0 stands for what is published now."""
        return differences(self._data(kind, item_id, older), self._data(kind, item_id, newer))

    def changes_of(self, draft: DraftView) -> list[FieldDifference]:
        """Return what a draft changes, field by field, against what is published now."""
        if draft.kind == EXAMPLES or draft.data is None:
            return []
        with transaction(self.engine) as session:
            return differences(read_item(session, draft.kind, draft.item_id), draft.data)

    def restore(self, kind: str, item_id: str, number: int, actor: Actor, why: str) -> DraftView:
        """Begin a draft that holds an old revision; of examples, one that undoes the revision.

        Raises:
            UnknownItem: there is no such revision.
            NotAllowed: the role is too low.
        """
        data = self._data(kind, item_id, number)
        if kind == EXAMPLES:
            return self.drafts.open(kind, item_id, actor, why, examples=ExampleChanges.load(data["undo"]))
        return self.drafts.open(kind, item_id, actor, why, item=data)

    def _data(self, kind: str, item_id: str, number: int) -> dict[str, Any]:
        if number == 0:
            return self.item(kind, item_id)
        with transaction(self.engine) as session:
            row = revisions.revision(session, kind, item_id, number)
        if row is None:
            raise UnknownItem(f"{kind}/{item_id}: no revision {number}")
        return row.data

    # ── previews ──

    def preview(self, kind: str, item: Item, to: Listening, type_id: str = "") -> str:
        """Return one reply as a channel would give it with this item in place, in plain text.

        Args:
            kind: of the item.
            item: as the draft has it.
            to: channel (wechat, kiosk, phone), group, helper and step; see `bot.report.preview`.
            type_id: of the scam that is told; of a script, its own.

        Raises:
            KeyError: there is no such type, step or channel.
        """
        knowledge = with_draft(self.knowledge.current(), kind, item)
        return preview(knowledge, type_id or str(item["id"]), to)


def make_desk(engine: Engine, settings: Settings, record: Record = log_only) -> Desk:
    """Return the desk.

    Args:
        engine: the database.
        settings: where models and releases lie, and the addresses of Rasa.
        record: writes the audit log inside the transaction of a change.
    """
    source = ContentSource(engine, ROOT)
    drafts = Drafts(engine, source, record)
    return Desk(engine, drafts, Jobs(engine, settings, drafts, record), source, KnowledgeSource(engine))
