"""Every situation in which the kiosk says something: the assessments that lead there. Pure.

Whatever belongs to a resident (quotes, what was read in a picture, sums) stands in them as
`HOLE`, so that a sentence which holds their words is known and never rendered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.reply.compose import COMPOSERS
from bot.triage.case import Case
from db.knowledge import Knowledge, ScriptWords

HOLE = "\ue000"  # of the private area: no resident and no author writes it
HELPERS = ("relative", "community_worker", "bank_teller", "teacher")
LATE = "去年"
_DETAILS: dict[str, tuple[str, ...]] = {
    "smalltalk": ("greet", "who_are_you", "bye", "abuse", ""),
    "distress": ("", "with", "alone"),
    "stop": ("done", "pressed"),
    "receipt": ("", "own"),
    "picture": ("", "talking"),
    "remember": ("yes", "no"),
    "lead": ("yes", "no"),
    "urgent": ("paid", "paying"),
    "ask": ("open",),
}
_OF_TYPE = ("verdict", "again", "what_now", "also", "persuade", "disagree", "disclosed")
_TELLS = ("type", "next", "case", "family", "again")
_OWN_DETAILS = frozenset({"tell", "group", "tell_group", "ask_knowledge", "service"})

Assessment = dict[str, Any]


def _assessment(kind: str, detail: str, case: Case, **more: Any) -> Assessment:
    hole = [{"id": "", "quote": HOLE}]
    return {"step": {"kind": kind, "detail": detail}, "case": case.dump(), "signals": hole, "entities": [HOLE], **more}


def urgent(knowledge: Knowledge) -> Iterator[Assessment]:
    """Yield the urgent lane and the wish to die, whoever is in it and however the money went."""
    channels = [(), ("现金",), ("礼品卡",), ("虚拟币",)]
    names = (name for line in knowledge.hotlines.values() for name in line.get("for") or ())
    channels += [(name,) for name in names if not name.isascii()]  # "bank", "train": our own keys, nobody pays by them
    whos = [Case(), *(Case(helper=helper) for helper in HELPERS), Case(group="minor"), Case(group="elderly")]
    for detail in ("paid", "paying"):
        stage = "paid" if detail == "paid" else "about_to_pay"
        for who in whos:
            for said in ((), (f"urgent:{detail}", "paid_keep")):
                for when in ("", LATE):
                    case = Case(helper=who.helper, group=who.group, stage=stage, said=said, when=when)
                    for moves in ((), ("afraid",), ("wont_listen",)):
                        yield _assessment("urgent", detail, case, moves=moves)
    for channel in channels:
        for when in ("", LATE):
            yield _assessment("urgent", "paid", Case(stage="paid", channels=channel, when=when))
    yield from (_assessment("distress", detail, Case()) for detail in _DETAILS["distress"])


def talk(knowledge: Knowledge) -> Iterator[Assessment]:
    """Yield what needs no type: greeting, questions, wishes, groups."""
    cases = [
        Case(),
        Case(stage="paid"),
        Case(stage="contact"),
        Case(group="minor"),
        Case(said=("greeted", "ordinary", "disagree")),
    ]
    for kind in COMPOSERS:
        if kind not in _OWN_DETAILS:
            for case in cases:
                for detail in _DETAILS.get(kind, ("",)):
                    yield _assessment(kind, detail, case)
    services = [name.removeprefix("service_") for name in knowledge.wordings if name.startswith("service_")]
    yield from (_assessment("service", detail, Case()) for detail in (*services, "report_number", ""))
    yield from (_assessment("ask_knowledge", topic, Case()) for topic in (*knowledge.answers, ""))
    yield from (_assessment("group", "", Case(group=group)) for group in (*knowledge.groups, ""))
    yield from (_assessment("tell", detail, Case()) for detail in ("report", "type"))


def questions(knowledge: Knowledge) -> Iterator[Assessment]:
    """Yield every question that tells look-alikes apart."""
    for asked in ((), ("a", "b")):
        yield from (_assessment("ask", signal, Case(asked=asked)) for signal in knowledge.signals)


def verdicts(script: ScriptWords) -> Iterator[Assessment]:
    """Yield what is said first of one scam: half of what is heard at all."""
    for verdict in ("alarm", "suspect"):
        for variant in ("", *(f"{script.id}/{one['id']}" for one in script.words.get("variants") or ())):
            yield _assessment("verdict", "", Case(type=script.id, verdict=verdict, stage="contact", variant=variant))


def of_type(script: ScriptWords) -> Iterator[Assessment]:
    """Yield everything that is said of one scam."""
    groups = ("", "minor", *(script.words.get("groups") or {}))
    for group in dict.fromkeys(groups):
        for stage in ("contact", "disclosed", "paid"):
            case = Case(type=script.id, verdict="alarm", stage=stage, group=group)
            for kind in _OF_TYPE:
                yield _assessment(kind, script.id if kind == "also" else "", case)
        yield _assessment("group", "", Case(type=script.id, verdict="alarm", stage="contact", group=group))
    for helper in HELPERS:
        case = Case(type=script.id, verdict="alarm", stage="contact", helper=helper)
        yield from (_assessment(kind, "", case) for kind in ("verdict", "persuade"))
        yield _assessment(
            "urgent", "paying", Case(type=script.id, verdict="alarm", stage="about_to_pay", helper=helper)
        )
    case = Case(type=script.id, verdict="alarm", stage="contact")
    yield from (_assessment("tell", detail, case) for detail in _TELLS)
    for stage, detail in (("paid", "paid"), ("about_to_pay", "paying")):
        yield _assessment("urgent", detail, Case(type=script.id, verdict="alarm", stage=stage))
    yield _assessment("ask_knowledge", "what_is", Case(), about=[script.id])
