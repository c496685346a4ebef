"""How far things have gone, from the cues found in one message.

Negation and who did what count: "他让我转五千我没转" is not paid, "他先返了我
五十" is money received. Works clause by clause, since people chain clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.triage.reading import StageReading

_CLAUSE = re.compile(r"[^,。!?;:、\n ]+")
_NEW_SUBJECT = re.compile("我|俺|咱|就")
REACH = 9  # characters in which a blocker reaches the verb it takes back
_TAKEN_BACK = ("paid", "loss", "disclosed", "about_to_pay", "refused", "hung_up")
LOSS_REACH = 2  # "没来得及反应钱就被转走了" is a loss all the same


@dataclass(frozen=True)
class Cue:
    """A cue found in normalised text."""

    label: str
    start: int
    end: int


def _clause_start(text: str, position: int) -> int:
    for match in _CLAUSE.finditer(text):
        if match.start() <= position < match.end():
            return match.start()
    return position


def _blocked(cue: Cue, cues: Sequence[Cue], text: str, reach: int) -> bool:
    """Say whether a negation, an order or a wish stands right before the cue.

    A new subject in between ends its reach: "不敢跟家里说我转了" was paid.
    """
    clause = _clause_start(text, cue.start)
    return any(
        clause <= other.start < cue.end
        and cue.start - other.end <= (reach if other.label == "not_done" else len(text))
        and not _NEW_SUBJECT.search(text, other.end, max(other.end, cue.start))
        for other in cues
        if other.label in ("not_done", "ordered")
    )


def _not_theirs(cue: Cue, cues: Sequence[Cue]) -> bool:
    """Say whether the words tell of money that came in, or that others paid."""
    return any(
        other.label in ("received", "others") and other.start < cue.end and cue.start < other.end for other in cues
    )


def _real(label: str, cues: Sequence[Cue], text: str) -> list[Cue]:
    reach = LOSS_REACH if label == "loss" else REACH
    return [cue for cue in cues if cue.label == label and not _blocked(cue, cues, text, reach)]


def _told_paid(cues: Sequence[Cue], text: str) -> bool:
    return any(not _not_theirs(cue, cues) for cue in _real("paid", cues, text))


def _stage(cues: Sequence[Cue], text: str, loss: bool) -> str:
    labels = {cue.label for cue in cues}
    refused = bool(_real("refused", cues, text))
    if loss or _told_paid(cues, text):
        return "paid"
    if "about_to_pay" in labels and not refused:
        return "about_to_pay"
    if _real("disclosed", cues, text):
        return "disclosed"
    if refused:
        return "none"
    return "contact" if "contact" in labels else "none"


def read_stage(text: str, cues: Iterable[Cue]) -> StageReading:
    """Return how far things have gone according to the cues of one message.

    Args:
        text: normalised text.
        cues: cues of db/content/cues.yml found in it.
    """
    found = sorted(cues, key=lambda cue: (cue.start, cue.end))
    labels = {cue.label for cue in found}
    loss = bool(_real("loss", found, text))
    hung_up = bool(_real("hung_up", found, text))
    refused = bool(_real("refused", found, text))
    stage = _stage(found, text, loss)
    kept = "kept" in labels and not loss and not _told_paid(found, text)
    reading = StageReading(
        stage=stage,
        by_words=stage,
        live="live" in labels and not hung_up and not refused,
        ended=hung_up or refused,
        pressed=bool(labels & {"about_to_pay", "told_to_pay"}),
        correction="correction" in labels or ("misspoke" in labels and kept),
        kept=kept,
        verified="verified" in labels,
        loss=loss,
    )
    return reading.settled()


def marks(text: str, cues: Iterable[Cue], stage: str) -> tuple[str, ...]:
    """Return what the learned reader is told of the cues: which occur, which nothing takes back, what the rules read.

    Args:
        text: normalised text.
        cues: cues found in it.
        stage: what `read_stage` says of them.
    """
    found = sorted(cues, key=lambda cue: (cue.start, cue.end))
    seen = {f"seen:{cue.label}" for cue in found}
    real = {f"real:{label}" for label in _TAKEN_BACK if _real(label, found, text)}
    return tuple(sorted(seen | real | {f"rule:{stage}"}))
