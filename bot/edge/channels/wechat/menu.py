"""The menu under the chat. Pure.

WeChat shows four characters of a first level and seven of a second: the two
urgent entries fit whole only as the second, so they are the first button's.
"""

from __future__ import annotations

from typing import Any

_ENTRIES: tuple[tuple[str, tuple[tuple[str, str, str, str], ...]], ...] = (
    # button, then (label, key, text to assess, choice)
    (
        "急事点我",
        (
            ("钱已经转出去了", "urgent:paid", "", "urgent:paid"),
            ("正在催我转钱", "urgent:paying", "", "urgent:paying"),
        ),
    ),
    (
        "问一问",
        (
            ("帮我看看真假", "say:hello", "你好", ""),
            ("找人说", "service:human", "", "service:human"),
            ("反诈演练", "drill:ask", "", "drill:ask"),
            ("识骗十题", "quiz:ask", "", "quiz:ask"),
        ),
    ),
    (
        "我的记录",
        (
            ("记了我什么", "say:record", "你记了我哪些东西", ""),
            ("删除我的记录", "say:forget", "删除我的记录", ""),
        ),
    ),
)
KEYS: dict[str, tuple[str, str]] = {key: (text, choice) for _, entries in _ENTRIES for _, key, text, choice in entries}


def menu() -> dict[str, Any]:
    """Return the menu as WeChat takes it."""
    return {
        "button": [
            {"name": name, "sub_button": [{"type": "click", "name": label, "key": key} for label, key, _, _ in entries]}
            for name, entries in _ENTRIES
        ]
    }
