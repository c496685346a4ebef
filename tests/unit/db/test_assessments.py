"""Assessments: one row a message, with the reply; and what is left of a person who is forgotten."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Engine, select

from db import assessments, cases, retention
from db.assessments import Entry
from db.models import Base
from db.record_models import AssessmentRow, DailyCount, Matter, MatterLink
from db.session import transaction

NOW = datetime(2026, 11, 25, 17, 0, tzinfo=timezone.utc)  # the 26th in China
STORY = Entry(
    channel="web",
    text="他让我转钱到安全账户",
    intent="scam",
    type="authority_police",
    ranking=(("authority_police", 0.8),),
    verdict="alarm",
    stage="contact",
    signals=(("safe_account", "安全账户"),),
    kind="verdict",
    told=True,
)
HOURS = timedelta(hours=2)


def say(engine: Engine, entry: Entry = STORY, person: str = "p", goes_on: bool = True, now: datetime = NOW) -> str:
    with transaction(engine) as session:
        return assessments.record(session, person, entry, goes_on, now)


def rows(engine: Engine, table: Any) -> list[Any]:
    with transaction(engine) as session:
        return list(session.scalars(select(table)))


def test_messages_of_one_matter_share_a_pseudonym_that_is_not_the_person(engine: Engine) -> None:
    first = say(engine)
    assert say(engine, replace(STORY, stage="paid"), now=NOW + HOURS) == first
    assert say(engine, goes_on=False, now=NOW + 2 * HOURS) != first
    assert say(engine, person="q") != first
    matter = next(row for row in rows(engine, Matter) if row.id == first)
    assert (matter.day, matter.stage, matter.messages, matter.told) == ("2026-11-26", "paid", 2, True)
    assert all(row.matter != "p" for row in rows(engine, AssessmentRow))


def test_a_place_stays_with_the_matter(engine: Engine) -> None:
    say(engine, Entry(channel="wechat", place="village-7", kind="smalltalk"))
    say(engine, replace(STORY, channel="wechat"))
    assert [row.place for row in rows(engine, AssessmentRow)] == ["village-7", "village-7"]
    assert rows(engine, Matter)[0].place == "village-7"


@pytest.mark.parametrize(
    ("doubts", "left"),
    [
        (["unsure", ""], ""),
        (["wrong", ""], "wrong"),
        (["contested", "unsure"], "contested"),
        (["", "lost"], "lost"),
        (["unlikely"], "unlikely"),
    ],
)
def test_what_a_person_said_against_us_stays(doubts: list[str], left: str, engine: Engine) -> None:
    for doubt in doubts:
        say(engine, replace(STORY, doubt=doubt))
    assert rows(engine, Matter)[0].doubt == left


def test_not_to_be_understood_at_the_beginning_is_no_matter(engine: Engine) -> None:
    say(engine, Entry(channel="web", text="嗯嗯", kind="fallback", doubt="lost"))
    assert rows(engine, Matter)[0].doubt == ""


def test_no_word_of_a_child_is_kept_not_even_an_earlier_one(engine: Engine) -> None:
    say(engine)
    say(engine, replace(STORY, group="minor", private=True))
    assert [(row.text, [q for _, q in row.signals if q]) for row in rows(engine, AssessmentRow)] == [("", []), ("", [])]


def test_forgotten_everywhere_and_still_counted(engine: Engine) -> None:
    old = say(engine, goes_on=False, now=NOW - timedelta(days=9))  # an earlier matter, its case long gone
    new = say(engine, goes_on=False)
    other = say(engine, person="q")
    cases.forget(engine, "p")
    left = rows(engine, Matter)
    assert len(left) == 3
    assert {old, new}.isdisjoint(row.id for row in left)
    assert [row.matter for row in rows(engine, AssessmentRow)] == [other]
    assert [row.person for row in rows(engine, MatterLink)] == ["q"]
    nameless = [row for row in left if row.nameless]
    assert len(nameless) == 2
    assert all((row.first_at.hour, row.messages) == (4, 0) for row in nameless)  # noon in China: only the day is left
    with engine.connect() as connection:
        told = "\n".join(str(connection.execute(table.select()).all()) for table in Base.metadata.sorted_tables)
    assert old not in told
    assert new not in told


def test_the_end_of_a_session_leaves_words_that_lead_to_nobody(engine: Engine) -> None:
    matter = say(engine)
    cases.end_session(engine, "p")
    assert rows(engine, MatterLink) == []
    assert [row.matter for row in rows(engine, AssessmentRow)] == [matter]
    assert say(engine) != matter


def test_an_error_in_the_record_costs_nobody_the_answer(engine: Engine) -> None:
    # Attack: whatever is wrong with an assessment, a table that is missing too, the resident is answered.
    def broken(session: Any) -> None:
        session.execute(select(AssessmentRow))
        raise KeyError("words of a resident")

    AssessmentRow.__table__.drop(engine)  # type: ignore[attr-defined]
    for number, record in enumerate((broken, lambda session: assessments.record(session, "p", STORY, True, NOW))):
        cases.claim(engine, "p", f"m{number}", "me", NOW, HOURS)
        assert cases.save(engine, "p", f"m{number}", "me", {"blocks": []}, {"format": 1}, number, NOW, HOURS, record)
        assert cases.claim(engine, "p", f"m{number}", "me", NOW, HOURS).reply == {"blocks": []}
    assert rows(engine, Matter) == []


def test_it_takes_less_than_two_milliseconds(engine: Engine) -> None:
    def turn(number: int, record: Any) -> float:
        cases.claim(engine, "p", f"m{number}", "me", NOW, HOURS)
        begun = time.thread_time()
        assert cases.save(engine, "p", f"m{number}", "me", {"blocks": []}, {"format": 1}, number, NOW, HOURS, record)
        return time.thread_time() - begun

    say(engine)
    spent: dict[bool, list[float]] = {True: [], False: []}
    for number in range(160):
        recorded = number % 2 == 1
        record = (lambda session: assessments.record(session, "p", STORY, True, NOW)) if recorded else None
        spent[recorded].append(turn(number, record))
    extra = min(spent[True]) - min(spent[False])  # what it takes when nothing else is in the way
    print(f"assessment: {extra * 1000:.2f} ms")
    assert extra < 0.002


def _aged(engine: Engine, days: int, **more: Any) -> str:
    return say(engine, replace(STORY, **more), person=f"p{days}", now=NOW - timedelta(days=days))


def test_words_go_after_thirty_days_and_matters_become_counts(engine: Engine) -> None:
    for days in (1, 29, 31, 100, 181, 181, 200):
        _aged(engine, days)
    _aged(engine, 190, told=False)
    blanked, counted = retention.keep_to(engine, NOW, timedelta(days=30), timedelta(days=180))
    assert (blanked, counted) == (6, 3)  # both messages of the one from 181 days ago are one matter
    assert sorted((row.at < NOW - timedelta(days=30), row.text != "") for row in rows(engine, AssessmentRow)) == [
        (False, True),
        (False, True),
        (True, False),
        (True, False),
    ]
    assert sum(row.matters for row in rows(engine, DailyCount)) == 2  # a greeting is not counted
    assert retention.keep_to(engine, NOW, timedelta(days=30), timedelta(days=180)) == (0, 0)


class Killed(BaseException):
    """What a process is ended with."""


def test_killed_at_any_point_nothing_is_counted_twice(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    # Attack: the machine goes down in the middle of the purge, again and again.
    for days in range(181, 221):
        _aged(engine, days, type=f"t{days % 3}")
    add, calls = retention._add, 0

    def dying(*arguments: Any) -> None:
        nonlocal calls
        calls += 1
        add(*arguments)
        if calls % 7 == 0:
            raise Killed

    monkeypatch.setattr(retention, "_add", dying)
    for _ in range(60):
        try:
            retention.keep_to(engine, NOW, timedelta(days=30), timedelta(days=180), batch=4)
        except Killed:
            continue
    assert rows(engine, Matter) == []
    assert sum(row.matters for row in rows(engine, DailyCount)) == 40
