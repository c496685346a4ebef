"""A number that stands beside a name must be that name's number.

"支付宝 95017" would send somebody to the wrong company in the minute that counts.
Only the nearest name before a number, in the same clause, is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.check.content import Content, as_list, list_path
from bot.check.lines import resident_lines
from bot.check.problems import Problem

_BETWEEN = r"(?:的?(?:官方)?(?:客服|热线|电话|服务)?(?:电话)?(?:是|拨|打|问)?[ :：]?)"


def names_of(hotlines: list[dict[str, object]]) -> dict[str, frozenset[str]]:
    """Return name → the numbers it may stand before, from the hotlines' names and keys."""
    found: dict[str, set[str]] = {}
    for hotline in hotlines:
        names = {str(hotline.get("name")), *(str(key) for key in as_list(hotline.get("for")))}
        for name in names:
            if re.fullmatch(r"[\u4e00-\u9fff]{2,}", name):
                found.setdefault(name, set()).add(str(hotline.get("id")))
    return {name: frozenset(numbers) for name, numbers in found.items()}


def wrong_numbers(text: str, names: Mapping[str, frozenset[str]]) -> list[tuple[str, str]]:
    """Return (name, number) wherever a name is followed by another's number."""
    listed = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    if not listed:
        return []
    pairs = re.findall(rf"({listed}){_BETWEEN}(\d{{3,5}})(?!\d)", text)
    return [(name, number) for name, number in pairs if number not in names[name]]


def check(content: Content) -> Iterator[Problem]:
    """Yield names followed by a number that is not theirs."""
    hotlines = content.lists.get("hotlines", [])
    names = names_of(hotlines)
    known = content.ids("hotlines")
    for line in resident_lines(content):
        if line.path == list_path("hotlines"):
            continue
        for name, number in wrong_numbers(line.text, names):
            if number in known:  # others are reported as strange
                right = "、".join(sorted(names[name]))
                yield Problem(line.path, f"{line.place} 写着「{name}」{number}，{name} 的号码是 {right}。改对号码。")
