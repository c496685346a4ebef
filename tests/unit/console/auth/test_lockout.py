"""How long one waits after failures."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.console.auth.lockout import ACCOUNT, ADDRESS, Attempts, Policy, after_attempt, delay, may_try, taken_back

NOW = datetime(2026, 11, 26, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("failures", "policy", "seconds"),
    [
        (0, ACCOUNT, 0),
        (2, ACCOUNT, 0),
        (3, ACCOUNT, 1),
        (4, ACCOUNT, 2),
        (9, ACCOUNT, 64),
        (10, ACCOUNT, 900),
        (10_000, ACCOUNT, 900),
        (19, ADDRESS, 0),
        (20, ADDRESS, 1),
        (49, ADDRESS, 900),
        (50, ADDRESS, 900),
    ],
)
def test_the_wait_grows_and_has_an_end(failures: int, policy: Policy, seconds: int) -> None:
    assert delay(failures, policy) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("waited", "may"), [(0, False), (899, False), (900, True), (9000, True)])
def test_what_is_locked_opens_by_itself(waited: int, may: bool) -> None:
    assert may_try(Attempts(10, NOW), ACCOUNT, NOW + timedelta(seconds=waited)) is may


def test_whoever_never_tried_may() -> None:
    assert may_try(Attempts(), ACCOUNT, NOW)


@pytest.mark.parametrize(
    ("before", "minutes", "after"), [(0, 0, 1), (5, 14, 6), (5, 15, 5), (5, 30, 4), (5, 6000, 1), (5, -60, 6)]
)
def test_failures_are_forgiven_with_time(before: int, minutes: int, after: int) -> None:
    now = NOW + timedelta(minutes=minutes)
    assert after_attempt(Attempts(before, NOW), ACCOUNT, now) == Attempts(after, now)


@pytest.mark.parametrize(("before", "after"), [(0, 0), (1, 0), (7, 6)])
def test_a_success_is_no_failure_of_the_address(before: int, after: int) -> None:
    assert taken_back(Attempts(before, NOW)) == Attempts(after, NOW)
