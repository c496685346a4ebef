"""Claim a message, load a case, save both at once: each a short transaction."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine

from db import cases

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=timezone.utc)
HOURS = timedelta(hours=2)
REPLY = {"blocks": [{"type": "text", "text": "先别转"}]}


def _claim(engine: Engine, owner: str = "one", at: datetime = NOW, message: str = "m1") -> cases.Claim:
    return cases.claim(engine, "p", message, owner, at, HOURS)


def _save(engine: Engine, version: int, stage: str = "paid", owner: str = "one", message: str = "m1") -> bool:
    return cases.save(engine, "p", message, owner, REPLY, {"stage": stage}, version, NOW, HOURS)


def test_only_the_first_claim_is_mine(engine: Engine) -> None:
    assert _claim(engine) == cases.Claim(mine=True)
    assert _claim(engine, "two") == cases.Claim(mine=False, owner="one")
    assert _claim(engine) == cases.Claim(mine=False, owner="one")


def test_messages_and_people_do_not_disturb_each_other(engine: Engine) -> None:
    assert _claim(engine).mine
    assert _claim(engine, message="m2").mine
    assert cases.claim(engine, "other", "m1", "one", NOW, HOURS).mine


@pytest.mark.parametrize(("seconds", "mine"), [(0, False), (19.9, False), (20, False), (20.1, True), (3600, True)])
def test_a_dead_owner_is_followed_after_twenty_seconds(seconds: float, mine: bool, engine: Engine) -> None:
    _claim(engine)
    assert _claim(engine, "two", NOW + timedelta(seconds=seconds)).mine is mine


@pytest.mark.parametrize(("seconds", "mine"), [(-19.9, False), (-20.1, True), (-3600, True)])
def test_a_claim_from_before_the_clock_was_put_back_does_not_wait_for_it(
    seconds: float, mine: bool, engine: Engine
) -> None:
    _claim(engine)
    claim = _claim(engine, "two", NOW + timedelta(seconds=seconds))
    assert (claim.mine, claim.taken_over) == (mine, mine)


def test_only_one_takes_over(engine: Engine) -> None:
    _claim(engine)
    later = NOW + timedelta(seconds=30)
    assert [_claim(engine, name, later).mine for name in ("two", "three")] == [True, False]


def test_a_message_is_taken_from_a_dead_owner_at_once_and_only_by_one(engine: Engine) -> None:
    _claim(engine)
    followed = [cases.follow(engine, "p", "m1", "one", name, NOW).mine for name in ("two", "three")]
    assert followed == [True, False]
    assert not _save(engine, 0, owner="one")
    assert _save(engine, 0, owner="two")


def test_an_answer_is_not_taken_from_anybody(engine: Engine) -> None:
    _claim(engine)
    _save(engine, 0)
    assert not cases.follow(engine, "p", "m1", "one", "two", NOW).mine
    assert _claim(engine, "two").reply == REPLY


def test_an_answered_message_gives_its_answer_for_ever(engine: Engine) -> None:
    _claim(engine)
    assert _save(engine, 0)
    assert _claim(engine, "two", NOW + timedelta(minutes=5)) == cases.Claim(mine=False, reply=REPLY)


def test_an_owner_that_was_followed_saves_nothing(engine: Engine) -> None:
    _claim(engine)
    _claim(engine, "two", NOW + timedelta(seconds=30))
    assert not _save(engine, 0, owner="one")
    assert cases.load(engine, "p", NOW).data is None
    assert _save(engine, 0, owner="two")


def test_a_release_lets_a_retry_begin_anew(engine: Engine) -> None:
    _claim(engine)
    cases.release(engine, "p", "m1", "two")
    assert not _claim(engine, "two").mine
    cases.release(engine, "p", "m1", "one")
    assert _claim(engine, "two").mine


def test_a_release_never_takes_an_answer_away(engine: Engine) -> None:
    _claim(engine)
    _save(engine, 0)
    cases.release(engine, "p", "m1", "one")
    assert _claim(engine).reply == REPLY


def test_a_case_comes_back_with_its_version(engine: Engine) -> None:
    assert cases.load(engine, "p", NOW) == cases.StoredCase(None, 0, None)
    _claim(engine)
    assert _save(engine, 0)
    assert cases.load(engine, "p", NOW) == cases.StoredCase({"stage": "paid"}, 1, NOW)


@pytest.mark.parametrize("version", [0, 2])
def test_a_case_changed_in_between_is_not_overwritten(version: int, engine: Engine) -> None:
    _claim(engine)
    _save(engine, 0)
    _claim(engine, message="m2")
    assert not _save(engine, version, stage="none", message="m2")
    assert cases.load(engine, "p", NOW).data == {"stage": "paid"}
    assert _claim(engine, message="m2").reply is None
    assert _save(engine, 1, stage="contact", message="m2")
    assert cases.load(engine, "p", NOW) == cases.StoredCase({"stage": "contact"}, 2, NOW)


def test_an_expired_case_is_a_strangers_but_can_be_saved_over(engine: Engine) -> None:
    _claim(engine)
    _save(engine, 0)
    stored = cases.load(engine, "p", NOW + HOURS)
    assert (stored.data, stored.version) == (None, 1)
    _claim(engine, message="m2")
    assert _save(engine, stored.version, message="m2")


def test_forgetting_deletes_case_and_answers_of_one_person(engine: Engine) -> None:
    _claim(engine)
    _save(engine, 0)
    cases.claim(engine, "other", "m1", "one", NOW, HOURS)
    cases.save(engine, "other", "m1", "one", REPLY, {"stage": "none"}, 0, NOW, HOURS)
    cases.forget(engine, "p")
    assert cases.load(engine, "p", NOW) == cases.StoredCase(None, 0, None)
    assert _claim(engine).mine
    assert cases.load(engine, "other", NOW).data == {"stage": "none"}


@pytest.mark.parametrize(("after", "gone"), [(HOURS - timedelta(seconds=1), 0), (HOURS, 2)])
def test_purging_deletes_what_has_expired(after: timedelta, gone: int, engine: Engine) -> None:
    _claim(engine)
    _save(engine, 0)
    assert cases.purge(engine, NOW + after) == gone
    assert cases.purge(engine, NOW + after) == 0


def test_a_time_without_a_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(Exception, match="a time without a zone"):
        cases.claim(engine, "p", "m1", "one", datetime(2026, 11, 23), HOURS)


def test_the_database_answers(engine: Engine) -> None:
    assert cases.exists(engine)
