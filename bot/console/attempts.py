"""Counting attempts to log in, by account and by address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.console.auth.lockout import Attempts, Policy, after_attempt, may_try, taken_back
from bot.console.auth.tokens import fingerprint
from db import staff_sessions

Counted = tuple[str, Policy]


def begin(session: Session, counted: Sequence[Counted], now: datetime) -> bool:
    """Count an attempt as failed and say whether it is looked at; a refused one is not counted."""
    rows = [staff_sessions.lock_attempt(session, fingerprint(key)) for key, _ in counted]
    states = [Attempts(row.failures, row.last_at) for row in rows]
    if not all(may_try(state, policy, now) for state, (_, policy) in zip(states, counted, strict=True)):
        return False
    for row, state, (_, policy) in zip(rows, states, counted, strict=True):
        after = after_attempt(state, policy, now)
        row.failures, row.last_at = after.failures, after.last_at
    return True


def succeed(session: Session, account: str, address: str) -> None:
    """Forget the failures of an account; give the address back the one that was none."""
    row = staff_sessions.lock_attempt(session, fingerprint(account))
    row.failures, row.last_at = 0, None
    row = staff_sessions.lock_attempt(session, fingerprint(address))
    after = taken_back(Attempts(row.failures, row.last_at))
    row.failures, row.last_at = after.failures, after.last_at
