"""The state of conversations: claim a message, load a case, save both at once.

All of it is SQL, so that any number of edges share it and "forget me" is a
DELETE. Every function is one short transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Engine, Table, bindparam, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.assessments import forget_person
from db.models import Base, Case, Fragment, OfferedLead, StoredReply
from db.record_models import MatterLink
from db.session import empty_journal, transaction

logger = logging.getLogger(__name__)

# plain tables, written once: a turn has no time for objects that are made to be thrown away
_REPLIES, _CASES = cast(Table, StoredReply.__table__), cast(Table, Case.__table__)
_ANSWER = (
    update(_REPLIES)
    .where(_REPLIES.c.person == bindparam("whose"), _REPLIES.c.message_id == bindparam("which"))
    .where(_REPLIES.c.owner == bindparam("by"), _REPLIES.c.reply.is_(None))
    .values(reply=bindparam("reply"))
)
_CHANGE = (
    update(_CASES)
    .where(_CASES.c.person == bindparam("whose"), _CASES.c.version == bindparam("loaded"))
    .values({name: bindparam(name) for name in ("data", "version", "updated_at", "expires_at")})
)
STALE_AFTER = timedelta(seconds=20)  # a turn whose owner died is taken over after this


@dataclass(frozen=True)
class Claim:
    """Whose a message is.

    Attributes:
        mine: this caller must compute the answer.
        reply: the stored answer, if there is one already.
        fresh: nobody had claimed it, or the claim was deleted with everything of the person.
        taken_over: its first owner died.
        owner: who is at it, where somebody else is.
    """

    mine: bool
    reply: dict[str, Any] | None = None
    fresh: bool = field(default=False, compare=False)
    taken_over: bool = False
    owner: str = ""


@dataclass(frozen=True)
class StoredCase:
    """A case with the version to save against; version 0 is a stranger."""

    data: dict[str, Any] | None
    version: int
    updated_at: datetime | None


def claim(engine: Engine, person: str, message_id: str, owner: str, now: datetime, keep: timedelta) -> Claim:
    """Claim a message, or learn that it is answered or being answered.

    Args:
        engine: the database.
        person: hashed id of the person.
        message_id: the client's id of the message.
        owner: who claims; unique to a process.
        now: current time.
        keep: how long the answer is kept.
    """
    row = StoredReply(
        person=person, message_id=message_id, owner=owner, claimed_at=now, reply=None, expires_at=now + keep
    )
    try:
        with transaction(engine) as session:
            session.add(row)
        return Claim(mine=True, fresh=True)
    except IntegrityError:
        return _claim_again(engine, person, message_id, owner, now)


def _claim_again(engine: Engine, person: str, message_id: str, owner: str, now: datetime) -> Claim:
    """Return the stored answer, or take over from an owner that died."""
    with transaction(engine) as session:
        row = session.get(StoredReply, (person, message_id))
        if row is not None and row.reply is not None:
            return Claim(mine=False, reply=row.reply)
        taken = session.execute(
            update(StoredReply)
            .where(StoredReply.person == person, StoredReply.message_id == message_id)
            .where(StoredReply.reply.is_(None), _is_stale(now))
            .values(owner=owner, claimed_at=now)
        )
        mine = bool(taken.rowcount == 1)  # type: ignore[attr-defined]
        return Claim(mine=mine, taken_over=mine, owner="" if mine or row is None else row.owner)


def follow(engine: Engine, person: str, message_id: str, dead: str, owner: str, now: datetime) -> Claim:
    """Take a message over from an owner that is known to be dead; not from one that has followed it already."""
    with transaction(engine) as session:
        taken = session.execute(
            update(StoredReply)
            .where(StoredReply.person == person, StoredReply.message_id == message_id)
            .where(StoredReply.owner == dead, StoredReply.reply.is_(None))
            .values(owner=owner, claimed_at=now)
        )
        mine = bool(taken.rowcount == 1)  # type: ignore[attr-defined]
        return Claim(mine=mine, taken_over=mine)


def _is_stale(now: datetime) -> ColumnElement[bool]:
    """Say whose owner must be dead: claimed long ago, or, where the clock was put back since, long ahead."""
    return or_(StoredReply.claimed_at < now - STALE_AFTER, StoredReply.claimed_at > now + STALE_AFTER)


def release(engine: Engine, person: str, message_id: str, owner: str) -> None:
    """Give a message back unanswered, so that a retry is computed anew."""
    with transaction(engine) as session:
        session.execute(
            delete(StoredReply)
            .where(StoredReply.person == person, StoredReply.message_id == message_id)
            .where(StoredReply.owner == owner, StoredReply.reply.is_(None))
        )


def load(engine: Engine, person: str, now: datetime) -> StoredCase:
    """Return the case of a person; an expired one is as good as none."""
    with transaction(engine) as session:
        row = session.get(Case, person)
        if row is None:
            return StoredCase(None, 0, None)
        data = row.data if row.expires_at > now else None
        return StoredCase(data, row.version, row.updated_at)


def save(
    engine: Engine,
    person: str,
    message_id: str,
    owner: str,
    reply: dict[str, Any],
    case: dict[str, Any],
    version: int,
    now: datetime,
    keep: timedelta,
    record: Callable[[Session], object] | None = None,
) -> bool:
    """Save answer and new case in one transaction, and with them what `record` writes.

    Returns:
        False, with nothing saved, when another message changed the case in
        between or another owner took the message over.
    """
    values = {"data": case, "version": version + 1, "updated_at": now, "expires_at": now + keep}
    try:
        with transaction(engine) as session:
            if not _store_reply(session, person, message_id, owner, reply):
                return False
            if _store_case(session, person, version, values):
                session.flush()
                _record(session, record)
                return True
            session.rollback()
            return False
    except IntegrityError:  # another message made this person's first case at the same moment
        return False


def answer(engine: Engine, person: str, message_id: str, owner: str, reply: dict[str, Any]) -> bool:
    """Save an answer that changes no case; False when another owner took the message over."""
    with transaction(engine) as session:
        return _store_reply(session, person, message_id, owner, reply)


def _store_reply(session: Session, person: str, message_id: str, owner: str, reply: dict[str, Any]) -> bool:
    """Store the answer unless it is stored already or another owner took the message over."""
    which = {"whose": person, "which": message_id, "by": owner}
    return session.connection().execute(_ANSWER, {**which, "reply": reply}).rowcount == 1


def _store_case(session: Session, person: str, version: int, values: dict[str, Any]) -> bool:
    """Store the case unless it is no longer at the version that was loaded; 0 is a stranger's."""
    connection = session.connection()
    if version:
        return connection.execute(_CHANGE, {"whose": person, "loaded": version, **values}).rowcount == 1
    connection.execute(insert(_CASES), {"person": person, **values})
    return True


