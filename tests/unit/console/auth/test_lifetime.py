"""How long sessions and invitations live."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.console.auth.lifetime import CODE_STAGE, FULL, is_alive, is_open, needs_touch

NOW = datetime(2026, 11, 26, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("stage", "age", "idle", "alive"),
    [
        (FULL, 0, 0, True),
        (FULL, 29, 29, True),
        (FULL, 30, 30, False),
        (FULL, 719, 1, True),
        (FULL, 720, 0, False),
        (CODE_STAGE, 4, 4, True),
        (CODE_STAGE, 5, 0, False),
        (FULL, -2, -2, False),
    ],
)
def test_sessions(stage: str, age: int, idle: int, alive: bool) -> None:
    assert is_alive(stage, NOW - timedelta(minutes=age), NOW - timedelta(minutes=idle), NOW) is alive


@pytest.mark.parametrize(("seconds", "needs"), [(0, False), (59, False), (60, True)])
def test_use_is_noted_once_a_minute(seconds: int, needs: bool) -> None:
    assert needs_touch(NOW - timedelta(seconds=seconds), NOW) is needs


@pytest.mark.parametrize(
    ("hours", "used", "is_usable"), [(0, False, True), (71, False, True), (72, False, False), (1, True, False)]
)
def test_invitations(hours: int, used: bool, is_usable: bool) -> None:
    assert is_open(NOW - timedelta(hours=hours), NOW if used else None, NOW) is is_usable
