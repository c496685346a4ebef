"""What residents say during the load, and what kind of answer they got."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

REAL, SAFE, NONE = "real", "safe", "none"
WITHIN = 5.0  # seconds: then WeChat gives up
# each is recognised from its words alone, so that the case shows whether it was kept
STORIES = (
    "冒充警察的说我洗钱，让我把钱转到安全账户",
    "有人拉我进群刷单，先返了小钱，后面要垫付两千",
    "客服说我开通了会员，不取消每个月扣八百，让我共享屏幕",
    "网上认识的男朋友带我炒虚拟币，现在提现要先交税",
    "贷款公司说我卡号填错了，要先交解冻金",
)
NEXT = "那怎么办"


@dataclass
class Said:
    """One message and what came of it.

    Attributes:
        door: service, web or wechat.
        user: who said it.
        id: the client's id of the message.
        text: the words.
        at: when it was sent first, on the monotonic clock.
        seconds: until the first answer, over all tries of the client.
        kind: real, safe or none.
        blocks: what was answered.
        type: what the case was about after it, where the door tells.
        tries: how often the client had to ask.
    """

    door: str
    user: str
    id: str
    text: str
    at: float
    seconds: float = 0.0
    kind: str = NONE
    blocks: list[dict[str, Any]] = field(default_factory=list)
    type: str = ""
    tries: int = 0


def words(blocks: list[dict[str, Any]]) -> str:
    """Return all text of an answer."""
    return "\n".join(str(block.get("text", "")) for block in blocks)


def kind_of(blocks: list[dict[str, Any]], safe: tuple[str, ...]) -> str:
    """Return which kind of answer these blocks are.

    Args:
        blocks: what was answered.
        safe: the texts of the safe reply.
    """
    if not blocks:
        return NONE
    return SAFE if words(blocks) in safe else REAL
