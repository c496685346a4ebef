"""What was answered, as it is heard: the most important first and last, then the keys. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.phone import state
from bot.phone.book import SPEAK, SPEAK_ACTION, Book
from bot.phone.state import Call
from bot.phone.turning import Replied
from bot.reply.render.phone import KEYS, own_choices, spoken

LONG = 3  # prompts; what is shorter needs nothing said again
MOST_CHOICES = 6
KEYS_TOLD = 2  # times that the urgent keys are named: greeting, first answer
_ASKING = ("answer", "mind", "receipt", "picture", "lead")  # choices that answer a question of ours
# first lines that only lead up to what is to be done, or say that nothing was seen
_LEADS = (
    *("verdict_alarm", "verdict_suspect", "unsure", "ordinary", "ordinary_again", "fallback", "what_now", "disagree"),
    *("greeting", "who_are_you", "wrong_noted", "group_thanks", "group_none"),
)
_TO_DO = re.compile("别(?!人)|停|告诉|110")
_CALL = re.compile("110")
TELL = "tell"
_GRAVE_STAGES = frozenset({"paid", "about_to_pay"})


def answered(call: Call, replied: Replied, book: Book) -> Call:
    """Return the call with an answer."""
    own = own_choices(replied.blocks, MOST_CHOICES)
    question = any(str(choice["value"]).partition(":")[0] in _ASKING for choice in own.values())
    words = tuple(spoken(replied.blocks))
    call = replace(
        call,
        at=state.REPLY,
        failed=0,
        turns=call.turns + 1,
        question=question,
        grave=_grave(replied),
        core=words if replied.kind == state.DISTRESS else core(words, replied, book),
        keys={**{key: str(choice["value"]) for key, choice in own.items()}, SPEAK: SPEAK_ACTION},
    )
    menu = book.options(*((str(choice["label"]), key) for key, choice in own.items()))
    if book.is_private(replied.case) and not call.private:
        call = replace(call, private=True)
        first = 1 if replied.kind == state.URGENT else 0  # "打110" shames nobody, and waits for nothing
        words = (*words[:first], *book.say("phone_private"), *words[first:])
    if question or replied.kind == state.DISTRESS:
        return replace(call, prompts=(*words, *menu))
    return _advised(call, (*words, *_last(call, words, book), *menu, *book.say("phone_speak")), book)


def core(words: tuple[str, ...], replied: Replied, book: Book) -> tuple[str, ...]:
    """Return the most important of an answer: what is to be done, never what leads up to it; empty where nothing is.

    That is the one thing to do against this scam, where it was said or something is told of the scam;
    else what was said first, or what comes first after the lead.
    """
    stop, urgent = book.stop(str(replied.case.get("type") or "")), _grave(replied) == state.URGENT
    if stop and not urgent and (replied.kind == TELL or _holds(words, stop)):
        return stop
    if not _is_lead(words, replied, book):
        return words[:1]
    wanted = _TO_DO if not urgent else _CALL
    return next(((word,) for word in words[1:] if word.endswith("。") and wanted.search(word)), ())


def _is_lead(words: tuple[str, ...], replied: Replied, book: Book) -> bool:
    """Say whether the first words only lead up to something: fixed ones, or what a scam is called and how it goes."""
    if replied.kind == "ask_knowledge":
        return len(words) >= LONG
    return words[:1] in {book.say(lead)[:1] for lead in _LEADS}


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return "".join(part) in "".join(words)


def _last(call: Call, words: tuple[str, ...], book: Book) -> tuple[str, ...]:
    """Return the end of advice: the most important once more, unless it has just been said."""
    if len(words) < LONG or not call.core or not _holds(words, call.core) or _holds(words[-1:], call.core):
        return ()
    return (*book.say("phone_remember"), *call.core)


def _advised(call: Call, prompts: tuple[str, ...], book: Book) -> Call:
    """Return the call with advice; the urgent keys are named until they were heard twice."""
    if call.told_keys >= KEYS_TOLD:
        return replace(call, prompts=prompts)
    return replace(call, prompts=(*prompts, *book.say(KEYS, "phone_star")), told_keys=call.told_keys + 1)


def _grave(replied: Replied) -> str:
    if replied.kind == state.DISTRESS:
        return state.DISTRESS
    return state.URGENT if replied.case.get("stage") in _GRAVE_STAGES else ""
