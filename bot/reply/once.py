"""Nothing is said twice: paragraphs that were said in this session are left out.

A line is known by a mark of its words, without its number. What is short, what
saves life or money in this minute, and what is asked for again, stays.
"""

from __future__ import annotations

from dataclasses import replace

from bot.reply.blocks import NUMBER, Block, Reply, mark

MOST = 60  # marks kept


def _left(block: Block, said: set[str], always: set[str]) -> Block | None:
    """Return a text block without the lines that were said, its steps numbered anew."""
    lines = [line for line in str(block["text"]).split("\n") if mark(line) in always or mark(line) not in said]
    number = 0
    for index, line in enumerate(lines):
        if NUMBER.match(line):
            number += 1
            lines[index] = NUMBER.sub(f"{number} ", line)
    return {**block, "text": "\n".join(lines)} if lines else None


def say_once(reply: Reply, repeat: bool, instead: str) -> Reply:
    """Leave out what was said, and remember what is said now.

    Args:
        reply: composed; its case holds the marks of what was said before.
        repeat: everything may be said again: it was asked for, or the screen is a new one.
        instead: what is said when nothing is left.
    """
    said = set() if repeat else set(reply.case.lines)
    blocks: list[Block | None] = [
        _left(block, said, reply.always) if block["type"] == "text" else block for block in reply.blocks
    ]
    kept = [block for block in blocks if block]
    if not any(block["type"] == "text" for block in kept):
        kept.insert(0, {"type": "text", "text": instead})
    marks = [mark(line) for block in kept if block["type"] == "text" for line in str(block["text"]).split("\n")]
    lines = tuple(dict.fromkeys((*reply.case.lines, *filter(None, marks))))[-MOST:]
    reply.blocks, reply.case = kept, replace(reply.case, lines=lines)
    return reply
