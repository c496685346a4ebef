"""The call: what happens on the line, and what is done about it. Pure; `triage` decides, this only speaks.

Every key means something everywhere: 9, 8 and 0 the same in every place, * again, # somebody else
has the handset; 1 to 7 what the last prompts said. Whoever fails four times in a row gets a
person, and so does a call that goes on too long.
"""

from __future__ import annotations

from dataclasses import replace

from bot.phone import nodes, state
from bot.phone.answers import answered
from bot.phone.book import SPEAK_ACTION, Book
from bot.phone.events import Answered, HungUp, Key, Recorded, TransferFailed
from bot.phone.listening import MISHEARD, misheard, understood
from bot.phone.state import Call
from bot.phone.turning import HANDED_OVER, UNCLEAR, Happening, Hear, Outcome, Replied, Send, Understood
from bot.reply.render.phone import KEYS

MOST_FAILED = 3
MOST_STEPS = 60  # a call that goes round in circles ends at a person
MOST_AFTER = 8  # more, and it ends
URGENT_KEYS = {"9": "urgent:paid", "8": "urgent:paying"}


def step(call: Call, happening: Happening, book: Book) -> Outcome:
    """Return the call after one happening, and what to do now."""
    if isinstance(happening, HungUp) or call.at == state.OVER:
        return nodes.over(call)
    if isinstance(happening, Replied):
        return nodes.said(answered(call, happening, book), book)
    if isinstance(happening, Understood):
        return understood(call, happening, book)
    call = replace(call, steps=call.steps + 1)
    if call.steps > MOST_STEPS:
        return _too_long(call, book)
    if isinstance(happening, Answered) or not call.at:
        return _opened(call, happening.line if isinstance(happening, Answered) else "", book)
    if isinstance(happening, Key):
        return _key(call, happening.key, book)
    if isinstance(happening, Recorded) and call.at == state.RECORD:
        return Outcome(call, Hear())
    if isinstance(happening, TransferFailed):
        return nodes.said(nodes.number(call, book), book, book.say("phone_not_transferred"))
    return _silence(call, book)


def _opened(call: Call, line: str, book: Book) -> Outcome:
    call = nodes.menu(Call(line=line, steps=call.steps, told_keys=1), book)
    return nodes.said(call, book, book.greeting())


def _key(call: Call, key: str, book: Book) -> Outcome:
    if key in URGENT_KEYS:
        return Outcome(call, Send(choice=URGENT_KEYS[key]))
    if key == "0":
        return nodes.said(nodes.human(call, book), book)
    if key == "*":
        return _again(call, book, ())
    if key == "#" and call.at == state.RECORD:
        return _again(call, book, ())  # "when you are done, press #": pressed at once, and nobody else has the handset
    if key == "#":
        return understood(call, Understood(HANDED_OVER), book)
    if call.at == state.RECORD:
        return nodes.said(nodes.menu(call, book), book, book.say("phone_by_keys"))
    action = call.keys.get(key, "")
    return _act(call, action, book) if action else _again(call, book, book.say("phone_wrong_key"))


def _act(call: Call, action: str, book: Book) -> Outcome:
    """Do what a key means here."""
    if action == SPEAK_ACTION:
        return nodes.said(nodes.record(call, book), book)
    if action == MISHEARD:
        return misheard(call, book)
    kind, _, path = action.partition("/")
    if kind != "go":
        return Outcome(call, Send(choice=action))
    picture = book.picture(path)
    if picture and "say" in picture:
        return Outcome(call, Send(text=str(picture["say"])))
    return nodes.said(nodes.menu(call, book, path), book)


def _silence(call: Call, book: Book) -> Outcome:
    """Nobody pressed a key: after advice that ends the call kindly, otherwise it is said again."""
    if call.at in (state.CLOSING, state.NUMBER):
        return nodes.over(call)
    if call.at == state.REPLY and not call.question:
        return nodes.said(nodes.closing(call, book), book)
    if call.at == state.RECORD:
        return understood(call, Understood(UNCLEAR), book)
    if call.at == state.HUMAN:
        return nodes.said(nodes.number(call, book), book, book.say("phone_not_transferred"))
    return _again(call, book, book.say("phone_still_there"))


def _again(call: Call, book: Book, lead: tuple[str, ...]) -> Outcome:
    """Say it again, three times; then give them a person."""
    call = replace(call, failed=call.failed + 1)
    if call.failed > MOST_FAILED:
        return nodes.over(call) if call.at == state.NUMBER else nodes.said(nodes.human(call, book), book)
    # whoever is lost among pictures hears of the other ways again
    return nodes.said(call, book, lead, book.say(KEYS, "phone_star") if call.at == state.MENU else ())


def _too_long(call: Call, book: Book) -> Outcome:
    if call.steps > MOST_STEPS + MOST_AFTER or call.at == state.NUMBER:
        return nodes.over(call)
    if call.at == state.HUMAN:
        return nodes.said(nodes.number(call, book), book)
    return nodes.said(nodes.human(call, book), book)
