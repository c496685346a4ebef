"""An assessment in plain words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.console.naming import INTENTS, STAGES, VERDICTS, type_name
from bot.reply.blocks import Listener
from bot.reply.compose import compose
from bot.reply.render import wechat
from db.knowledge import Knowledge

_SURE = ((0.85, "很有把握"), (0.6, "比较有把握"), (0.3, "不太有把握"), (0.0, "几乎是猜"))


@dataclass(frozen=True)
class Understood:
    """How a text is understood now.

    Attributes:
        text: as it was read: normalised and masked.
        verdict: in words.
        intent: in words.
        type: name of the type, empty for none.
        sure: how sure of it, in words.
        ranking: (name, share from 0 to 1) of the likeliest types.
        also: names of further types in the same story.
        stage: in words.
        signals: (name, quote) of what gives it away.
        reply: what a stranger would be answered on WeChat.
        model: name of the model that said so.
    """

    text: str
    verdict: str
    intent: str
    type: str
    sure: str
    ranking: list[tuple[str, float]]
    also: list[str]
    stage: str
    signals: list[tuple[str, str]]
    reply: list[str]
    model: str


def understood(found: Mapping[str, Any], knowledge: Knowledge, month: str = "") -> Understood:
    """Return an assessment in words.

    Args:
        found: what `bot.console.trying` got.
        knowledge: for names, and for the reply.
        month: this month, "2026-11": ways of a scam that are over are not told of.
    """
    ranking = [(type_name(str(one["type"]), knowledge), float(one["probability"])) for one in found["ranking"]]
    has_type = bool(found.get("type"))
    signals = [(_signal(str(one["id"]), knowledge), str(one["quote"])) for one in found.get("signals") or ()]
    said = str(found.get("text") or "")
    return Understood(
        text=said,
        verdict=VERDICTS.get(str(found["verdict"]), str(found["verdict"])),
        intent=INTENTS.get(str(found["intent"]), str(found["intent"])),
        type=type_name(str(found["type"]), knowledge) if has_type else "",
        sure=_sure(ranking[0][1]) if has_type and ranking else "",
        ranking=ranking,
        also=[type_name(str(one), knowledge) for one in found.get("also") or ()],
        stage=STAGES.get(str(found["stage"]), str(found["stage"])),
        signals=signals,
        reply=wechat.render(compose(dict(found), Listener(channel="wechat"), knowledge, said, month).blocks),
        model=str(found.get("model") or ""),
    )


def _sure(share: float) -> str:
    return next(words for least, words in _SURE if share >= least)


def _signal(signal_id: str, knowledge: Knowledge) -> str:
    signal = knowledge.signals.get(signal_id)
    return signal.name if signal else signal_id
