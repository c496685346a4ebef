"""One clarifying question, worded for the listener."""

from __future__ import annotations

from bot.reply.blocks import Reply, start
from bot.reply.context import Context
from bot.triage.step import OPEN


def compose_ask(context: Context) -> Reply:
    """Ask about one signal, or openly what happened."""
    reply = start(context.case)
    if context.detail == OPEN:
        reply.text(context.say("ask_open"))
        return reply.choices(*context.offer(("urgent:paid", "choice_paid"), ("urgent:paying", "choice_paying")))
    signal = context.knowledge.signals.get(context.detail)
    if signal is None:  # the model is older than the words: a signal was withdrawn
        reply.text(context.say("ask_open"))
        return reply
    lead = "ask_lead" if len(context.case.asked) <= 1 else "ask_lead_again"
    question = signal.question_elder if context.elder else signal.question
    reply.text(context.say(lead), question)
    offered = (("answer:yes", "choice_yes"), ("answer:no", "choice_no"), ("answer:unsure", "choice_unsure"))
    return reply.choices(*context.offer(*offered))
