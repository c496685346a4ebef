"""Whether a measured model may be served: figures against limits. Pure, but for reading gate.yml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.files import read_yaml

LIMITS = Path(__file__).with_name("gate.yml")
Figures = Mapping[str, float]
# (figure of bot/measure, limit, whether more is worse, what it is in Chinese)
COMPARED = (
    ("types: top-1", "top1_loss", False, "认对类型的比例"),
    ("types: missed (verdict none)", "missed_gain", True, "骗局没看出来的比例"),
    ("harmless: alarm", "alarm_gain", True, "正常的话被误报的比例"),
    ("harmless: alarm or suspect", "doubt_gain", True, "正常的话被怀疑的比例"),
    ("stage: paid, recall", "paid_loss", False, "听出钱已转走的比例"),
    ("distress: heard", "distress_loss", False, "听出想不开的比例"),
)
CALIBRATION = "types: expected calibration error"
_SLACK = 1e-9


@dataclass(frozen=True)
class Limits:
    """The limits of gate.yml; what each means stands there."""

    type_loss: float
    type_loss_texts: int
    required: str | tuple[str, ...]
    top1_loss: float
    missed_gain: float
    alarm_gain: float
    doubt_gain: float
    paid_loss: float
    distress_loss: float
    calibration_most: float
    watch_seconds: float
    watch_every: float
    slowest: float


def read_limits(path: Path = LIMITS) -> Limits:
    """Read gate.yml.

    Raises:
        ValueError: a limit is missing, unknown or no number; names it.
    """
    data = dict(read_yaml(path))
    wrong = sorted(set(data) ^ set(Limits.__dataclass_fields__))
    if wrong:
        raise ValueError(f"{path.name}: missing or unknown: {', '.join(wrong)}")
    for name, value in data.items():
        if name != "required" and (isinstance(value, bool) or not isinstance(value, int | float) or value < 0):
            raise ValueError(f"{path.name}: {name} must be a number from 0, got {value!r}")
    if data["required"] != "all":
        data["required"] = tuple(str(one) for one in data["required"])
    return Limits(**data)


@dataclass(frozen=True)
class Reason:
    """Why a model is refused.

    Attributes:
        what: the figure or the type.
        before: of the release that is served; None where there is none.
        after: of the new model.
        message: in Chinese, for whoever approves.
    """

    what: str
    before: float | None
    after: float
    message: str


def judge(new: Mapping[str, Any], old: Mapping[str, Any] | None, limits: Limits) -> list[Reason]:
    """Return why the new model is refused, nothing when it may pass.

    Args:
        new: {figures: {what: figure}, types: {type id: {count, right}}} of the new model.
        old: the same of the release that is served, None for the first one.
        limits: of gate.yml.
    """
    reasons = list(_uncalibrated(new["figures"], limits))
    if old is not None:
        reasons += _worse_figures(new["figures"], old["figures"], limits)
        reasons += _lost_types(new["types"], old["types"], limits)
    return reasons


def _uncalibrated(figures: Figures, limits: Limits) -> Iterator[Reason]:
    error = figures[CALIBRATION]
    if error > limits.calibration_most + _SLACK:
        told = f"说的把握和实际对的比例差 {error:.1%}，最多 {limits.calibration_most:.1%}"
        yield Reason(CALIBRATION, None, error, told)


def _worse_figures(new: Figures, old: Figures, limits: Limits) -> Iterator[Reason]:
    for what, name, more_is_worse, told in COMPARED:
        margin = float(getattr(limits, name))
        worse = (new[what] - old[what]) * (1 if more_is_worse else -1)
        if worse > margin + _SLACK:
            message = f"{told}从 {old[what]:.1%} 变成 {new[what]:.1%}，超过允许的 {margin:.1%}"
            yield Reason(what, old[what], new[what], message)


def _lost_types(
    new: Mapping[str, Mapping[str, int]], old: Mapping[str, Mapping[str, int]], limits: Limits
) -> Iterator[Reason]:
    for type_id, before in old.items():
        if limits.required != "all" and type_id not in limits.required:
            continue
        after = new.get(type_id, {"count": before["count"], "right": 0})
        was, now = _share(before), _share(after)
        lost = (was - now) * after["count"]
        if was - now > limits.type_loss + _SLACK and lost > limits.type_loss_texts + _SLACK:
            yield Reason(type_id, was, now, f"{type_id} 认对的从 {was:.0%} 掉到 {now:.0%}")


def _share(counted: Mapping[str, int]) -> float:
    return counted["right"] / counted["count"] if counted["count"] else 1.0
