"""The places of a call, each with what is said there and what its keys do. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.phone import state
from bot.phone.book import Book
from bot.phone.events import Command, HangUp, Listen, Record, Transfer
from bot.phone.state import Call
from bot.phone.turning import Outcome, Say

TIMEOUT = 10.0  # seconds
RECORD_SECONDS = 30.0


def left(call: Call) -> Call:
    """Return the call on its way to another place: of what was said there only what may still save a life."""
    core = call.core if call.grave == state.DISTRESS else ()
    return replace(call, keys={}, core=core, question=False, failed=0)


def menu(call: Call, book: Book, path: str = "") -> Call:
    """Return the call at a menu."""
    found = book.menu(path)
    return replace(left(call), at=state.MENU, prompts=found.prompts, keys=found.keys)


def record(call: Call, book: Book) -> Call:
    """Return the call before a tone."""
    return replace(left(call), at=state.RECORD, prompts=book.say("phone_record"))


def human(call: Call, book: Book) -> Call:
    """Return the call on its way to a person: handed over, or the number read twice."""
    if not book.human:
        return number(call, book)
    return replace(left(call), at=state.HUMAN, prompts=book.say("phone_transfer"))


def number(call: Call, book: Book) -> Call:
    """Return the call with the number of a person read twice; 110 where it is urgent."""
    words = book.say("phone_number_urgent" if call.grave == state.URGENT else "phone_number")
    if call.grave == state.DISTRESS:
        words = call.core  # nothing else is said to somebody who may die
    twice = (*words, *book.say("phone_number_again"), *words)
    return replace(left(call), at=state.NUMBER, prompts=twice)


def closing(call: Call, book: Book) -> Call:
    """Return the call before its end: the most important once more; the keys go on to work."""
    words = book.say("phone_close_urgent" if call.grave == state.URGENT else "phone_close")
    return replace(call, at=state.CLOSING, prompts=(*call.core, *words))


def over(call: Call) -> Outcome:
    """End the call."""
    ended = Call(at=state.OVER, line=call.line, steps=call.steps, turns=call.turns, handset=call.handset)
    return Outcome(ended, Say((), HangUp()))


def said(call: Call, book: Book, lead: tuple[str, ...] = (), tail: tuple[str, ...] = ()) -> Outcome:
    """Say what is said at this place, with something before and after it that is said once."""
    return Outcome(call, Say((*lead, *call.prompts, *tail), _then(call, book)))


def _then(call: Call, book: Book) -> Command:
    if call.at == state.RECORD:
        return Record(RECORD_SECONDS)
    if call.at == state.HUMAN:
        return Transfer(book.human)
    return Listen(TIMEOUT)
