"""How long to wait after failed attempts, for an account and for an address. Pure: the time is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Policy:
    """When attempts are slowed and when they are shut out.

    Attributes:
        free: so many failures cost no waiting.
        most: from so many on, every failure costs `lock`.
        forgive: one failure is forgotten for so much time without an attempt.
        lock: the longest wait.
    """

    free: int
    most: int
    forgive: timedelta
    lock: timedelta = timedelta(minutes=15)


# An office shares one address: it may fail oftener than one account.
ACCOUNT = Policy(free=3, most=10, forgive=timedelta(minutes=15))
ADDRESS = Policy(free=20, most=50, forgive=timedelta(minutes=5))


@dataclass(frozen=True)
class Attempts:
    """What is known of one account or address."""

    failures: int = 0
    last_at: datetime | None = None


def delay(failures: int, policy: Policy) -> timedelta:
    """Return how long the next attempt must wait after so many failures."""
    if failures < policy.free:
        return timedelta(0)
    if failures >= policy.most:
        return policy.lock
    return min(policy.lock, timedelta(seconds=2.0 ** (failures - policy.free)))


def may_try(attempts: Attempts, policy: Policy, now: datetime) -> bool:
    """Say whether an attempt is looked at now; while one waits even the right password is not."""
    if attempts.last_at is None:
        return True
    return now >= attempts.last_at + delay(attempts.failures, policy)


def after_attempt(attempts: Attempts, policy: Policy, now: datetime) -> Attempts:
    """Count one attempt, as failed until it succeeds: parallel guesses then slow each other down."""
    forgiven = (now - attempts.last_at) // policy.forgive if attempts.last_at else 0
    return Attempts(max(0, attempts.failures - max(0, forgiven)) + 1, now)


def taken_back(attempts: Attempts) -> Attempts:
    """Return the address's attempts without the one that succeeded."""
    return Attempts(max(0, attempts.failures - 1), attempts.last_at)
