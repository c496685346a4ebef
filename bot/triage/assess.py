"""One message in, one assessment out: the only place that decides."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.triage.case import Case
from bot.triage.posterior import Matrix, normalised
from bot.triage.reading import NONE, Reading
from bot.triage.step import Step, next_step
from bot.triage.update import update
from bot.triage.verdict import Thresholds

RANKED = 5


@dataclass(frozen=True)
class Assessment:
    """Everything an action or a measurement needs to know of one message."""

    intent: str
    type: str | None
    ranking: tuple[tuple[str, float], ...]
    also: tuple[str, ...]
    verdict: str
    stage: str
    signals: tuple[tuple[str, str], ...]
    step: Step
    case: Case
    reading: Reading

    def public(self, model: str) -> dict[str, Any]:
        """Return the form that `bot assess` writes; `model` names the release."""
        return {
            "intent": self.intent,
            "type": self.type,
            "ranking": [{"type": type_id, "probability": round(share, 4)} for type_id, share in self.ranking],
            "also": list(self.also),
            "verdict": self.verdict,
            "stage": self.stage,
            "signals": [{"id": signal, "quote": quote} for signal, quote in self.signals],
            "model": model,
        }

    def internal(self) -> dict[str, Any]:
        """Return what actions read from the tracker besides the public form."""
        return {
            "step": asdict(self.step),
            "case": self.case.dump(),
            "about": list(self.reading.about),
            "moves": list(self.reading.moves),
            "entities": list(self.reading.entities),
            "judgements": list(self.reading.judgements),
        }


def _ranking(case: Case, reading: Reading) -> tuple[tuple[str, float], ...]:
    dist = case.types or normalised(reading.types)
    return tuple((type_id, share) for type_id, share in dist.items() if type_id != NONE)[:RANKED]


def assess(case: Case, reading: Reading, matrix: Matrix, limits: Thresholds) -> Assessment:
    """Decide what one message means and what to do next.

    Args:
        case: what was known before; an empty case for a stranger.
        reading: the message, read by the graph.
        matrix: type → signal → typicality, 0 to 1.
        limits: the thresholds.

    Returns:
        The assessment with the new case.
    """
    after = update(case, reading, matrix, limits)
    step = next_step(case, after, reading, matrix, limits)
    if step.kind == "ask":
        after = replace(after, asked=(*after.asked, step.detail), pending=step.detail)
    return Assessment(
        intent=step.intent,
        type=after.type or None,
        ranking=_ranking(after, reading),
        also=after.also,
        verdict=after.verdict,
        stage=after.stage,
        signals=tuple((m.id, m.quote) for m in reading.mentions if not m.denied),
        step=step,
        case=after,
        reading=reading,
    )
