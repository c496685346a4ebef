"""How long ago money left, from the words it was told with."""

from __future__ import annotations

import re
from collections.abc import Sequence

NOW, TODAY, DAYS, LONG = "now", "today", "days", "long"
_RULES = (
    (LONG, r"年|个月|月|阵子|暑假|寒假|春节|国庆|五一|中秋"),
    (DAYS, r"昨|前天|前几天|前两天|天(前|以前|之前)|周|礼拜|星期"),
    (NOW, r"刚|方才|分钟|半个?小时|半个?钟头|现在"),
    (TODAY, r"今|上午|下午|中午|早上|晚上|半夜|凌晨|小时|钟头|点|:"),
)


def how_long_ago(when: str) -> str:
    """Return now, today, days or long; empty when nothing was told.

    Args:
        when: a time as said ("半小时前", "去年", "昨天下午").
    """
    return next((name for name, pattern in _RULES if re.search(pattern, when)), "")


def is_late(when: str) -> bool:
    """Say whether the half hour in which payments are stopped most often is long gone."""
    return how_long_ago(when) in (DAYS, LONG)


def oldest(times: Sequence[str]) -> str:
    """Return the time that lies furthest back: "今天才看见，暑假里扣的" was in summer; empty for none."""
    order = ("", NOW, TODAY, DAYS, LONG)
    return max(times, key=lambda time: order.index(how_long_ago(time)), default="")
