"""What was answered, as it is heard: the most important first and last, then the keys. Pure."""

from __future__ import annotations

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
        words = (*book.say("phone_private"), *words)
    if question or replied.kind == state.DISTRESS:
        return replace(call, prompts=(*words, *menu))
    return _advised(call, (*words, *_last(call, words, book), *menu, *book.say("phone_speak")), book)


def core(words: tuple[str, ...], replied: Replied, book: Book) -> tuple[str, ...]:
    """Return the most important of an answer: the one thing to do against this scam, else what was said first."""
    stop = book.stop(str(replied.case.get("type") or ""))
    if stop and _grave(replied) != state.URGENT and stop[0] in "".join(words):
        return stop
    return words[:1]


def _last(call: Call, words: tuple[str, ...], book: Book) -> tuple[str, ...]:
    """Return the end of advice: the most important once more."""
    return (*book.say("phone_remember"), *call.core) if len(words) >= LONG else ()


def _advised(call: Call, prompts: tuple[str, ...], book: Book) -> Call:
    """Return the call with advice; the urgent keys are named until they were heard twice."""
    if call.told_keys >= KEYS_TOLD:
        return replace(call, prompts=prompts)
    return replace(call, prompts=(*prompts, *book.say(KEYS, "phone_star")), told_keys=call.told_keys + 1)


def _grave(replied: Replied) -> str:
    if replied.kind == state.DISTRESS:
        return state.DISTRESS
    return state.URGENT if replied.case.get("stage") in _GRAVE_STAGES else ""
