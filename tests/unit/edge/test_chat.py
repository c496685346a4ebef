"""Blocks as lines for a terminal."""

from __future__ import annotations

from typing import Any

import pytest

from bot.edge.chat import as_text

CHOICES = {
    "type": "choices",
    "choices": [{"n": 1, "value": "a:a", "label": "是"}, {"n": 2, "value": "b:b", "label": "不是"}],
}


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ([], ""),
        ([{"type": "text", "text": "先别转。\n打110"}], "先别转。\n打110"),
        ([{"type": "text", "text": "是吗"}, CHOICES], "是吗\n\n[1] 是  [2] 不是"),
        ([{"type": "image", "url": "x"}, {"type": "text", "text": "好"}], "好"),
    ],
)
def test_blocks_become_lines(blocks: list[dict[str, Any]], text: str) -> None:
    assert as_text(blocks) == text
