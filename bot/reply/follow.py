"""What is said in the middle of a talk: what now, "she will not listen", "he is no scammer", a paper alone."""

from __future__ import annotations

from dataclasses import replace

from bot.reply.blocks import Reply, mark, start
from bot.reply.context import Context, bare, implicated, numbered, sentence
from bot.reply.talk import URGENT
from bot.reply.urgent import compose_urgent
from bot.reply.verdict import AFTER, also, compose_unsure, compose_verdict, for_role, locked, verify
from bot.triage.follow import has_matter
from bot.triage.stage import is_urgent

MOST_STEPS = 3


def compose_what_now(context: Context) -> Reply:
    """Say the next steps that were not said yet."""
    reply = start(context.case)
    if not has_matter(context.case):
        return reply.must(context.say("what_now_nothing")).choices(*context.offer(*URGENT))
    left = [line for line in _steps(context) if mark(f"{bare(line)}。") not in context.case.lines][:MOST_STEPS]
    if left:
        reply.must(context.say("what_now")).text(numbered(tuple(left)), also(context))
    else:
        reply.must(context.say("what_now_done"))
    reply.text(implicated(context))
    first = ("tell:report", "choice_report") if context.case.stage == "paid" else AFTER[0]
    return reply.choices(*context.offer(first, *AFTER[1 if context.script else 2 :]))


def _steps(context: Context) -> tuple[str, ...]:
    """Return everything this type's script tells the listener to do, the most urgent first."""
    script = context.script
    if script is None:
        return ()
    paid = context.case.stage == "paid"
    if context.elder:
        keys = ("paid", "truth") if paid else ("stop", "never", "next")
        return tuple(script.for_elder[key] for key in keys if script.for_elder.get(key))
    if context.case.group == "minor":  # never told to work a bank's app
        return script.lines("never_do")
    return script.lines("if_paid") if paid else (*script.lines("do_now"), *script.lines("never_do"))


def compose_disclosed(context: Context) -> Reply:
    """Say what to lock once something was given away, and what else is in the story."""
    reply = start(context.case).must(locked(context)).text(also(context)).text(implicated(context))
    return reply.choices(*context.offer(*AFTER))


def compose_also(context: Context) -> Reply:
    """Name the further scam of the story, and the first thing to do against it; `detail` is its type."""
    script = context.knowledge.scripts.get(context.detail)
    if script is None:
        return compose_what_now(context)
    reply = start(context.case)
    if context.case.stage == "disclosed":
        reply.text(locked(context))
    spoken = script.for_elder if context.elder else {}
    reply.text(sentence(spoken.get("stop") or script.lines("do_now")[0]))
    flag = sentence(spoken.get("truth") or script.lines("red_flags")[0])
    reply.text(context.say("also", name=script.name, summary=bare(script.summary)), flag)
    return reply.text(implicated(context)).must(context.say("verdict_person")).choices(*context.offer(*AFTER))


def compose_afraid(context: Context) -> Reply:
    """Answer the fear of the police; promise nothing."""
    reply = start(context.case).must(context.say("implicated")).text(context.say("verdict_person"))
    offered = (("tell:report", "choice_report"), ("service:human", "choice_human"))
    return reply.choices(*context.offer(*offered))


def compose_persuade(context: Context) -> Reply:
    """Help somebody whom the victim does not believe."""
    reply = start(context.case)
    words = context.script.words.get("for_helper") if context.script else None
    if words:
        reply.text(context.say("persuade", **{key: _inside(key, str(line)) for key, line in words.items()}))
    else:
        reply.text(context.say("persuade_any"))
    reply.text(for_role(context))
    offered = (("urgent:paid", "choice_paid"), ("urgent:paying", "choice_paying"), ("tell:family", "choice_family"))
    return reply.choices(*context.offer(*offered[: 3 if context.script else 2]))


def _inside(key: str, line: str) -> str:
    return sentence(line) if key == "say_first" else bare(line)


def compose_disagree(context: Context) -> Reply:
    """Answer "he is no scammer" with one check that they can make themselves."""
    reply = start(context.case)
    check = verify(context.script) if context.script else ""
    if "disagree" in context.case.said or not check:
        reply.text(context.say("disagree_again"))
    else:
        reply.text(context.say("disagree", verify=check))
    return reply.choices(*context.offer(*AFTER[0 if context.script else 2 :])).said("disagree")


def compose_repeat(context: Context) -> Reply:
    """Say it once more, in the short words for the ear."""
    short = replace(context, listener=replace(context.listener, elder=True))
    if is_urgent(context.case.stage, context.case.live):
        return compose_urgent(replace(short, detail="paid" if context.case.stage == "paid" else "paying"))
    if context.script:
        return compose_verdict(short)
    return compose_unsure(short) if context.case.verdict != "none" else compose_what_now(short)


def compose_receipt(context: Context) -> Reply:
    """Ask whose payment a paper shows: one tap says it."""
    reply = start(context.case)
    if context.detail == "own":
        return reply.text(context.say("receipt_own"))
    offered = (
        ("urgent:paid", "choice_receipt_paid"),
        ("urgent:paying", "choice_paying"),
        ("receipt:own", "choice_receipt_own"),
    )
    return reply.must(context.say("receipt")).choices(*context.offer(*offered))


def compose_picture(context: Context) -> Reply:
    """Ask how far things have gone when a picture says nothing."""
    reply = start(context.case)
    if context.detail == "talking":
        return reply.text(context.say("ask_open"))
    offered = (*URGENT, ("picture:talking", "choice_talking"))
    return reply.must(context.say("picture")).choices(*context.offer(*offered))


def compose_record(context: Context) -> Reply:
    """Tell what is kept of this person; nothing is what a stranger hears."""
    case = context.case
    group = context.knowledge.groups.get(case.group)
    stage = context.say(f"stage_{case.stage}") if case.stage != "none" or case.type else ""
    names = (f"「{context.script.name}」" if context.script else "", stage, str(group["name"]) if group else "")
    what = "，".join(name for name in names if name)
    return start(case).must(context.say("record", what=what) if what else context.say("record_none"))
