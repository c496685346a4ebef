"""The urgent lane: seconds count, so the first line can be done at once."""

from __future__ import annotations

from bot.reply.blocks import Reply, start
from bot.reply.context import Context, implicated, numbered, sentence
from bot.reply.verdict import for_helper, named
from bot.triage.elapsed import is_late

CASH = ("现金", "黄金")


def compose_urgent(context: Context) -> Reply:
    """Compose for money gone (`paid`) or going (`paying`)."""
    return _paid(context) if context.detail == "paid" else _paying(context)


def _paying(context: Context) -> Reply:
    again = "urgent:paying" in context.case.said
    reply = start(context.case).must(context.say("urgent_paying_again" if again else "urgent_paying"))
    after = "urgent_paying_helper" if context.case.helper else "urgent_paying_after"
    reply.text(context.say(after), _name(context), _first_step(context))
    if context.case.helper and context.script:
        reply.text(for_helper(context, context.script))
    if "wont_listen" in context.moves:
        reply.text(context.say("persuade_any"))
    offered = (("stop:done", "choice_stopped"), ("urgent:paid", "choice_paid"), ("stop:pressed", "choice_pressing"))
    return reply.choices(*context.offer(*offered)).said("urgent:paying")


def _paid(context: Context) -> Reply:
    minor = context.case.group == "minor"
    reply = start(context.case).must(context.say(_first(context)))
    if not minor:
        reply.text(_channel(context))
    keep = "paid_keep_short" if "paid_keep" in context.case.said else "paid_keep"
    reply.text(context.say(keep)).text(_name(context), _steps(context)).text(implicated(context))
    offered = [("tell:report", "choice_report"), ("tell:type", "choice_type"), ("urgent:paying", "choice_paying")]
    if context.case.type == "":
        offered.pop(1)
    return reply.choices(*context.offer(*offered)).said("urgent:paid", "paid_keep")


def _first(context: Context) -> str:
    """Return what to say first, by who listens, whether it was said, and how long ago the money left."""
    if context.case.group == "minor":
        return "urgent_paid_minor"
    if "urgent:paid" in context.case.said:
        return "urgent_paid_again"
    if is_late(context.case.when):
        return "urgent_paid_later"
    return "urgent_paid_helper" if context.case.helper else "urgent_paid"


def _name(context: Context) -> str:
    """Return one line that names the scam, where it is known."""
    if context.script is None or context.elder:
        return ""
    return named(context, context.script)


def _first_step(context: Context) -> str:
    """Return the first thing to do against this type, where it is known."""
    if context.script is None:
        return ""
    if context.elder:
        return sentence(context.script.for_elder.get("never", ""))
    return sentence(context.script.lines("do_now")[0])


def _steps(context: Context) -> str:
    """Return what this type's script adds to the general steps (its first line is 110 again)."""
    if context.script is None or context.case.group == "minor":
        return ""
    if context.elder:
        return sentence(context.script.for_elder.get("paid", ""))
    return numbered(context.script.lines("if_paid")[1:4])


def _channel(context: Context) -> str:
    """Return how to stop the payment, by the way it went."""
    channels = context.case.channels
    late = is_late(context.case.when)
    if any(channel in CASH for channel in channels):
        return context.say("paid_cash")
    if "礼品卡" in channels:
        return context.say("paid_card")
    if "虚拟币" in channels:
        return context.say("paid_coin")
    # the last named is the one that left; a bank's card pays behind a wallet
    newest = channels[::-1]
    for channel in sorted(newest, key=lambda channel: not channel.endswith("银行")):
        for hotline in context.knowledge.hotlines.values():
            if channel in (hotline.get("for") or ()):
                return context.say(
                    "paid_bank_later" if late else "paid_bank", name=hotline["name"], number=hotline["id"]
                )
    return context.say("paid_any_bank_later" if late else "paid_any_bank")
