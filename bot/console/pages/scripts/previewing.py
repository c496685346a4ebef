"""What each channel would say to each group, side by side. No request here."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.console.content.nodes import Names
from bot.publish.service import CHANNELS, STEPS, Desk, Listening
from db.items import Item

logger = logging.getLogger(__name__)

CHANNEL_NAMES = {"wechat": "微信", "kiosk": "触摸屏", "phone": "电话"}
STEP_NAMES = {
    "verdict": "认出来时", "paying": "正在催他转钱", "paid": "钱已经转出去", "case": "讲个真事",
    "next": "他接着会怎样", "family": "转给家人看", "again": "又来问一遍",
}  # fmt: skip
HELPER_NAMES = {
    "": "本人", "relative": "家里人替他问", "community_worker": "社区工作者",
    "bank_teller": "银行柜员", "teacher": "老师",
}  # fmt: skip
ANYONE = ("", "没说是谁")
NOT_YET = "现在排不出来。先把标红的地方改好。"
GONE = "这份脚本已经不在了，排不出来。"


@dataclass(frozen=True)
class Heard:
    """What one group is told, by channel."""

    group: str
    name: str
    replies: tuple[tuple[str, str], ...]


def heard(desk: Desk, kind: str, item: Item, names: Names, step: str, helper: str, groups: list[str]) -> list[Heard]:
    """Return the replies for each group, with this item in place.

    Args:
        desk: the publishing desk.
        kind: script or group.
        item: as published or as the draft has it.
        names: of the groups.
        step: of the conversation.
        helper: role of whoever asks for somebody else, or empty.
        groups: ids, "" for nobody in particular.
    """
    titles = dict([ANYONE, *names.groups.items()])
    return [
        Heard(
            group,
            titles.get(group, group),
            tuple(
                (CHANNEL_NAMES[one], reply(desk, kind, item, Listening(one, group, helper, step))) for one in CHANNELS
            ),
        )
        for group in groups
    ]


def reply(desk: Desk, kind: str, item: Item, to: Listening) -> str:
    """Return one reply; half a draft cannot always be said, and then that is said."""
    known = desk.knowledge.current().scripts
    if kind == "script" and str(item.get("id")) not in known:
        return GONE
    type_id = "" if kind == "script" else next((one for one in item.get("must_have") or () if one in known), "")
    try:
        return desk.preview(kind, item, to, type_id)
    except Exception as error:  # a draft may lack anything; whatever the composer stumbles over
        logger.info("no preview of a draft: %s", type(error).__name__)
        return NOT_YET


def step_of(asked: str) -> str:
    """Return a step that there is."""
    return asked if asked in STEPS else "verdict"


def helper_of(asked: str) -> str:
    """Return a helper's role that there is."""
    return asked if asked in HELPER_NAMES else ""
