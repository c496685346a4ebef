"""The verdict: what this is, why, what comes next, what to do, where to look."""

from __future__ import annotations

from bot.reply.blocks import Reply, start
from bot.reply.context import Context, bare, implicated, numbered, sentence
from bot.reply.judged import reasons
from bot.reply.variant import variant_of
from bot.triage.stage import rank
from db.knowledge import ScriptWords

MOST_GROUPS = 5
# the ways on once the verdict was said
WRONG = ("wrong:type", "choice_wrong")
AFTER = (("urgent:paid", "choice_paid"), ("tell:next", "choice_next"), ("service:human", "choice_human"))


def _wrong(context: Context) -> tuple[tuple[str, str], ...]:
    """Return the choice that says we are wrong, for who reads.

    Not for who hears: there every key costs seconds, and a person is one key
    away. Not for a child and not for an old person, who need few and large
    buttons. And not beside the question for the group, which is long enough.
    """
    return () if context.elder or context.case.group == "minor" else (WRONG,)


def compose_wrong(context: Context) -> Reply:
    """Take in that we are wrong: somebody will look at it, and nothing is safe because of it."""
    reply = start(context.case).must(context.say("wrong_noted"))
    return reply.choices(*context.offer(AFTER[0], AFTER[2]))


def compose_verdict(context: Context) -> Reply:
    """Compose the verdict for the listener; short for an old person."""
    script = context.script
    if script is None:
        return compose_unsure(context)
    reply = start(context.case)
    if context.case.stage == "disclosed":
        reply.text(locked(context))
    if context.elder:
        _for_elder(context, script, reply)
    else:
        _for_anyone(context, script, reply)
    reply.text(implicated(context))
    _offer(context, script, reply)
    return reply.said("verdict", f"verdict:{script.id}")


def _for_anyone(context: Context, script: ScriptWords, reply: Reply) -> None:
    do_now, never = script.lines("do_now"), script.lines("never_do")
    group = _for_group(context, script)
    minor = context.case.group == "minor"  # a trusted adult comes before anything else
    new = variant_of(script, context.case)
    stop = sentence(str(new["first_line"]) if new else do_now[0])
    flag = sentence(str(new["warning"])) if new else _red_flag(script)
    reply.text(for_helper(context, script) or (minor and group) or stop)
    reply.text(named(context, script), _why(context), reasons(context), flag)
    # a child is never told to work a bank's app: the grown-up who is called first will
    steps = numbered(never[:2] if minor else (*do_now[1:3], *never[:1]))
    check = context.say("verdict_verify", verify=verify(script)) if verify(script) and not minor else ""
    reply.text(_next(context, script), steps, check).must(context.say("verdict_person"))
    reply.text(also(context), "" if minor else group)


def _for_elder(context: Context, script: ScriptWords, reply: Reply) -> None:
    """Add the spoken lines; a child and a helper hear first what is meant for them."""
    new = variant_of(script, context.case)
    words = {**script.for_elder, **({"truth": str(new["first_line"])} if new else {})}
    group, helper = _for_group(context, script), for_helper(context, script)
    own = helper or (group if context.case.group == "minor" else "")
    reply.text(
        context.say("verdict_alarm" if context.case.verdict == "alarm" else "verdict_suspect"), own, reasons(context)
    )
    keys = ("truth", "next") if own else ("stop", "never", "truth", "next")
    reply.text(*(sentence(words[key]) for key in keys if words.get(key)))
    reply.text("" if own else group, context.say("verdict_person"))


def named(context: Context, script: ScriptWords) -> str:
    """Return the line that names the scam, as surely as the verdict is."""
    wording = "verdict_alarm" if context.case.verdict == "alarm" else "verdict_suspect"
    return context.say(wording, name=script.name, summary=bare(script.summary))


def _why(context: Context) -> str:
    """Return their own words for the signals, where there are any."""
    quotes = context.quotes or tuple(words for _, words in context.case.quotes)
    shown = list(dict.fromkeys(quote.strip("，。,.!！ ") for quote in quotes if len(quote) >= 2))[:3]
    return context.say("verdict_why", quotes="".join(f"「{quote}」" for quote in shown)) if shown else ""


def _red_flag(script: ScriptWords) -> str:
    flags = script.lines("red_flags")
    return sentence(flags[0]) if flags else ""


