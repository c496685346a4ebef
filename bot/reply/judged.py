"""What is wrong with the links and numbers of a message: at most two lines, each said once, never that one is safe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.judge.judgement import BLOCKED, OFFICIAL, REASONS, WARNINGS
from bot.reply.blocks import Reply, mark, start
from bot.reply.context import Context

MOST = 2
# nothing may stand beside a life or this minute's money; in the others the person acts on us, not on a link
_SILENT = frozenset({"distress", "urgent", "forget", "forget_me", "stop", "lead", "remember"})
_ALONE = ("service", "report_number")  # a link or number came alone: what proves nothing is said too


def compose_listed(context: Context) -> Reply:
    """Name what stands on the blocklist, where nothing else says which scam it is."""
    reply = start(context.case).must(reasons(context), context.say("judge_stop"))
    offered = (("urgent:paid", "choice_paid"), ("urgent:paying", "choice_paying"), ("service:human", "choice_human"))
    return reply.choices(*context.offer(*offered))


def reasons(context: Context) -> str:
    """Return the lines, the most telling first; empty where there is nothing to say."""
    told = REASONS if (context.kind, context.detail) == _ALONE else WARNINGS
    found = [pair for pair in _reasons(context) if pair[1] in (BLOCKED, OFFICIAL, *told)]
    # one line for each thing before a second for any: two bad links are both named
    first = dict(reversed(found))
    ordered = sorted(found, key=lambda pair: first[pair[0]] != pair[1])[:MOST]
    return "\n".join(context.say("judge_line", shown=shown, reason=_line(context, reason)) for shown, reason in ordered)


def _reasons(context: Context) -> Iterator[tuple[str, str]]:
    """Yield (what it is about, reason) in the order of the judgements, the worst first."""
    for judgement in context.judgements:
        known = set(_texts(judgement.get("reasons")))
        for reason in REASONS:
            if reason in known:
                yield str(judgement.get("shown") or ""), reason


def _texts(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, (list, tuple)) else []


def _line(context: Context, reason: str) -> str:
    return context.say(f"judge_{reason}")


def add_reasons(context: Context, reply: Reply, repeat: bool) -> None:
    """Put the lines before the choices unless they are said already; 110 or 96110 stays with them.

    Args:
        context: the turn.
        reply: composed; changed in place.
        repeat: everything may be said again.
    """
    lines = "" if context.kind in _SILENT else reasons(context)
    if not repeat:
        lines = "\n".join(line for line in lines.split("\n") if mark(line) not in context.case.lines)
    if not lines:
        return
    texts = [str(block["text"]) for block in reply.blocks if block["type"] == "text"]
    if not any(lines in text for text in texts):
        choices = (index for index, block in enumerate(reply.blocks) if block["type"] == "choices")
        reply.blocks.insert(next(choices, len(reply.blocks)), {"type": "text", "text": lines})
    _stay_reachable(context, reply, [line for text in texts for line in text.split("\n")])


def _stay_reachable(context: Context, reply: Reply, lines: list[str]) -> None:
    """Keep a line that names 110, or add one: a warning never stands without somebody to ask."""
    person = next((line for line in lines if "110" in line), "")
    if person:
        reply.always.add(mark(person))
        return
    last = next((i for i, block in enumerate(reply.blocks) if block["type"] == "choices"), len(reply.blocks))
    words = context.say("verdict_person")
    reply.blocks.insert(last, {"type": "text", "text": words})
    reply.always |= {mark(line) for line in words.split("\n")}
