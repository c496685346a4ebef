"""What is said of a picture itself: what was read in it, or why it was not read. Pure."""

from __future__ import annotations

from bot.reply.blocks import Block, Listener, Reply
from bot.reply.context import Context
from bot.triage.case import Case
from db.knowledge import Knowledge

# characters: enough to find a slip, and soon read, for what is to be done comes after it
MOST_SEEN = 60
MOST_FOR_ELDER = 36


def shorten(seen: str, most: int = MOST_SEEN) -> str:
    """Return the beginning of what was read, ended at a mark where one is near."""
    seen = " ".join(seen.split())
    if len(seen) <= most:
        return seen.rstrip("，。；,;")
    head = seen[:most]
    mark = max(head.rfind(sign) for sign in "，。；！？")
    return (head[:mark] if mark > most // 2 else head) + "……"


def compose_picture_read(seen: str, listener: Listener, knowledge: Knowledge) -> list[Block]:
    """Return what a channel puts before the reply, so that the person can correct it.

    Args:
        seen: what was read, masked.
        listener: who is being talked to.
        knowledge: the words.
    """
    context = _context(listener, knowledge)
    short = shorten(seen, MOST_FOR_ELDER if context.elder else MOST_SEEN)
    return Reply(Case()).text(context.say("picture_read", seen=short)).blocks


def compose_picture_refused(busy: bool, listener: Listener, knowledge: Knowledge) -> list[Block]:
    """Return what is said of a picture that was not taken: too many wait, or it cannot be opened."""
    context = _context(listener, knowledge)
    return Reply(Case()).text(context.say("picture_busy") if busy else context.say("picture_unusable")).blocks


def _context(listener: Listener, knowledge: Knowledge) -> Context:
    return Context(Case(), "picture", "", (), {}, listener, knowledge)
