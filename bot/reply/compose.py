"""The table from what `triage` decided to who composes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.reply.ask import compose_ask
from bot.reply.blocks import Listener, Reply, mark
from bot.reply.context import Context
from bot.reply.follow import (
    compose_afraid,
    compose_also,
    compose_disagree,
    compose_disclosed,
    compose_persuade,
    compose_picture,
    compose_receipt,
    compose_record,
    compose_repeat,
    compose_what_now,
)
from bot.reply.judged import add_reasons, compose_listed
from bot.reply.lead import compose_lead, compose_service
from bot.reply.once import say_once
from bot.reply.talk import (
    compose_distress,
    compose_fixed,
    compose_forget,
    compose_group,
    compose_knowledge,
    compose_ordinary,
    compose_remember,
    compose_smalltalk,
    compose_stop,
    compose_thanks,
)
from bot.reply.tell import compose_tell
from bot.reply.urgent import compose_urgent
from bot.reply.variant import noticed
from bot.reply.verdict import compose_again, compose_unsure, compose_verdict, compose_wrong
from bot.triage.case import load_case
from db.knowledge import Knowledge

Composer = Callable[[Context], Reply]

COMPOSERS: dict[str, Composer] = {
    "distress": compose_distress,
    "urgent": compose_urgent,
    "stop": compose_stop,
    "ask": compose_ask,
    "verdict": compose_verdict,
    "again": compose_again,
    "unsure": compose_unsure,
    "wrong": compose_wrong,
    "listed": compose_listed,
    "tell": compose_tell,
    "group": compose_group,
    "tell_group": compose_group,
    "remember": compose_remember,
    "forget": compose_forget,
    "forget_me": compose_forget,
    "ordinary": compose_ordinary,
    "ask_knowledge": compose_knowledge,
    "service": compose_service,
    "smalltalk": compose_smalltalk,
    "thanks": compose_thanks,
    "what_now": compose_what_now,
    "also": compose_also,
    "disclosed": compose_disclosed,
    "afraid": compose_afraid,
    "keep_evidence": lambda context: compose_fixed(context, "keep_evidence"),
    "persuade": compose_persuade,
    "disagree": compose_disagree,
    "repeat": compose_repeat,
    "receipt": compose_receipt,
    "picture": compose_picture,
    "record": compose_record,
    "lead": compose_lead,
    "continue": lambda context: compose_fixed(context, "continue"),
    "affirm": lambda context: compose_fixed(context, "continue"),
    "deny": lambda context: compose_fixed(context, "continue"),
    "unclear": lambda context: compose_fixed(context, "continue"),
    "out_of_scope": lambda context: compose_fixed(context, "out_of_scope"),
    "fallback": lambda context: compose_fixed(context, "fallback", urgent=True),
}

# what was asked for is said again; on a kiosk and in a handset there is nothing to scroll back to
_ASKED_FOR = frozenset({"distress", "tell", "repeat", "ask_knowledge", "service", "report", "record", "lead"})
_INSTEAD = {
    "fallback": "fallback_again",
    "out_of_scope": "out_of_scope_again",
    "thanks": "thanks_again",
    "smalltalk": "chat_again",
    "ordinary": "ordinary_again",
    **dict.fromkeys(("continue", "affirm", "deny", "unclear"), "continue_again"),
}

# what of an assessment is recorded; `bot.triage.assess.Assessment.public` writes it
_PUBLIC = ("intent", "type", "also", "ranking", "verdict", "stage", "signals", "model")

# in these a child hears first to whom it should go
_CHILD = frozenset(
    [
        "verdict",
        "again",
        "what_now",
        "persuade",
        "disagree",
        "disclosed",
        "afraid",
        "urgent",
        "unsure",
        "listed",
        "also",
        "tell",
        "continue",
        "stop",
        "repeat",
    ]
)
_GROWN_UP = re.compile("爸妈|老师|大人")


def _child_first(context: Context, reply: Reply) -> None:
    """Send a child to a grown-up, unless the words do so already; money going in this minute goes before."""
    said = "".join(str(block["text"]) for block in reply.blocks[:2] if block["type"] == "text")
    words = context.say("child_first")
    told = context.kind in ("tell", "continue", "repeat") and mark(words) in context.case.lines
    if not told and not _GROWN_UP.search(said):
        reply.blocks.insert(1 if context.kind == "urgent" else 0, {"type": "text", "text": words})
        reply.always.add(mark(words))


def compose(
    assessment: dict[str, Any], listener: Listener, knowledge: Knowledge, text: str = "", month: str = ""
) -> Reply:
    """Compose the reply that the assessment asks for.

    Args:
        assessment: as the graph wrote it; `step` and `case` inside.
        listener: who is being talked to.
        knowledge: the words.
        text: the message, masked: new ways are noticed in it.
        month: this month, "2026-11".
    """
    step = assessment.get("step") or {}
    context = Context(
        case=noticed(load_case(assessment.get("case")), text, knowledge, month),
        kind=str(step.get("kind") or "fallback"),
        detail=str(step.get("detail") or ""),
        moves=tuple(str(move) for move in assessment.get("moves") or ()),
        entities=tuple(str(shown) for shown in assessment.get("entities") or ()),
        judgements=tuple(one for one in assessment.get("judgements") or () if isinstance(one, dict)),
        quotes=tuple(str(signal["quote"]) for signal in assessment.get("signals") or ()),
        assessment=assessment,
        listener=listener,
        knowledge=knowledge,
    )
    reply = COMPOSERS.get(context.kind, COMPOSERS["fallback"])(context)
    reply.read = {"intent": str(assessment.get("intent") or ""), "kind": context.kind}
    if reply.forget:
        return reply
    reply.assessed = {name: assessment[name] for name in _PUBLIC if name in assessment}
    reply.assessed["knowledge"] = knowledge.version
    repeat = context.kind in _ASKED_FOR or listener.spoken
    add_reasons(context, reply, repeat)
    if context.case.group == "minor" and context.kind in _CHILD:
        _child_first(context, reply)
    return say_once(reply, repeat, context.say(_INSTEAD.get(context.kind, "already_said")))
