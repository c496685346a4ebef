"""How staff read what figures are counted by: no ids. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.edge.switch import CHANNELS
from db.knowledge import Knowledge
from db.places import Spot

DIMENSIONS = {
    "type": "类型",
    "group": "人群",
    "stage": "走到哪一步",
    "verdict": "判断",
    "channel": "渠道",
    "township": "乡镇街道",
    "village": "村和社区",
    "place": "地点",
    "day": "每天",
    "week": "每周",
    "outcome": "后来怎样",
}
STAGES = {
    "paid": "钱已经转了",
    "about_to_pay": "正要转钱",
    "disclosed": "给了资料或装了软件",
    "contact": "在聊，什么都没给",
    "none": "只是听说，或已经拒绝",
}
VERDICTS = {"alarm": "高度疑似", "suspect": "可疑", "unclear": "信息不够", "none": "没看出"}
OUTCOMES = {"safe": "没转", "paid": "已转", "thinking": "还在犹豫", "": "没有回答"}
DOUBTS = {
    "wrong": "居民说判得不对",
    "contested": "居民说不是骗子",
    "no_type": "像骗局，没对上类型",
    "unlikely": "类型拿不准",
    "unsure": "信息不够",
    "lost": "有话没听懂",
}
KINDS = {"kiosk": "触摸屏", "poster": "海报", "account": "公众号"}
NONE = {
    "type": "没对上类型",
    "group": "没说是谁",
    "township": "不知道在哪",
    "village": "不知道在哪",
    "place": "不知道在哪",
}


@dataclass(frozen=True)
class Names:
    """Names of everything that is counted, as the knowledge base and the list of places have them now."""

    types: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    def of(self, by: str, key: str) -> str:
        """Return the name of a key; one that is not known any more is shown as it is."""
        if by == "day":
            return _day(key)
        if by == "week":
            return _week(key)
        known: Mapping[str, str] = {
            "type": self.types,
            "group": self.groups,
            "place": self.places,
            "stage": STAGES,
            "verdict": VERDICTS,
            "channel": CHANNELS,
            "outcome": OUTCOMES,
        }.get(by, {})
        return known.get(key) or key or NONE.get(by, "")


def names_of(knowledge: Knowledge, spots: list[Spot]) -> Names:
    """Return the names as they are now."""
    return Names(
        {name: script.name for name, script in knowledge.scripts.items()},
        {name: str(group["name"]) for name, group in knowledge.groups.items()},
        {spot.id: spot.name for spot in spots},
    )


def _day(key: str) -> str:
    day = date.fromisoformat(key)
    return f"{day.month}月{day.day}日"


def _week(key: str) -> str:
    """Return a week, named by its Monday."""
    last = date.fromisoformat(key) + timedelta(days=6)
    return f"{_day(key)}至{last.month}月{last.day}日"
