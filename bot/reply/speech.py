"""What is said of speech itself: what was heard, or why it was not. Pure."""

from __future__ import annotations

from bot.hearing.heard import UNCLEAR
from bot.media.saw import BUSY, UNUSABLE
from bot.reply.blocks import Block, Listener, Reply
from bot.reply.context import Context
from bot.triage.case import Case, Choice
from db.knowledge import Knowledge

TOO_LARGE = "too large"  # a problem that only a door sees
OFF = "off"  # nobody listens here: no environment, or the worker failed
YES, NO = "heard:yes", "heard:no"
MOST_HEARD = 160  # characters that are said back; the rest is assessed all the same


def compose_heard(heard: str, listener: Listener, knowledge: Knowledge) -> list[Block]:
    """Return the question whether it was heard right, with its two choices.

    Args:
        heard: what was heard, masked.
        listener: who is being talked to.
        knowledge: the words.
    """
    context = _context(listener, knowledge)
    reply = Reply(Case()).text(context.say("speech_heard", heard=_shown(heard)), context.say("speech_urgent"))
    return reply.choices(*context.offer((YES, "choice_heard_yes"), (NO, "choice_heard_no"))).blocks


def compose_heard_alone(heard: str, listener: Listener, knowledge: Knowledge) -> list[Block]:
    """Return the same for a page, which has buttons of its own."""
    context = _context(listener, knowledge)
    return Reply(Case()).text(context.say("speech_heard", heard=_shown(heard))).blocks


def heard_choices(knowledge: Knowledge) -> tuple[Choice, ...]:
    """Return the choices under the question, for an answer that is typed: 1, 对, 第二个."""
    labels = ((YES, "choice_heard_yes"), (NO, "choice_heard_no"))
    listed = enumerate(labels, 1)
    return tuple(Choice(n, value, str(knowledge.wordings[wording]["text"])) for n, (value, wording) in listed)


def compose_not_heard(problem: str, listener: Listener, knowledge: Knowledge) -> list[Block]:
    """Return what is said of a recording that gave no words; every one leaves typing and somebody to call."""
    context = _context(listener, knowledge)
    return Reply(Case()).text(context.say(_WORDINGS.get(problem, "speech_off"))).blocks


_WORDINGS = {
    "": "speech_unclear",
    UNCLEAR: "speech_unclear",
    BUSY: "speech_busy",
    UNUSABLE: "speech_unusable",
    TOO_LARGE: "speech_unusable",
}


def compose_again(gone: bool, listener: Listener, knowledge: Knowledge) -> list[Block]:
    """Return what follows on "no", or on a "yes" to words that are no longer kept."""
    context = _context(listener, knowledge)
    return Reply(Case()).text(context.say("speech_gone") if gone else context.say("speech_again")).blocks


def _shown(heard: str) -> str:
    return heard if len(heard) <= MOST_HEARD else heard[:MOST_HEARD] + "……"


def _context(listener: Listener, knowledge: Knowledge) -> Context:
    return Context(Case(), "speech", "", (), {}, listener, knowledge)
