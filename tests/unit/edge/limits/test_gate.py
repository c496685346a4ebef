"""Attack: flood as one person, as somebody new each time, or so that a whole school is shut out; cry wolf."""

from __future__ import annotations

import logging

import pytest

from bot.edge.limits.counting import Counting
from bot.edge.limits.gate import Asker, Gate, Verdict
from bot.edge.limits.rates import Rates, read_rate, read_rates
from bot.settings import Settings
from tests.unit.edge.limits.clock import Clock

SCHOOL = "203.0.113.9"
TAKEN, REFUSED, FIXED = Verdict.TAKEN, Verdict.REFUSED, Verdict.FIXED


SMALL = Rates(
    **{
        name: read_rate("RATE", text)
        for name, text in {
            "person": "3/minute",
            "address": "9/minute",
            "newcomers": "2/minute",
            "files": "1/minute",
            "files_address": "4/minute",
            "urgent": "2/minute",
            "urgent_address": "5/minute",
            "kiosk": "3/minute",
        }.items()
    }
)


def make_gate(rates: Rates = SMALL, clock: Clock | None = None) -> Gate:
    clock = clock or Clock()
    return Gate(rates, Counting(None, clock), b"secret", clock)


async def test_one_person_is_refused_and_only_that_one() -> None:
    gate = make_gate()
    loud, calm = Asker("loud", SCHOOL), Asker("calm", SCHOOL)
    assert [await gate.message(loud, False) for _ in range(5)] == [TAKEN] * 3 + [REFUSED] * 2
    assert await gate.message(calm, False) is TAKEN


async def test_what_one_person_is_refused_does_not_use_up_the_school() -> None:
    gate = make_gate()
    for _ in range(100):
        await gate.message(Asker("loud", SCHOOL), False)
    answered = [await gate.message(Asker(f"pupil {number}", SCHOOL), False) for number in range(6)]
    assert answered == [TAKEN] * 6  # nine of the address, three of them were the loud one's


async def test_who_drops_the_cookie_each_time_uses_up_newcomers_and_those_known_go_on() -> None:
    gate = make_gate()
    answered = [await gate.message(Asker(f"new {number}", SCHOOL, is_new=True), False) for number in range(5)]
    assert answered == [TAKEN] * 2 + [REFUSED] * 3
    assert await gate.message(Asker("known", SCHOOL), False) is TAKEN
    assert not await gate.newcomer(Asker("collects cookies", SCHOOL))


async def test_another_address_is_not_touched() -> None:
    gate = make_gate()
    for number in range(20):
        await gate.message(Asker(f"{number}", SCHOOL), False)
    assert await gate.message(Asker("x", SCHOOL), False) is REFUSED
    assert await gate.message(Asker("x", "198.51.100.1"), False) is TAKEN


async def test_without_an_address_only_persons_count() -> None:
    gate = make_gate()
    assert {await gate.message(Asker(f"wechat {number}"), False) for number in range(50)} == {TAKEN}
    assert [await gate.message(Asker("one"), False) for _ in range(4)][-1] is REFUSED


async def test_the_urgent_entries_are_never_refused() -> None:
    gate = make_gate()
    victim = Asker("victim", SCHOOL)
    for number in range(30):
        await gate.message(Asker(f"{number}", SCHOOL, is_new=True), False)
        await gate.message(victim, False)
    assert await gate.message(victim, False) is REFUSED
    assert [await gate.message(victim, True) for _ in range(4)] == [TAKEN, TAKEN, FIXED, FIXED]


async def test_crying_wolf_costs_a_school_nothing_but_fixed_words() -> None:
    gate = make_gate()
    answered = [await gate.message(Asker(f"{number}", SCHOOL), True) for number in range(8)]
    assert answered == [TAKEN] * 5 + [FIXED] * 3
    assert await gate.message(Asker("pupil", SCHOOL), False) is TAKEN


async def test_a_kiosk_has_a_share_that_those_around_it_cannot_use_up() -> None:
    gate = make_gate()
    for number in range(30):
        await gate.message(Asker(f"{number}", SCHOOL, is_new=True), False)
        await gate.message(Asker(f"known {number}", SCHOOL), False)
    session = Asker("old person", SCHOOL, is_new=True, kiosk="hall")
    assert await gate.message(session, False) is TAKEN


async def test_who_names_a_kiosk_from_elsewhere_uses_up_only_their_own() -> None:
    gate = make_gate()
    for number in range(30):
        await gate.message(Asker(f"{number}", "198.51.100.1", kiosk="hall"), False)
    assert await gate.message(Asker("old person", SCHOOL, kiosk="hall"), False) is TAKEN


async def test_files_have_limits_of_their_own() -> None:
    gate = make_gate()
    person = Asker("p", SCHOOL)
    assert [await gate.file(person) for _ in range(2)] == [True, False]
    assert await gate.message(person, False) is TAKEN
    assert [await gate.file(Asker(f"{number}", SCHOOL)) for number in range(4)] == [True] * 3 + [False]
    fresh = make_gate()
    assert [await fresh.file(Asker(f"{number}", SCHOOL, is_new=True)) for number in range(3)] == [True, True, False]


async def test_a_school_assembly_passes_the_defaults() -> None:
    # 1,000 pupils open the page in a lesson and each sends a message a minute for five minutes
    clock = Clock()
    gate = make_gate(read_rates(Settings()), clock)
    for minute in range(5):
        pupils = [Asker(f"{number}", SCHOOL, is_new=minute == 0) for number in range(1_000)]
        assert {await gate.message(pupil, False) for pupil in pupils} == {TAKEN}
        clock.now += 60.0


async def test_a_lively_talk_passes_the_defaults() -> None:
    # somebody sends three fragments every ten seconds for ten minutes, then reads
    clock = Clock()
    gate = make_gate(read_rates(Settings()), clock)
    for _ in range(60):
        assert {await gate.message(Asker("p", SCHOOL), False) for _ in range(3)} == {TAKEN}
        clock.now += 10.1


async def test_counters_and_log_name_nobody(caplog: pytest.LogCaptureFixture) -> None:
    gate, clock = make_gate(), Clock()
    hidden = gate._hidden("person", "wx-open-id")
    assert "wx-open-id" not in hidden
    assert hidden != gate._hidden("files", "wx-open-id")
    with caplog.at_level(logging.WARNING):
        for _ in range(50):
            await gate.message(Asker("wx-open-id", SCHOOL), False)
    assert [record.getMessage() for record in caplog.records] == ["rate limits reached since last told: person 1"]
    assert clock.now == 1_000.0
