"""The gate's verdict in plain words, each rule with its numbers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.publish.gate import CALIBRATION, COMPARED, Limits

HARMLESS = ("ordinary", "ask_knowledge", "service")
_ALARMS = ("alarm", "suspect")
FIGURES = {
    "types: top-1": "第一个就说对类型",
    "types: top-3": "前三个里有对的类型",
    "types: missed (verdict none)": "骗局没看出来",
    CALIBRATION: "说的把握和实际差多少",
    "stage: paid, recall": "钱已转走，听得出",
    "stage: paid, precision": "说“钱已转走”，说得对",
    "stage: macro-F1": "走到哪一步，平均",
    "others: right intent": "不是骗局的话，听得懂",
    "distress: heard": "想不开，听得出",
    "harmless: alarm": "正常的话被当成诈骗",
    "harmless: alarm or suspect": "正常的话被怀疑",
}


@dataclass(frozen=True)
class Rule:
    """One rule of the gate.

    Attributes:
        name: what is looked at.
        before: of the served model, None where there is none.
        after: of the new model.
        allowed: the limit, in words.
        is_kept: whether the new model keeps to it.
    """

    name: str
    before: float | None
    after: float
    allowed: str
    is_kept: bool


def rules(figures: Sequence[Mapping[str, Any]], types: Sequence[Mapping[str, Any]], gate: Mapping[str, Any],
          limits: Limits, names: Mapping[str, str]) -> list[Rule]:  # fmt: skip
    """Return every rule with its numbers; which are broken is what the gate itself said.

    Args:
        figures: [{what, before, after}] of the release's differences.
        types: [{type, count, before, after}] of the same.
        gate: {passed, reasons} of the job.
        limits: of gate.yml.
        names: of the types.
    """
    known = {one["what"]: one for one in figures}
    broken = {reason["what"] for reason in gate.get("reasons", ())}
    listed = list(_figure_rules(known, broken, limits))
    worst = min(types, key=lambda one: one["after"] - one["before"], default=None)
    if worst is not None and not broken.isdisjoint(one["type"] for one in types):
        worst = next(one for one in types if one["type"] in broken)
    if worst is not None:
        allowed = f"最多降 {limits.type_loss * 100:.0f} 个百分点；只差 {limits.type_loss_texts} 句不算"
        name = f"变得最多的一种（{names.get(worst['type'], worst['type'])}）"
        listed.append(Rule(name, worst["before"], worst["after"], allowed, worst["type"] not in broken))
    return listed


def _figure_rules(known: Mapping[str, Mapping[str, Any]], broken: set[str], limits: Limits) -> Iterator[Rule]:
    for what, name, more_is_worse, _ in COMPARED:
        if what in known:
            one, margin = known[what], float(getattr(limits, name))
            allowed = f"最多{'升' if more_is_worse else '降'} {margin * 100:.1f} 个百分点" if margin else "不能变差"
            yield Rule(FIGURES.get(what, what), one["before"], one["after"], allowed, what not in broken)
    if CALIBRATION in known:
        one = known[CALIBRATION]
        allowed = f"不超过 {limits.calibration_most:.1%}"
        yield Rule(FIGURES[CALIBRATION], one["before"], one["after"], allowed, CALIBRATION not in broken)


def false_alarms(types: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the harmless texts that the new model warns of and the old one did not."""
    harmless = (one for one in types if one["type"] in HARMLESS)
    return [text for one in harmless for text in one["worse"] if text["after"]["verdict"] in _ALARMS]


def summary(types: Sequence[Mapping[str, Any]]) -> str:
    """Return in one sentence what got better and what got worse."""
    better, worse = (sum(len(one[side]) for one in types) for side in ("better", "worse"))
    if not better and not worse:
        return "检验的句子，新旧模型说的一样对。"
    alarms = len(false_alarms(types))
    return f"多认对 {better} 句，多认错 {worse} 句，其中误报 {alarms} 句。"
