"""How long sessions and invitations live. Pure: the time is given."""

from __future__ import annotations

from datetime import datetime, timedelta

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
CODE = timedelta(minutes=5)  # between the password and the code of the phone
INVITATION = timedelta(hours=72)
TOUCH = timedelta(seconds=60)  # how exactly idleness is known: a write a minute, not one a request

FULL, CODE_STAGE = "full", "code"


def is_alive(stage: str, created_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Say whether a session still counts; one from the future does not."""
    if created_at > now + TOUCH:
        return False
    if stage == CODE_STAGE:
        return now - created_at < CODE
    return now - seen_at < IDLE and now - created_at < ABSOLUTE


def needs_touch(seen_at: datetime, now: datetime) -> bool:
    """Say whether it is time to note that the session is in use."""
    return now - seen_at >= TOUCH


def is_open(created_at: datetime, used_at: datetime | None, now: datetime) -> bool:
    """Say whether an invitation can still be used."""
    return used_at is None and now - created_at < INVITATION
