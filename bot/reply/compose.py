"""The table from what `triage` decided to who composes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.reply.ask import compose_ask
from bot.reply.blocks import Listener, Reply
from bot.reply.context import Context
from bot.reply.talk import (
    compose_distress,
    compose_fixed,
    compose_forget,
    compose_group,
    compose_knowledge,
    compose_ordinary,
    compose_remember,
    compose_service,
    compose_smalltalk,
    compose_stop,
    compose_thanks,
)
from bot.reply.tell import compose_tell
from bot.reply.urgent import compose_urgent
from bot.reply.verdict import compose_again, compose_unsure, compose_verdict
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
    "affirm": lambda context: compose_fixed(context, "continue"),
    "deny": lambda context: compose_fixed(context, "continue"),
    "unclear": lambda context: compose_fixed(context, "continue"),
    "out_of_scope": lambda context: compose_fixed(context, "out_of_scope"),
    "fallback": lambda context: compose_fixed(context, "fallback", urgent=True),
}


def compose(assessment: dict[str, Any], listener: Listener, knowledge: Knowledge) -> Reply:
    """Compose the reply that the assessment asks for.

    Args:
        assessment: as the graph wrote it; `step` and `case` inside.
        listener: who is being talked to.
        knowledge: the words.
    """
    step = assessment.get("step") or {}
    context = Context(
        case=load_case(assessment.get("case")),
        kind=str(step.get("kind") or "fallback"),
        detail=str(step.get("detail") or ""),
        quotes=tuple(str(signal["quote"]) for signal in assessment.get("signals") or ()),
        assessment=assessment,
        listener=listener,
        knowledge=knowledge,
    )
    return COMPOSERS.get(context.kind, COMPOSERS["fallback"])(context)
