"""The review queue: nobody works on what another has, and figures follow what was decided."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from db import cases, matters, reviews
from db.where import Where
from tests.unit.db.test_assessments import NOW, STORY, say

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def doubtful(engine: Engine) -> str:
    """Return a matter that waits."""
    return say(engine, replace(STORY, doubt="unsure"))


def _ids(engine: Engine, **more: Any) -> list[str]:
    return [one.matter.id for one in reviews.queue(engine, LATER, **more)[0]]


def test_only_what_is_doubtful_and_over_waits(engine: Engine, doubtful: str) -> None:
    say(engine, person="sure")
    say(engine, replace(STORY, doubt="wrong"), person="talking", now=LATER)
    say(engine, replace(STORY, doubt="wrong", text="", choice="wrong:type"), person="wordless")
    assert _ids(engine) == [doubtful]
    assert _ids(engine, doubt="wrong") == []
    assert reviews.queue(engine, LATER)[1] == 1


def test_two_officers_never_have_the_same(engine: Engine, doubtful: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        got = list(pool.map(lambda n: reviews.claim(engine, doubtful, f"officer{n}", LATER), range(6)))
    assert sum(got) == 1
    assert not reviews.claim(engine, doubtful, "late", LATER + timedelta(minutes=14))
    assert reviews.claim(engine, doubtful, "late", LATER + timedelta(minutes=15))
    assert reviews.queue(engine, LATER + timedelta(minutes=16))[0][0].officer == "late"


def test_a_lease_is_needed_to_decide(engine: Engine, doubtful: str) -> None:
    assert reviews.claim(engine, doubtful, "a", LATER)
    for officer, at in (("b", LATER), ("a", LATER + timedelta(minutes=16))):
        with pytest.raises(reviews.NotYours):
            reviews.decide(engine, doubtful, officer, "confirmed", at)
    reviews.release(engine, doubtful, "a")
    with pytest.raises(reviews.NotYours):
        reviews.decide(engine, doubtful, "a", "confirmed", LATER)


@pytest.mark.parametrize(
    ("outcome", "type_id", "now_type", "verdict"),
    [
        ("confirmed", "", "authority_police", "alarm"),
        ("corrected", "loan_fake", "loan_fake", "alarm"),
        ("ordinary", "", "", "none"),
        ("unusable", "", "authority_police", "alarm"),
    ],
)
def test_the_figures_follow(
    outcome: str, type_id: str, now_type: str, verdict: str, engine: Engine, doubtful: str
) -> None:
    assert reviews.claim(engine, doubtful, "a", LATER)
    reviews.decide(engine, doubtful, "a", outcome, LATER, type_id)
    assert _ids(engine) == []
    assert not reviews.claim(engine, doubtful, "b", LATER + timedelta(days=1))
    told = reviews.decided(engine, doubtful)
    assert told is not None
    assert (told.officer, told.outcome, told.was_type, told.at) == ("a", outcome, "authority_police", LATER)
    where = Where(NOW.date() - timedelta(days=9), NOW.date() + timedelta(days=9))
    row = matters.matters(engine, where).rows[0]
    assert (row.type, row.verdict) == (now_type, verdict)


@pytest.mark.parametrize(("outcome", "type_id"), [("maybe", ""), ("corrected", ""), ("confirmed", "loan_fake")])
def test_a_wrong_decision_is_refused(outcome: str, type_id: str, engine: Engine, doubtful: str) -> None:
    assert reviews.claim(engine, doubtful, "a", LATER)
    with pytest.raises(ValueError, match=r"must be one of|belongs to"):
        reviews.decide(engine, doubtful, "a", outcome, LATER, type_id)


def test_who_is_forgotten_is_not_reviewed(engine: Engine, doubtful: str) -> None:
    assert reviews.claim(engine, doubtful, "a", LATER)
    cases.forget(engine, "p")
    assert _ids(engine) == []
    with pytest.raises(reviews.NotYours):
        reviews.decide(engine, doubtful, "a", "confirmed", LATER)
