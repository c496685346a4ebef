"""Every place of the call, reached by every event: each has a way out, and each way ends in advice or at a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.phone import state, turning
from bot.phone.book import Book
from bot.phone.events import (
    Answered,
    HangUp,
    HungUp,
    Key,
    Listen,
    Record,
    Recorded,
    Silence,
    Transfer,
    TransferFailed,
)
from bot.phone.machine import MOST_AFTER, MOST_STEPS, step
from bot.phone.state import Call, load_call
from bot.phone.turning import Happening, Hear, Outcome, Say, Understood
from bot.reply.render.phone import SECONDS, seconds
from tests.fakes.phone import advice, distress, question

HUMAN = "sip:duty@example.org"
REPLIES = (advice(), advice(stage="paid", kind="urgent"), question(), distress())
HEARD = (
    Understood(turning.CONFIRM, "authority_police", "contact"),
    Understood(turning.ANSWER),
    Understood(turning.HANDED_OVER),
    Understood(turning.UNCLEAR),
    Understood(turning.DEAF),
)
EVENTS: tuple[Happening, ...] = (
    *(Key(key) for key in "0123679*#"),  # 4 and 5 are as wrong as 6 here, 8 does what 9 does
    *(Silence(), Recorded(3.0), TransferFailed(), HungUp()),
)


def outcomes(call: Call, event: Happening, book: Book) -> Iterator[Outcome]:
    """Yield what an event leads to, whatever is answered and whatever is heard."""
    outcome = step(call, event, book)
    if isinstance(outcome.do, Say):
        yield outcome
    else:
        for found in HEARD if isinstance(outcome.do, Hear) else REPLIES:
            yield from outcomes(outcome.call, found, book)


def plain(call: Call) -> Call:
    """Return the call without what only counts: the walk ends where it has been."""
    return replace(call, steps=0, turns=0, handset=0, told_keys=2, private=True)


def walk(book: Book) -> list[Outcome]:
    """Return the outcome that led to each place that can be reached."""
    first = step(Call(), Answered("hall"), book)
    found = {repr(plain(first.call)): first}
    left = [first]
    while left:
        call = plain(left.pop().call)
        for event in EVENTS:
            for outcome in outcomes(call, event, book):
                name = repr(plain(outcome.call))
                if name not in found:
                    found[name] = outcome
                    left.append(outcome)
    return list(found.values())


def ends(outcome: Outcome) -> bool:
    """Say whether the call is over, or with a person."""
    return isinstance(outcome.do, Say) and isinstance(outcome.do.then, (HangUp, Transfer))


def prompts(outcome: Outcome) -> tuple[str, ...]:
    assert isinstance(outcome.do, Say)
    return outcome.do.prompts


@pytest.fixture(scope="module", params=["", HUMAN], ids=["nobody", "somebody"])
def places(request: pytest.FixtureRequest, small: Book) -> tuple[Book, list[Outcome]]:
    book = replace(small, human=request.param)
    return book, walk(book)


def test_every_place_was_walked(places: tuple[Book, list[Outcome]]) -> None:
    book, found = places
    assert {outcome.call.at for outcome in found} == state.PLACES - (set() if book.human else {state.HUMAN})


def test_what_is_said_is_short_and_what_follows_fits_the_place(places: tuple[Book, list[Outcome]]) -> None:
    for outcome in places[1]:
        assert all(seconds(prompt) <= SECONDS for prompt in prompts(outcome))
        assert isinstance(outcome.do, Say)
        then = outcome.do.then
        wanted = {state.RECORD: Record, state.HUMAN: Transfer, state.OVER: HangUp}.get(outcome.call.at, Listen)
        assert isinstance(then, wanted), outcome.call
        assert outcome.call.at == state.OVER or prompts(outcome), outcome.call  # nobody listens to nothing


def test_urgent_keys_and_a_person_are_one_key_away_everywhere(places: tuple[Book, list[Outcome]]) -> None:
    book, found = places
    for call in (outcome.call for outcome in found if outcome.call.at != state.OVER):
        assert step(call, Key("9"), book).do == turning.Send(choice="urgent:paid")
        assert step(call, Key("8"), book).do == turning.Send(choice="urgent:paying")
        person = step(call, Key("0"), book)
        assert isinstance(person.do, Say)
        assert person.do.then == Transfer(HUMAN) if book.human else "110" in "".join(person.do.prompts)


def test_silence_leads_from_everywhere_to_advice_or_a_person(places: tuple[Book, list[Outcome]]) -> None:
    book, found = places
    for start in found:
        outcome, last = start, prompts(start)
        for _ in range(12):
            if ends(outcome):
                break
            last = prompts(outcome)
            outcome = next(outcomes(outcome.call, Silence(), book))
        assert ends(outcome), start.call
        told = "".join((*start.call.core, *last))
        assert start.call.at == state.OVER or isinstance(outcome.do, Say)
        assert start.call.at == state.OVER or outcome.call.at == state.HUMAN or "110" in told, start.call


def test_a_failed_transfer_leaves_the_number(small: Book) -> None:
    book = replace(small, human=HUMAN)
    for outcome in walk(book):
        if outcome.call.at == state.HUMAN:
            after = step(outcome.call, TransferFailed(), book)
            assert after.call.at == state.NUMBER
            assert "110" in "".join(prompts(after))


def test_nobody_goes_round_for_ever(places: tuple[Book, list[Outcome]]) -> None:
    # Attack: a device that presses keys all night holds a line and asks for turns without end.
    book, found = places
    for start in found:
        for event in (Key("1"), Key("*"), Key("9"), Recorded(2.0), Silence()):
            outcome = replace(start, call=replace(start.call, steps=MOST_STEPS))
            for _ in range(MOST_AFTER + 2):
                outcome = next(outcomes(outcome.call, event, book))
            assert ends(outcome), (start.call, event)


def test_every_place_survives_the_way_through_the_media_program(places: tuple[Book, list[Outcome]]) -> None:
    assert all(load_call(outcome.call.dump()) == outcome.call for outcome in places[1])
