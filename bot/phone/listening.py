"""What came of a recording: speech only suggests, keys confirm. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bot.phone import nodes, state
from bot.phone.book import SPEAK, SPEAK_ACTION, Book
from bot.phone.state import Call
from bot.phone.turning import ANSWER, CONFIRM, DEAF, HANDED_OVER, UNCLEAR, Outcome, Send, Understood
from bot.reply.speech import YES

MOST_RECORDED = 4  # recordings that led nowhere; every other one leads back to the keys
MISHEARD = "misheard"
_HANDED_OVER = re.compile("换(?:个|了个?)?人(?:了|听|来|接|说)?|(?:我来|让我)(?:接|听|说)")
MOST_HANDING = 12  # characters; a longer text is a story
_URGENT = frozenset({"paid", "about_to_pay"})
_TOLD = frozenset({"alarm", "suspect"})
# answers that cannot do harm when they belong to something misheard: facts, a person, a question of ours
_HARMLESS = frozenset({"ask_knowledge", "service", "forget_me", "record"})


def reading_of(text: str, payload: dict[str, Any]) -> Understood:
    """Return what a recording comes to.

    Args:
        text: what was heard, masked.
        payload: how Rasa read it; nothing of it was saved.
    """
    if len(text) <= MOST_HANDING and _HANDED_OVER.search(text):
        return Understood(HANDED_OVER)
    case, read = payload.get("case") or {}, payload.get("read") or {}
    kind, stage = str(read.get("kind") or ""), str(case.get("stage") or "none")
    if kind == state.DISTRESS or kind in _HARMLESS:
        return Understood(ANSWER)
    type_id = str(case.get("type") or "") if case.get("verdict") in _TOLD else ""
    if type_id or stage in _URGENT:
        return Understood(CONFIRM, type_id, stage)
    asks = any(str(choice.get("value")).startswith("answer:") for choice in case.get("choices") or ())
    return Understood(ANSWER) if asks else Understood(UNCLEAR)  # the questions are answered by key


def understood(call: Call, what: Understood, book: Book) -> Outcome:
    """Return the call after a recording."""
    if what.what == CONFIRM:
        return nodes.said(_confirming(call, what, book), book)
    if what.what == ANSWER:
        return Outcome(call, Send(choice=YES))
    if what.what == HANDED_OVER:
        return nodes.said(nodes.menu(call.handed_over(), book), book, book.say("phone_handed_over"))
    return _once_more(call, what.what, book)


def misheard(call: Call, book: Book) -> Outcome:
    """Return the call after "no, that is not what I said"."""
    return _once_more(call, MISHEARD, book)


_LEADS = {DEAF: "phone_deaf", MISHEARD: "phone_misheard"}


def _confirming(call: Call, what: Understood, book: Book) -> Call:
    """Return the call with the question whether it was heard right, in published words and never in the caller's."""
    private = book.is_private({"type": what.type}) and not call.private
    stage = {"paid": ("phone_heard_paid",), "about_to_pay": ("phone_heard_paying",)}.get(what.stage, ())
    prompts = (
        *(book.say("speech_urgent") if stage else ()),
        *(book.say("phone_private") if private else ()),
        *book.say("phone_heard"),
        *book.summary(what.type),
        *book.say(*stage),
        *book.options((book.label("choice_heard_yes"), "1"), (book.label("choice_heard_no"), "2")),
    )
    keys = {"1": YES, "2": MISHEARD, SPEAK: SPEAK_ACTION}
    at = replace(nodes.left(call), at=state.CONFIRM, prompts=prompts, keys=keys)
    return replace(at, question=True, private=call.private or private)


def _once_more(call: Call, why: str, book: Book) -> Outcome:
    """Record again, then go on by keys, in the end give them a person."""
    call = replace(call, recorded=min(call.recorded + 1, MOST_RECORDED))
    lead = book.say(_LEADS.get(why, "phone_unclear"))
    if call.recorded >= MOST_RECORDED:
        return nodes.said(nodes.human(call, book), book, lead)
    if call.recorded % 2 and why != DEAF:
        return nodes.said(nodes.record(call, book), book, lead)
    return nodes.said(nodes.menu(call, book), book, (*lead, *book.say("phone_by_keys")))
