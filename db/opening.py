"""The first transaction of a turn: claim the message and read what is known of the person, all at once.

Four short transactions cost four sessions, four commits and four changes of
thread, several times what their statements cost (docs/adr/0024).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Connection, Engine, Table, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from db import cases
from db.cases import Claim, StoredCase
from db.fragments import Told
from db.models import Case, Fragment, HeardText, StoredReply

_REPLIES = cast(Table, StoredReply.__table__)
_CASES = cast(Table, Case.__table__)
_HEARD = cast(Table, HeardText.__table__)
_FRAGMENTS = cast(Table, Fragment.__table__)
_CLAIM = insert(_REPLIES)
_OF_CASE = select(_CASES).where(_CASES.c.person == bindparam("whose"))
_OF_HEARD = select(_HEARD).where(_HEARD.c.person == bindparam("whose"))
_OF_FRAGMENT = select(_FRAGMENTS).where(_FRAGMENTS.c.person == bindparam("whose"))


@dataclass(frozen=True)
class Known:
    """What is stored of a person as a turn begins.

    Attributes:
        case: the case with its version.
        heard: words that wait for a yes or no, empty when there are none.
        told: what was said seconds ago and was too little alone.
    """

    case: StoredCase
    heard: str
    told: Told | None


@dataclass(frozen=True)
class Opened:
    """Whose a message is; `known` only where this caller claimed it first."""

    claim: Claim
    known: Known | None = None


def open_turn(
    engine: Engine, person: str, message_id: str, owner: str, now: datetime, keep: timedelta, join: timedelta
) -> Opened:
    """Claim a message as `cases.claim` does, and read what the turn needs in the same transaction.

    Args:
        engine: the database.
        person: hashed id of the person.
        message_id: the client's id of the message.
        owner: who claims; unique to a process.
        now: current time.
        keep: how long the answer is kept.
        join: how long ago a fragment may have been said.
    """
    row = {"person": person, "message_id": message_id, "owner": owner, "claimed_at": now, "expires_at": now + keep}
    try:
        with engine.begin() as connection:
            connection.execute(_CLAIM, row)  # first: a reader that turns writer would not be waited for by SQLite
            return Opened(Claim(mine=True), _known(connection, person, now, join))
    except IntegrityError:
        return Opened(cases.claim(engine, person, message_id, owner, now, keep))


def _known(connection: Connection, person: str, now: datetime, join: timedelta) -> Known:
    whose: dict[str, Any] = {"whose": person}
    case = connection.execute(_OF_CASE, whose).first()
    heard = connection.execute(_OF_HEARD, whose).first()
    told = connection.execute(_OF_FRAGMENT, whose).first()
    return Known(
        case=StoredCase(case.data if case.expires_at > now else None, case.version, case.updated_at)
        if case
        else StoredCase(None, 0, None),
        heard=heard.text if heard and heard.expires_at > now else "",
        told=Told(told.text, dict(told.types)) if told and now - told.told_at <= join else None,
    )
