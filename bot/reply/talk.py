"""Everything said where no scam is being told: greeting, questions, wishes, groups."""

from __future__ import annotations

from dataclasses import replace

from bot.reply.blocks import Reply, start
from bot.reply.context import Context, bare, sentence
from bot.triage.case import Case

URGENT = (("urgent:paid", "choice_paid"), ("urgent:paying", "choice_paying"))


def compose_fixed(context: Context, wording: str, urgent: bool = False) -> Reply:
    """Say one fixed sentence, with the two urgent entries where asked for."""
    reply = start(context.case).text(context.say(wording))
    return reply.choices(*context.offer(*URGENT)) if urgent else reply


def compose_ordinary(context: Context) -> Reply:
    """Say that nothing was seen, and that this proves nothing."""
    wording = "ordinary_again" if "ordinary" in context.case.said else "ordinary"
    return start(context.case).must(context.say(wording)).said("ordinary")


def compose_smalltalk(context: Context) -> Reply:
    """Greet, say who we are, or bring the talk back."""
    if context.detail == "greet":
        again = "greeted" in context.case.said
        return compose_fixed(context, "greeting_again" if again else "greeting", urgent=not again).said("greeted")
    wording = {"who_are_you": "who_are_you", "bye": "bye", "abuse": "abuse"}.get(context.detail, "chat")
    return compose_fixed(context, wording)


def compose_thanks(context: Context) -> Reply:
    """Answer thanks; after a loss, warn of the second scam."""
    return compose_fixed(context, "thanks_paid" if context.case.stage == "paid" else "thanks")


def compose_distress(context: Context) -> Reply:
    """Nothing but staying alive, until they answer."""
    if context.detail in ("with", "alone"):
        return compose_fixed(context, f"distress_{context.detail}")
    reply = start(context.case).must(context.say("distress"))
    return reply.choices(*context.offer(("mind:with", "choice_with"), ("mind:alone", "choice_alone")))


def compose_knowledge(context: Context) -> Reply:
    """Answer a question from what was prepared, by topic or by type; never make one up."""
    reply = start(context.case)
    about = [
        context.knowledge.scripts[t] for t in context.assessment.get("about") or () if t in context.knowledge.scripts
    ]
    answer = context.knowledge.answers.get(context.detail)
    if about and (answer is None or context.detail == "what_is"):
        script = about[0]
        flags = "；".join(bare(flag) for flag in script.lines("red_flags")[:2])
        slogan = script.lines("slogans")
        reply.text(
            context.say("knowledge_type", name=script.name, summary=bare(script.summary)),
            context.say("knowledge_flags", flags=flags),
            sentence(slogan[0]) if slogan else "",
        )
        return reply.text(context.say("knowledge_if_you"))
    if answer is None:
        return compose_fixed(context, "knowledge_unknown", urgent=True)
    if context.elder:
        return reply.text(str(answer.get("elder") or answer["short"]))
    return reply.text(sentence(str(answer["short"])), str(answer.get("more") or ""))


def compose_group(context: Context) -> Reply:
    """Take in the group, give its advice for the type at hand, ask once to remember."""
    reply = start(context.case)
    group = context.knowledge.groups.get(context.case.group)
    script = context.script
    advice = (script.words.get("groups") or {}).get(context.case.group) if script else None
    if group is None:
        reply.text(context.say("group_none"))
    else:
        reply.text(
            context.say("group_thanks", group=str(group["name"])),
            sentence(str(advice["why_you"])) if advice else "",
            sentence(str(advice["warning"])) if advice else "",
        )
    # nothing leads from one call to the next: over the telephone it would be a promise that nobody can keep
    kept = context.case.group != "minor" and not context.by_telephone
    if script and context.case.consent is None and kept:
        reply.text(context.say("ask_remember"))
        reply.choices(*context.offer(("remember:yes", "choice_remember"), ("remember:no", "choice_forget")))
    elif script is None:
        reply.text(context.say("continue"))
    return reply


def compose_remember(context: Context) -> Reply:
    """Confirm whether the matter is remembered; a minor's never is."""
    wanted = context.detail == "yes" and context.case.group != "minor"
    reply = compose_fixed(context, "remember_yes" if wanted else "remember_no")
    reply.case = replace(reply.case, consent=wanted)
    return reply


def compose_forget(context: Context) -> Reply:
    """Say that everything is deleted, and have it deleted; not even the answer carries the case."""
    reply = compose_fixed(context, "forgotten")
    reply.case = Case()
    reply.forget = True
    return reply


def compose_stop(context: Context) -> Reply:
    """Answer what was tapped in the urgent lane."""
    wording = "keeps_pressing" if context.detail == "pressed" else "stopped"
    reply = compose_fixed(context, wording)
    offered = [("urgent:paid", "choice_paid")]
    if context.case.type:
        offered.append(("tell:type", "choice_type"))
    return reply.choices(*context.offer(*offered))
