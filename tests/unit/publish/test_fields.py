"""The validator's messages find their field."""

from __future__ import annotations

import pytest

from bot.publish.fields import field_of

ITEM = {
    "id": "asks_prepay",
    "name": "名",
    "question_elder": "问？",
    "if_paid": ["打110", "留证据"],
    "signals": {"fee": 0.5},
    "groups": {"elderly": {"warning": "别去"}},
    "stages": [{"name": "引", "says": ["来", "快来"]}],
    "variants": [{"id": "v1", "from": "2025-01"}, {"id": "v2", "from": "2025-02"}],
    "sources": [{"what": "x"}],
}


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ("if_paid 第 2 条「留证据」太短。", "if_paid.1"),
        ("if_paid 第 1 条 里的号码「1」不在 hotlines.yml 里。", "if_paid.0"),
        ("if_paid 第 9 条「没有」。", "if_paid"),
        ("stages 第 1 条 says 第 2 条「快来」长。", "stages.0.says.1"),
        ("signals 里的 fee 在 signals.yml 里没有。", "signals.fee"),
        ("groups elderly warning「别去」老人听不住。", "groups.elderly.warning"),
        ("variants 里的 v2 从 2025-02 到 2024-01，结束早于开始。", "variants.1"),
        ("来源「x」2025 才发表。", "sources"),
        ("name 写的是「甲」，要和别处一样。", "name"),
        ("asks_prepay 的 question_elder「问」长。", "question_elder"),
        ("缺少 summary，补上。", ""),
        ("", ""),
    ],
)
def test_field_of(message: str, field: str) -> None:
    assert field_of(message, ITEM) == field
