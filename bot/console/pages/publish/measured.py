"""What a release does better and worse, ready for the template. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.console.naming import VERDICTS, type_name
from bot.console.pages.publish.chart import Chart, chart
from bot.console.pages.publish.verdict import FIGURES, HARMLESS, Rule, false_alarms, rules, summary
from bot.publish.service import Desk
from db.knowledge import Knowledge


@dataclass(frozen=True)
class Measured:
    """A release beside the one before it.

    Attributes:
        summary: one sentence.
        figures: {name, before, after} of everything measured.
        rules: of the gate; empty where no job says what it decided.
        types: {name, count, before, after, better, worse} of the types that changed.
        reasons: why the gate refused, in words.
        chart: the drawing of them.
        alarms: harmless texts that are warned of now.
        has_before: whether there was a model to compare with.
    """

    summary: str
    figures: list[dict[str, Any]]
    rules: list[Rule]
    types: list[dict[str, Any]]
    reasons: list[str]
    chart: Chart
    alarms: list[dict[str, Any]]
    has_before: bool


def measured(found: dict[str, Any], gate: dict[str, Any], desk: Desk, knowledge: Knowledge) -> Measured | None:
    """Return it, None before it was measured.

    Args:
        found: of `Jobs.differences`.
        gate: of the job, empty where there is none.
        desk: knows the limits.
        knowledge: for names.
    """
    if not found:
        return None
    types = found["types"]
    names = {one["type"]: type_name(one["type"], knowledge) for one in types}
    figures = [{**one, "name": FIGURES[one["what"]]} for one in found["figures"] if one["what"] in FIGURES]
    return Measured(
        summary=summary(types),
        figures=figures,
        rules=rules(found["figures"], types, gate, desk.jobs.shop.limits, names) if gate else [],
        types=[_named(one, names, knowledge) for one in sorted(types, key=lambda one: one["after"] - one["before"])],
        reasons=[_reason(reason, knowledge) for reason in gate.get("reasons", ())],
        chart=chart(types, names),
        alarms=[_said(text, knowledge) for text in false_alarms(types)],
        has_before=any(one["before"] is not None for one in figures),
    )


def _reason(reason: Mapping[str, Any], knowledge: Knowledge) -> str:
    """Return a reason with the name of the type that it is about."""
    what = str(reason["what"])
    return str(reason["message"]).replace(what, type_name(what, knowledge))


def _named(one: dict[str, Any], names: dict[str, str], knowledge: Knowledge) -> dict[str, Any]:
    sides = {side: [_said(text, knowledge) for text in one[side]] for side in ("better", "worse")}
    return {**one, **sides, "name": names[one["type"]], "is_harmless": one["type"] in HARMLESS}


def _said(text: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    return {"text": text["text"], "before": _told(text["before"], knowledge), "after": _told(text["after"], knowledge)}


def _told(said: dict[str, Any], knowledge: Knowledge) -> str:
    verdict = VERDICTS.get(said["verdict"], said["verdict"])
    name = type_name(said["type"], knowledge) if said["type"] else ""
    return verdict if said["verdict"] == "none" or not name else f"{verdict}：{name}"