def _next(context: Context, script: ScriptWords) -> str:
    """Return the scammer's next move, by how far things have gone."""
    stages = script.lines("stages")
    if not stages:
        return ""
    index = min(1 + rank(context.case.stage), len(stages) - 1)
    stage: dict[str, str] = stages[index]  # type: ignore[assignment]
    return context.say("verdict_next", next=bare(str(stage["does"])))


def verify(script: ScriptWords) -> str:
    """Return where to look it up oneself, empty where the script names nothing."""
    return sentence(str(script.words.get("verify") or ""))


def also(context: Context) -> str:
    """Return a line for each further type of the story."""
    scripts = (context.knowledge.scripts.get(type_id) for type_id in context.case.also)
    return "\n".join(context.say("also", name=s.name, summary=bare(s.summary)) for s in scripts if s)


def _for_group(context: Context, script: ScriptWords) -> str:
    """Return the group's warning; it speaks to the person, so a helper is not given it."""
    advice = (script.words.get("groups") or {}).get(context.case.group)
    return sentence(str(advice["warning"])) if advice and not context.case.helper else ""


def for_helper(context: Context, script: ScriptWords) -> str:
    """Return what one who asks for another should say, by script and role; nothing for the person itself."""
    words = script.words.get("for_helper")
    if not context.case.helper or not words:
        return ""
    avoid = "helper_avoid_heard" if context.by_telephone else "helper_avoid"
    return "\n".join(
        (
            context.say("helper_lead", say_first=str(words["say_first"])),
            context.say(avoid, **{k: bare(str(v)) for k, v in words.items() if k != "say_first"}),
            for_role(context),
        )
    ).strip()


def for_role(context: Context) -> str:
    """Return the line for a helper of this role, empty where there is none."""
    role = f"role_{context.case.helper}"
    return context.say(role) if role in context.knowledge.wordings else ""


def locked(context: Context) -> str:
    """Return what to lock once something was given away."""
    return context.say("disclosed_minor" if context.case.group == "minor" else "disclosed")


def _offer(context: Context, script: ScriptWords, reply: Reply) -> None:
    """Offer the ways on, and ask once which group it is about."""
    groups = _groups_asked(context, script)
    reply.choices(
        *context.offer(
            ("urgent:paid", "choice_paid"),
            ("tell:again", "choice_again"),
            ("tell:case", "choice_case"),
            ("tell:family", "choice_family"),
            *(() if groups else _wrong(context)),
        )
    )
    if context.case.guessed and not context.case.helper and not context.listener.spoken:
        _confirm_guess(context, reply)
    if not groups:
        return
    reply.text(context.say("ask_group"))
    offered = [(f"group:{name}", str(context.knowledge.groups[name]["name"])) for name in groups]
    reply.choices(*offered, *context.offer(("group:none", "choice_none_of_these"))).said("group_asked")


def _groups_asked(context: Context, script: ScriptWords) -> list[str]:
    """Return the groups to choose from, none where it is not asked."""
    # nobody remembers six keys: who only hears is not asked, and gets the short clauses anyway
    if context.case.group or context.case.group_asked or context.listener.spoken:
        return []
    # "其他居民" says nothing that "都不是" does not
    known = [name for name in (script.words.get("groups") or {}) if name in context.knowledge.groups]
    return [name for name in known if name != "public"][:MOST_GROUPS]


def _confirm_guess(context: Context, reply: Reply) -> None:
    """Say once for whom this is meant, when it was only concluded from the story."""
    group = context.knowledge.groups.get(context.case.group)
    if group and "group_guess" not in context.case.said:
        reply.text(context.say("group_guess", group=str(group["name"])))
        reply.choices(*context.offer(("group:none", "choice_not_me"))).said("group_guess")


def compose_again(context: Context) -> Reply:
    """Say it again, shorter, and offer a person."""
    script = context.script
    if script is None:
        return compose_unsure(context)
    reply = start(context.case)
    reply.text(context.say("verdict_again", name=script.name, verify_line=verify(script)), also(context))
    return reply.choices(*context.offer(*AFTER, *_wrong(context)))


def compose_unsure(context: Context) -> Reply:
    """Admit that it cannot be told apart, and still leave something to do."""
    reply = start(context.case).text(context.say("unsure"))
    offered = (("urgent:paid", "choice_paid"), ("urgent:paying", "choice_paying"), ("service:human", "choice_human"))
    return reply.choices(*context.offer(*offered))
