"""Levels and reasons. There is no level that says safe."""

from __future__ import annotations

import pytest

from bot.judge.judgement import (
    BLOCKED,
    KNOWN_BAD,
    NO_RECORD,
    OFFICIAL,
    REASONS,
    SUSPICIOUS,
    UNKNOWN,
    WARNINGS,
    as_blocked,
    concluded,
    worst_first,
)


@pytest.mark.parametrize("reason", WARNINGS)
def test_any_warning_makes_suspicious(reason: str) -> None:
    assert concluded("链接", "x", {reason, OFFICIAL}).level == SUSPICIOUS


def test_an_official_name_and_nothing_found_are_unknown() -> None:
    assert concluded("链接", "x", {OFFICIAL}).level == UNKNOWN
    nothing = concluded("链接", "x", ())
    assert (nothing.level, nothing.reasons) == (UNKNOWN, (NO_RECORD,))


def test_no_set_of_reasons_gives_another_level() -> None:
    levels = {concluded("链接", "x", {one, other}).level for one in REASONS for other in REASONS}
    assert levels == {KNOWN_BAD, SUSPICIOUS, UNKNOWN}


def test_the_blocklist_comes_before_every_reason() -> None:
    official = as_blocked(concluded("链接", "x", {OFFICIAL}))
    assert (official.level, official.reasons) == (KNOWN_BAD, (BLOCKED,))
    warned = as_blocked(concluded("链接", "y", {"shortener", "installer"}))
    assert warned.reasons == (BLOCKED, "installer", "shortener")
    assert worst_first([concluded("链接", "z", ()), concluded("链接", "s", {"shortener"}), official])[0] is official
