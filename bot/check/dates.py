"""Dates that fit together: nothing is older than its source, nothing ends before it began."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.check.content import Content, as_list, list_path, script_path
from bot.check.problems import Problem


def check(content: Content) -> Iterator[Problem]:
    """Yield dates in scripts and answers that contradict each other."""
    for stem, script in content.scripts.items():
        reviewed = str(script.get("reviewed") or "")
        sources = as_list(script.get("sources"))
        for source in sources:
            yield from _after_check(script_path(stem), source, reviewed)
        for variant in as_list(script.get("variants")):
            if isinstance(variant, dict):
                yield from _variant(script_path(stem), variant)
    for answer in content.lists.get("answers", ()):
        for source in as_list(answer.get("sources")):
            yield from _after_check(list_path("answers"), source, "")


def _after_check(path: str, source: Any, reviewed: str) -> Iterator[Problem]:
    """Compare as text: 2024 and 2024-06 sort as the calendar does."""
    if not isinstance(source, dict):
        return
    published, checked = str(source.get("published") or ""), str(source.get("checked") or "")
    if published and checked and published > checked:
        yield Problem(path, f"来源「{source.get('what')}」{published} 才发表，却写着 {checked} 就查过。改对日期。")
    if reviewed and checked > reviewed:
        yield Problem(path, f"来源「{source.get('what')}」{checked} 查的，reviewed 却停在 {reviewed}。改对日期。")


def _variant(path: str, variant: dict[str, Any]) -> Iterator[Problem]:
    name, start, end = variant.get("id"), str(variant.get("from") or ""), str(variant.get("until") or "")
    if end and end < start:
        yield Problem(path, f"variants 里的 {name} 从 {start} 到 {end}，结束早于开始。改对月份。")
    source = variant.get("source")
    published = str(source.get("published") or "") if isinstance(source, dict) else ""
    if published and start > published and not published.startswith(start[:4]):
        yield Problem(path, f"variants 里的 {name} 写着 {start} 才出现，来源 {published} 就报道过。改对月份。")
    yield from _after_check(path, source, "")
