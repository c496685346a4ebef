"""Drafts as rows; the rules of who may do what stand in bot/publish/rules.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from db.models import utc_now
from db.publish_tables import Draft

OPEN = ("editing", "submitted", "approved", "returned")


def get(session: Session, draft_id: int) -> Draft | None:
    """Return one draft."""
    return session.get(Draft, draft_id)


def of_item(session: Session, kind: str, item_id: str) -> list[Draft]:
    """Return the drafts of an item that are not done with, oldest first."""
    asked = select(Draft).where(Draft.kind == kind, Draft.item_id == item_id, Draft.state.in_(OPEN))
    return list(session.scalars(asked.order_by(Draft.id)))


def listed(session: Session, states: Sequence[str] = OPEN, most: int = 200) -> list[Draft]:
    """Return drafts in these states, last changed first."""
    asked = select(Draft).where(Draft.state.in_(states)).order_by(Draft.updated_at.desc(), Draft.id.desc())
    return list(session.scalars(asked.limit(most)))


def change(session: Session, draft_id: int, version: int, values: dict[str, Any]) -> bool:
    """Change a draft if nobody did since `version`; returns whether it was changed.

    The database compares, so that of two who save at once exactly one succeeds.
    """
    asked = update(Draft).where(Draft.id == draft_id, Draft.version == version)
    done = session.execute(
        asked.values(**values, version=version + 1, updated_at=utc_now()),
        execution_options={"synchronize_session": False},
    )
    session.expire_all()
    assert isinstance(done, CursorResult)
    return bool(done.rowcount == 1)
