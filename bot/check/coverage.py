"""Every group of listeners is spoken to often enough, and about what befalls it most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from bot.check.content import Content, as_list, list_path
from bot.check.problems import Problem

LEAST_TYPES = 12  # types with advice of its own, for each group
LEAST_GROUPS = 4.0  # groups a type, on average


def groups_of(script: dict[str, Any]) -> list[str]:
    """Return the groups a script has advice for."""
    groups = script.get("groups")
    return [str(group) for group in groups] if isinstance(groups, dict) else []


def check(content: Content) -> Iterator[Problem]:
    """Yield groups served by too few types, and types that a group must have and has not."""
    path = list_path("groups")
    if not content.was_read(path) or not content.scripts:
        return
    served = Counter(group for script in content.scripts.values() for group in groups_of(script))
    for item in content.lists.get("groups", ()):
        group = str(item.get("id"))
        if served[group] < LEAST_TYPES:
            told = f"{group} 只有 {served[group]} 个剧本写了给他们的话，至少要 {LEAST_TYPES} 个"
            yield Problem(path, f"{told}。到最常找上他们的剧本的 groups 里补。")
        for type_id in map(str, as_list(item.get("must_have"))):
            if group not in groups_of(content.scripts.get(type_id, {})):
                yield Problem(path, f"{group} 必须在 {type_id} 里有自己的话。到那个剧本的 groups 里补上。")
    average = served.total() / len(content.scripts)
    if average < LEAST_GROUPS:
        yield Problem(path, f"平均每个剧本只写给 {average:.1f} 种人，至少要 {LEAST_GROUPS:.0f} 种。")
