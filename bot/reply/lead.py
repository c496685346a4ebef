"""Wishes, and the one that needs a second word: a number is a lead once they say it is the scammer's."""

from __future__ import annotations

from bot.reply.blocks import Reply, start
from bot.reply.context import Context
from bot.reply.judged import reasons
from bot.reply.talk import compose_fixed

REPORT = "report_number"
PLAY = "quiz"


def compose_service(context: Context) -> Reply:
    """Answer a wish; what cannot be done here is said plainly, with who can."""
    if context.detail != REPORT:
        if context.detail == PLAY:
            return _compose_play(context)
        wording = f"service_{context.detail}"
        return compose_fixed(context, wording if wording in context.knowledge.wordings else "service_other")
    wrong = reasons(context)  # first what is wrong with it: that is what most want to know
    reply = start(context.case).text(wrong, context.say("verdict_person") if wrong else "")
    if not context.entities:
        return reply.text(context.say("service_report_number"))
    reply.text(context.say("lead_ask", shown="、".join(context.entities)))
    reply.lead = "offer"
    return reply.choices(*context.offer(("lead:yes", "choice_lead_yes"), ("lead:no", "choice_lead_no")))


def _compose_play(context: Context) -> Reply:
    """Offer drill and quiz; by telephone there are none."""
    if context.listener.channel == "phone":
        return compose_fixed(context, "service_other")
    reply = compose_fixed(context, "service_quiz")
    return reply.choices(*context.offer(("drill:ask", "choice_drill"), ("quiz:ask", "choice_quiz")))


def compose_lead(context: Context) -> Reply:
    """Keep the lead, or drop it; what was offered too long ago is gone."""
    if context.detail != "yes":
        reply = compose_fixed(context, "lead_dropped")
        reply.lead = "drop"
    elif context.entities:
        reply = compose_fixed(context, "lead_kept")
        reply.lead = "keep"
    else:
        reply = compose_fixed(context, "lead_gone")
    return reply
