"""The blocklist: fingerprints of what staff know to be a scammer's. This module never sees a value."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.models import Blocked
from db.session import transaction

_AT_ONCE = 500  # parameters of one statement; SQLite takes 32,766, older ones 999


@dataclass(frozen=True)
class Entry:
    """One thing to be blocked.

    Attributes:
        fingerprint: as `bot.edge.seal.Sealer` makes it.
        kind: 手机号, 电话, 链接, 账号, 银行卡 or 邮箱.
        source: who says so.
    """

    fingerprint: str
    kind: str
    source: str


def among(engine: Engine, fingerprints: Collection[str]) -> frozenset[str]:
    """Return which of these stand on the list."""
    if not fingerprints:
        return frozenset()
    with transaction(engine) as session:
        return _known(session, sorted(fingerprints))


def _known(session: Session, fingerprints: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for some in _portions(fingerprints):
        found |= set(session.scalars(select(Blocked.fingerprint).where(Blocked.fingerprint.in_(some))))
    return frozenset(found)


def _portions(fingerprints: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(fingerprints), _AT_ONCE):
        yield fingerprints[start : start + _AT_ONCE]


def add(engine: Engine, entries: Sequence[Entry], now: datetime) -> int:
    """Put entries on the list, all or none; returns how many were not on it yet."""
    fresh = {entry.fingerprint: entry for entry in entries}
    with transaction(engine) as session:
        for known in _known(session, sorted(fresh)):
            del fresh[known]
        session.add_all(
            Blocked(fingerprint=entry.fingerprint, kind=entry.kind, source=entry.source, added_at=now)
            for entry in fresh.values()
        )
    return len(fresh)
