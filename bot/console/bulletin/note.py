"""What staff may add to a bulletin: short, and without anybody's number. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.console.exports.harmless import clean
from bot.text.mask import find

LONGEST, MOST_LINES = 500, 12
_MAY_STAND = frozenset({"地址"})  # of an event


def cleaned(text: str) -> str:
    """Return the text without characters that no file may hold."""
    return clean(text).strip()


def problem(text: str, hotlines: Iterable[str]) -> str:
    """Return what is wrong with a text, empty when it may stand in the bulletin.

    Args:
        text: as typed.
        hotlines: the numbers that may stand anywhere.
    """
    if len(text) > LONGEST:
        return f"最多 {LONGEST} 个字，现在 {len(text)} 个。"
    if len([line for line in text.splitlines() if line.strip()]) > MOST_LINES:
        return f"最多 {MOST_LINES} 段。"
    found = next((one for one in find(text, hotlines) if one.kind not in _MAY_STAND), None)
    return f"里面有{found.kind}：{found.value}。周报会发给很多人，请去掉。" if found else ""
