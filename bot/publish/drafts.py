"""What can be done with a draft, each in one transaction with its line in the audit log.

`bot/publish/rules.py` says who may; the validator says whether it is fit; two who
save at once are told so, and neither loses a word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.publish.difference import differences, rebase
from bot.publish.example_problems import Known, example_problems
from bot.publish.fields import FieldProblem
from bot.publish.frozen import classify
from bot.publish.problems import item_problems, wide_problems
from bot.publish.record import Record, log_only
from bot.publish.rules import Actor, NotAllowed, moved, reason_of, require, second_person
from bot.publish.stored import ContentSource, with_item
from bot.publish.views import DraftView, HasProblems, Rebased, SaveConflict, Saved, draft_view
from bot.publish.writing import EXAMPLES, busy_items, published_now, write_draft
from db import drafts as rows
from db import revisions
from db.example_changes import ExampleChanges
from db.items import Item, UnknownItem, kind_of
from db.knowledge import raise_version
from db.models import utc_now
from db.publish_tables import Draft
from db.session import transaction

_TRIES = 5  # somebody publishes between validating and writing: look again


@dataclass
class Drafts:
    """Everything about drafts.

    Attributes:
        engine: the database.
        source: the published content, for the validator.
        record: writes the audit log.
    """

    engine: Engine
    source: ContentSource
    record: Record = log_only

    # ── reading ──

    def get(self, draft_id: int) -> DraftView:
        """Return one draft.

        Raises:
            UnknownItem: there is none.
        """
        with transaction(self.engine) as session:
            return self._view(session, _row(session, draft_id))

    def listed(self, states: tuple[str, ...] = rows.OPEN) -> list[DraftView]:
        """Return drafts in these states, last changed first."""
        with transaction(self.engine) as session:
            return [self._view(session, row) for row in rows.listed(session, states)]

    def of_item(self, kind: str, item_id: str) -> list[DraftView]:
        """Return the open drafts of an item."""
        with transaction(self.engine) as session:
            return [self._view(session, row) for row in rows.of_item(session, kind, item_id)]

    def problems(
        self, kind: str, item: Item | None, examples: ExampleChanges, thorough: bool = False
    ) -> list[FieldProblem]:
        """Return what is wrong with a draft as it is typed, each beside its field.

        Args:
            kind: of the draft.
            item: the item, None where only examples change.
            examples: changes of examples; their fields begin with `add`, `move` or `retire`.
            thorough: also what it would break elsewhere, as before publishing.
        """
        content = self.source.content()
        found: list[FieldProblem] = []
        if item is not None:
            found += item_problems(kind, item, content)
            found += wide_problems(kind, item, content) if thorough else []
            content = with_item(content, kind, item)
        return found + (example_problems(examples, self._known, content) if examples else [])

    @property
    def _known(self) -> Known:
        examples = self.source.examples()
        with self._preparing:  # once, however many type at the same time: it reads everything
            if self._prepared is None or self._prepared.examples is not examples:
                self._prepared = Known.of(examples, self.source.content())
            return self._prepared

    _prepared: Known | None = None
    _preparing: Lock = field(default_factory=Lock, repr=False)

    # ── writing ──

    def open(self, kind: str, item_id: str, actor: Actor, why: str = "", item: Item | None = None,
             examples: ExampleChanges | None = None) -> DraftView:  # fmt: skip
        """Begin a draft from what is published.

        Args:
            kind: of the item, or "examples".
            item_id: of the item; of examples, the intent.
            actor: who begins.
            why: the reason.
            item: what the draft begins with, where it is not what is published (a new item, an old revision).
            examples: changes of examples it begins with.

        Raises:
            NotAllowed: the role is too low.
            UnknownItem: there is no such item, and its kind takes no new ones.
        """
        require("save", actor, kind)
        with transaction(self.engine) as session:
            number, published = (0, None) if kind == EXAMPLES else revisions.current(session, kind, item_id)
            if kind != EXAMPLES and published is None and not (kind_of(kind).may_be_new and item is not None):
                raise UnknownItem(f"{item_id}: no such {kind}")
            data = None if kind == EXAMPLES else (item or published)
            draft = Draft(kind=kind, item_id=item_id, base=number, data=data, why=why, authors=[actor.name],
                          examples=(examples or ExampleChanges()).dump())  # fmt: skip
            session.add(draft)
            session.flush()
            self.record(session, actor, "draft.open", _target(draft), {"draft": draft.id, "why": why})
            return self._view(session, draft)

    def save(self, draft_id: int, version: int, actor: Actor, item: Item | None, examples: ExampleChanges,
             why: str) -> Saved:  # fmt: skip
        """Store a draft, fit or not.

        Args:
            draft_id: which.
            version: the one that was open in the form.
            actor: who saves; becomes one of its authors.
            item: the item, None for examples alone.
            examples: changes of examples.
            why: the reason.

        Raises:
            NotAllowed: the role is too low, or the draft is not being written.
            SaveConflict: somebody saved meanwhile; holds both texts.
        """
        with transaction(self.engine) as session:
            draft = _row(session, draft_id)
            require("save", actor, draft.kind)
            if draft.version != version:
                raise self._conflict(session, draft, item, examples)
            values = {
                "state": moved("save", draft.state),
                "data": None if draft.kind == EXAMPLES else item,
                "examples": examples.dump(),
                "why": why,
                "authors": [*(name for name in draft.authors if name != actor.name), actor.name],
            }
            if item is not None and str(item.get("id")) != draft.item_id:
                raise NotAllowed("id 不能改。")
            if not rows.change(session, draft_id, version, values):
                raise self._conflict(session, _row(session, draft_id), item, examples)
            draft = _row(session, draft_id)
            self.record(session, actor, "draft.save", _target(draft), {"draft": draft_id, "version": draft.version})
            view = self._view(session, draft)
        return Saved(view, self.problems(view.kind, view.data, view.examples))

    def submit(self, draft_id: int, version: int, actor: Actor) -> DraftView:
        """Ask a second person to look at it.

        Raises:
            HasProblems: the validator objects.
            NotAllowed: there is nothing in it, no reason, or its base is outdated.
        """
        view = self.get(draft_id)
        require("submit", actor, view.kind)
        moved("submit", view.state)
        self.must_be_fit(view)
        return self._move("submit", draft_id, version, actor, "")

    def give_back(self, draft_id: int, version: int, actor: Actor, reason: str) -> DraftView:
        """Return a draft to its author with what to mend."""
        return self._move("return", draft_id, version, actor, reason_of(reason))

    def withdraw(self, draft_id: int, version: int, actor: Actor, reason: str = "") -> DraftView:
        """Give a draft up; it stays on record."""
        return self._move("withdraw", draft_id, version, actor, reason)

    def rebase(self, draft_id: int, version: int, actor: Actor) -> Rebased:
        """Bring a draft onto the newest revision of its item, field by field.

        Raises:
            SaveConflict: somebody saved meanwhile.
        """
        with transaction(self.engine) as session:
            draft = _row(session, draft_id)
            require("save", actor, draft.kind)
            if draft.kind == EXAMPLES:
                return Rebased(self._view(session, draft), [])
            number, theirs = revisions.current(session, draft.kind, draft.item_id)
            old = revisions.revision(session, draft.kind, draft.item_id, draft.base)
            merged, conflicts = rebase(old.data if old else None, theirs, draft.data)
            values = {"base": number, "data": merged, "state": moved("save", draft.state)}
            if not rows.change(session, draft_id, version, values):
                raise self._conflict(session, _row(session, draft_id), draft.data, ExampleChanges.load(draft.examples))
            self.record(session, actor, "draft.rebase", _target(draft), {"draft": draft_id, "base": number})
            return Rebased(self._view(session, _row(session, draft_id)), conflicts)

    def approve(self, draft_id: int, version: int, actor: Actor, reason: str = "") -> DraftView:
        """Approve a change of words and publish it: live in every process within seconds.

        Validated again; rows, version, revision and audit are one transaction.

        Raises:
            NotAllowed: the actor wrote some of it, or it needs a model: start a job for it.
            HasProblems: the validator objects.
            SaveConflict: the draft was changed meanwhile.
        """
        for _ in range(_TRIES):
            seen, _content = self.source.snapshot()
            view = self.get(draft_id)
            require("approve", actor, view.kind)
            second_person(actor, view.authors)
            moved("approve", view.state)
            if view.way == "model":
                raise NotAllowed("这份改动要重新训练，请从“发布”里开始。")
            self.must_be_fit(view)
            with transaction(self.engine) as session:
                if raise_version(session) != seen + 1:  # also makes those who publish wait for each other
                    session.rollback()
                    continue
                return self._publish(session, draft_id, version, actor, reason)
        raise NotAllowed("正有别人在发布，请过一会儿再试。")

    # ── inside ──

    def _publish(self, session: Session, draft_id: int, version: int, actor: Actor, reason: str) -> DraftView:
        draft = _row(session, draft_id)
        if draft.version != version:
            raise self._conflict(session, draft, draft.data, ExampleChanges.load(draft.examples))
        if (draft.kind, draft.item_id) in busy_items(session):
            raise NotAllowed("这一项正在训练发布中，等它结束再发布。")
        draft.decision = reason
        write_draft(session, draft, actor.name, utc_now())
        session.flush()
        number = draft.base + 1
        self.record(session, actor, "draft.publish", _target(draft), {"draft": draft_id, "revision": number})
        return self._view(session, draft)

    def must_be_fit(self, view: DraftView) -> None:
        """Refuse what may not be published.

        Raises:
            NotAllowed: outdated, without a reason, or without a change.
            HasProblems: the validator objects.
        """
        if view.outdated:
            raise NotAllowed("有人先发布了同一项内容。请先把草稿更新到最新版本。")
        if not view.why.strip():
            raise NotAllowed("请写明为什么改，审的人和以后的人要看。")
        with transaction(self.engine) as session:
            _, before = (0, None) if view.kind == EXAMPLES else revisions.peek(session, view.kind, view.item_id)
        if view.data == before and not view.examples:
            raise NotAllowed("和已发布的一样，没有改动。")
        found = self.problems(view.kind, view.data, view.examples, thorough=True)
        if found:
            raise HasProblems(found)

    def _move(self, action: str, draft_id: int, version: int, actor: Actor, reason: str) -> DraftView:
        with transaction(self.engine) as session:
            draft = _row(session, draft_id)
            require(action, actor, draft.kind)
            state = moved(action, draft.state)
            if draft.job_id is not None:
                raise NotAllowed("这份草稿正在训练发布中。先取消发布任务。")
            values: dict[str, Any] = {"state": state}
            if action == "return":
                values |= {"decided_by": actor.name, "decided_at": utc_now(), "decision": reason}
            if not rows.change(session, draft_id, version, values):
                raise self._conflict(session, draft, draft.data, ExampleChanges.load(draft.examples))
            self.record(session, actor, f"draft.{action}", _target(draft), {"draft": draft_id, "reason": reason})
            return self._view(session, _row(session, draft_id))

    def _view(self, session: Session, draft: Draft) -> DraftView:
        number, before = published_now(session, draft)
        examples = ExampleChanges.load(draft.examples)
        return draft_view(draft, number, before, classify(draft.kind, before, draft.data, examples))

    def _conflict(self, session: Session, stored: Draft, item: Item | None, examples: ExampleChanges) -> SaveConflict:
        theirs = self._view(session, stored)
        return SaveConflict(theirs, item, examples, differences(theirs.data, item))


def _target(draft: Draft) -> str:
    return f"{draft.kind}/{draft.item_id}"


def _row(session: Session, draft_id: int) -> Draft:
    row = rows.get(session, draft_id)
    if row is None:
        raise UnknownItem(f"draft {draft_id}: no such draft")
    return row
