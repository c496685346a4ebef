"""Drafts written into the knowledge: rows, revisions and states, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.publish.export import Change
from bot.publish.rules import NotAllowed
from bot.publish.stored import SCAM
from db import revisions
from db.example_changes import ExampleChanges, write_changes
from db.items import write_item
from db.publish_tables import Draft, PublishJob
from db.revisions import Written

EXAMPLES = "examples"  # kind of a draft or revision of nothing but examples; its item is an intent


def change_of(draft: Draft) -> Change:
    """Return what a draft changes."""
    return Change(draft.kind, draft.data, ExampleChanges.load(draft.examples))


def intent_of(draft: Draft) -> str:
    """Return the intent under which the history of a draft's examples is kept."""
    return draft.item_id if draft.kind == EXAMPLES else f"{SCAM}{draft.item_id}"


def published_now(session: Session, draft: Draft) -> tuple[int, Any]:
    """Return (revision number, item) that a draft changes, as it is published now."""
    return (0, None) if draft.kind == EXAMPLES else revisions.peek(session, draft.kind, draft.item_id)


def write_draft(session: Session, draft: Draft, approver: str, now: datetime) -> None:
    """Write one draft into the rows and the history, and mark it published.

    Raises:
        NotAllowed: the item was published by somebody else meanwhile; rebase first.
        LookupError: an example is gone.
    """
    number, _ = published_now(session, draft)
    if number != draft.base:
        raise NotAllowed("有人先发布了同一项内容。请先把草稿更新到最新版本再发布。")
    author = draft.authors[-1]
    written = Written(author, approver, draft.why, draft.id)
    if draft.data is not None:
        write_item(session, draft.kind, draft.data, author)
        session.flush()
        revisions.add(session, draft.kind, draft.item_id, draft.data, written, now)
    changes = ExampleChanges.load(draft.examples)
    if changes:
        undo = write_changes(session, changes, author)
        data = {"changes": changes.dump(), "undo": undo}
        revisions.add(session, EXAMPLES, intent_of(draft), data, written, now)
    draft.state, draft.decided_by, draft.decided_at = "published", approver, now
    draft.version += 1


def busy_items(session: Session) -> set[tuple[str, str]]:
    """Return (kind, id) of what a running job is about to publish."""
    job = session.scalars(select(PublishJob).where(PublishJob.active == 1)).first()
    if job is None:
        return set()
    return {(one.kind, one.item_id) for one in drafts_of(session, job.drafts)}


def drafts_of(session: Session, ids: Iterable[int]) -> list[Draft]:
    """Return drafts by their ids, in that order."""
    found = (session.get(Draft, draft_id) for draft_id in ids)
    return [draft for draft in found if draft is not None]
