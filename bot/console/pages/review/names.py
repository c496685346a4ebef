"""How the review calls things. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.review import doubts
from db.knowledge import ScriptWords

DOUBTS = {
    doubts.WRONG: "居民说我们认错了",
    doubts.CONTESTED: "居民说不是诈骗",
    doubts.NO_TYPE: "可疑，但对不上哪一种",
    doubts.UNLIKELY: "认了一种，把握不大",
    doubts.UNSURE: "信息不够，没认出来",
    doubts.LOST: "聊到一半没听懂",
}
VERDICTS = {"alarm": "高度疑似", "suspect": "可疑", "unclear": "信息不够", "none": "没看出是骗局"}
STAGES = {
    "none": "只是听说",
    "contact": "正在跟对方聊",
    "disclosed": "给出过资料或装了软件",
    "about_to_pay": "正要转钱",
    "paid": "钱已经转出去",
}
OUTCOMES = {
    "confirmed": "助手认对了",
    "corrected": "改成别的类型",
    "ordinary": "普通事，不是骗局",
    "unusable": "用不上",
}
NO_SCAM = "不是骗局"
_LEVELS = ((0.85, "几乎肯定"), (0.6, "很可能"), (0.35, "有可能"), (0.15, "有点像"), (0.0, "不太像"))


@dataclass(frozen=True)
class Guess:
    """One type that the assistant thought of."""

    type: str
    name: str
    level: str
    percent: int


def level(probability: float) -> str:
    """Return a probability in plain words."""
    return next(words for least, words in _LEVELS if probability >= least or least == 0.0)


def guesses(ranking: Sequence[tuple[str, float]], scripts: Mapping[str, ScriptWords]) -> list[Guess]:
    """Return what the assistant thought of, the likeliest first."""
    best = sorted(ranking, key=lambda one: -one[1])[:5]
    return [
        Guess(one, scripts[one].name, level(share), round(share * 100))
        if one in scripts
        else Guess("", NO_SCAM, level(share), round(share * 100))
        for one, share in best
    ]
