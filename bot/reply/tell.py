"""What a resident asks for after the verdict: the case, the next move, a card for the family."""

from __future__ import annotations

from bot.reply.blocks import Reply, start
from bot.reply.context import Context, bare, sentence
from bot.reply.verdict import compose_verdict
from db.knowledge import ScriptWords


def compose_tell(context: Context) -> Reply:
    """Compose what was chosen; `detail` is report, type, case, next, family or again."""
    if context.detail == "report":
        return start(context.case).text(_report(context))
    script = context.script
    if script is None:
        return start(context.case).text(context.say("tell_nothing"))
    if context.detail == "type":
        return compose_verdict(context)
    words = {"case": _case, "next": _next, "family": _family, "again": _again}.get(context.detail, _again)
    reply = start(context.case).text(words(context, script))
    rest = [pair for pair in _OFFERED if pair[0] != f"tell:{context.detail}"]
    return reply.choices(*context.offer(("urgent:paid", "choice_paid"), *rest))


_STEPS = "一二三四五"
_OFFERED = (("tell:next", "choice_next"), ("tell:case", "choice_case"), ("tell:family", "choice_family"))


def _case(context: Context, script: ScriptWords) -> str:
    return context.say("tell_case", case=str(script.words.get("case") or "").strip())


def _next(context: Context, script: ScriptWords) -> str:
    stages = (script.words.get("stages") or [])[: len(_STEPS)]
    told = _heard_step if context.by_telephone else _step
    lines = [told(n, str(stage["name"]), sentence(str(stage["does"]))) for n, stage in enumerate(stages, 1)]
    return context.say("tell_next", stages="\n".join(lines))


def _step(n: int, name: str, does: str) -> str:
    return f"{n} {name}：{does}"


def _heard_step(n: int, name: str, does: str) -> str:
    """Return a step for the ear: counted in words, its name in a breath of its own."""
    return f"第{_STEPS[n - 1]}步，{name}。\n{does}"


def _family(context: Context, script: ScriptWords) -> str:
    slogans = script.lines("slogans") or script.lines("red_flags")
    wording = "tell_family_heard" if context.by_telephone else "tell_family"
    slogan = bare(str(slogans[0]) if slogans else "")
    return context.say(wording, name=script.name, summary=bare(script.summary), slogan=slogan)


def _again(context: Context, script: ScriptWords) -> str:
    return context.say("tell_again", verify=bare(str(script.words.get("verify") or "")))


def _report(context: Context) -> str:
    """Return the text to read to the police, blanks where only they can know."""
    if context.by_telephone:
        return context.say("report_heard")
    case = context.case
    return context.say(
        "report_script",
        when=case.when or "____（什么时候）",
        what=context.script.name if context.script else "____（他怎么说的）",
        # the largest sum named: totals and parts are often told together
        channel="、".join(case.channels[:2]) or "____（哪家银行或平台）",
        amount=f"{max(case.amounts):.15g}元" if case.amounts else "____元",
    )
