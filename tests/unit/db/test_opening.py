"""The first transaction of a turn says what the four short ones said."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine

from db import cases, fragments, heard
from db.fragments import Told
from db.opening import Known, Opened, open_turn

NOW = datetime(2026, 11, 26, 12, tzinfo=timezone.utc)
HOURS, JOIN = timedelta(hours=2), timedelta(seconds=8)
STRANGER = Known(cases.StoredCase(None, 0, None), "", None)


def opened(engine: Engine, message: str = "m", owner: str = "me", at: datetime = NOW) -> Opened:
    return open_turn(engine, "p", message, owner, at, HOURS, JOIN)


def stock(engine: Engine) -> None:
    """Leave a case, heard words and a fragment, of this person and of another."""
    for person in ("p", "other"):
        cases.claim(engine, person, "before", "me", NOW, HOURS)
        assert cases.save(engine, person, "before", "me", {"blocks": []}, {"of": person}, 0, NOW, HOURS)
        heard.keep(engine, person, f"heard of {person}", NOW)
        fragments.keep(engine, person, Told(f"told by {person}", {"none": 1.0}), NOW)


def test_a_stranger_has_nothing(engine: Engine) -> None:
    assert opened(engine) == Opened(cases.Claim(mine=True), STRANGER)


def test_everything_known_is_read_with_the_claim(engine: Engine) -> None:
    stock(engine)
    known = opened(engine, at=NOW + timedelta(seconds=3)).known
    assert known == Known(cases.StoredCase({"of": "p"}, 1, NOW), "heard of p", Told("told by p", {"none": 1.0}))


@pytest.mark.parametrize(
    ("later", "case", "words", "fragment"),
    [
        (timedelta(seconds=8), True, True, True),
        (timedelta(seconds=9), True, True, False),
        (timedelta(minutes=10), True, False, False),
        (timedelta(hours=2), False, False, False),
    ],
)
def test_what_has_expired_is_as_good_as_none(
    engine: Engine, later: timedelta, case: bool, words: bool, fragment: bool
) -> None:
    stock(engine)
    known = opened(engine, at=NOW + later).known
    assert known is not None
    assert (known.case.data is not None, bool(known.heard), known.told is not None) == (case, words, fragment)
    assert known.case.version == 1  # to be saved against, expired or not


def test_a_message_is_claimed_once(engine: Engine) -> None:
    # attack: a client repeats one id to have it answered, and counted, twice
    assert opened(engine).claim.mine
    assert opened(engine, owner="other") == Opened(cases.Claim(mine=False, owner="me"))


def test_the_stored_answer_comes_back(engine: Engine) -> None:
    opened(engine)
    cases.answer(engine, "p", "m", "me", {"blocks": ["said"]})
    assert opened(engine, owner="other") == Opened(cases.Claim(mine=False, reply={"blocks": ["said"]}))


def test_a_turn_whose_owner_died_is_taken_over_and_read_anew(engine: Engine) -> None:
    opened(engine, owner="dead")
    taken = opened(engine, at=NOW + timedelta(seconds=21))
    assert (taken.claim.mine, taken.known) == (True, None)
