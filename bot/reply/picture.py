"""What is said of a picture itself: what was read in it, or why it was not read. Pure."""

from __future__ import annotations

from bot.reply.blocks import Block, Listener, Reply
from bot.reply.context import Context
from bot.triage.case import Case
from db.knowledge import Knowledge

MOST_SEEN = 80  # characters: enough to find a slip, short enough to be read first


def shorten(seen: str) -> str:
    """Return the beginning of what was read, ended at a mark where one is near."""
    seen = " ".join(seen.split())
    if len(seen) <= MOST_SEEN:
        return seen.rstrip("，。；,;")
    head = seen[:MOST_SEEN]
    mark = max(head.rfind(sign) for sign in "，。；！？")
    return (head[:mark] if mark > MOST_SEEN // 2 else head) + "……"


def compose_picture_read(seen: str, listener: Listener, knowledge: Knowledge) -> list[Block]:
    """Return what a channel puts before the reply, so that the person can correct it.

    Args:
        seen: what was read, masked.
        listener: who is being talked to.
        knowledge: the words.
    """
    return Reply(Case()).text(_context(listener, knowledge).say("picture_read", seen=shorten(seen))).blocks


def compose_picture_refused(busy: bool, listener: Listener, knowledge: Knowledge) -> list[Block]:
    """Return what is said of a picture that was not taken: too many wait, or it cannot be opened."""
    context = _context(listener, knowledge)
    return Reply(Case()).text(context.say("picture_busy") if busy else context.say("picture_unusable")).blocks


def _context(listener: Listener, knowledge: Knowledge) -> Context:
    return Context(Case(), "picture", "", (), {}, listener, knowledge)