def _record(session: Session, record: Callable[[Session], object] | None) -> None:
    """Let it be recorded; whatever goes wrong there must not cost a resident the answer."""
    if record is None:
        return
    try:
        with session.connection().begin_nested():
            record(session)
    except Exception as error:  # no words of a resident in the log
        logger.error("an assessment was not recorded: %s", type(error).__name__)


# what a session leaves behind; a kiosk's next person must find none of it
_OF_A_SESSION = (Case, StoredReply, Fragment, OfferedLead, MatterLink)


def end_session(engine: Engine, person: str) -> None:
    """Forget a session whose person went away: nothing leads from them to the masked words any more."""
    with transaction(engine) as session:
        for table in _OF_A_SESSION:
            session.execute(delete(table).where(table.person == person))
    empty_journal(engine)


def forget(engine: Engine, person: str) -> None:
    """Delete everything of one person from every table that names persons, and from the journal."""
    with transaction(engine) as session:
        forget_person(session, person)
        for table in Base.metadata.sorted_tables:
            if "person" in table.columns:
                session.execute(delete(table).where(table.c.person == person))
    empty_journal(engine)


def purge(engine: Engine, now: datetime) -> int:
    """Delete what has expired, in every table whose rows expire; returns how many rows went."""
    gone = 0
    with transaction(engine) as session:
        for table in Base.metadata.sorted_tables:
            if "expires_at" in table.columns:
                gone += session.execute(delete(table).where(table.c.expires_at <= now)).rowcount  # type: ignore[attr-defined]
    return gone


def exists(engine: Engine) -> bool:
    """Say whether the database answers."""
    with transaction(engine) as session:
        session.execute(select(Case.person).limit(1))
    return True
