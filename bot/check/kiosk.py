"""The kiosk's pictures: each leads to a scam that there is, and none says the same as another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.check.content import Content, as_list, list_path
from bot.check.problems import Problem


def leaves(picture: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the pictures below this one that say something, itself included."""
    if "say" in picture:
        yield picture
    for option in as_list(picture.get("options")):
        if isinstance(option, dict):
            yield from leaves(option)


def _screens(picture: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    options = [option for option in as_list(picture.get("options")) if isinstance(option, dict)]
    if options:
        yield options
    for option in options:
        yield from _screens(option)


def check(content: Content) -> Iterator[Problem]:
    """Yield unknown types, sentences sent by two pictures of a screen, and labels that stand twice on one."""
    path = list_path("kiosk")
    pictures = content.lists.get("kiosk", [])
    for picture in pictures:
        for leaf in leaves(picture):
            if content.types and str(leaf.get("about")) not in content.types:
                yield Problem(
                    path,
                    f"「{leaf.get('label')}」的 about 写的 {leaf.get('about')} 不在 catalogue.yml 里。改成那里的 id。",
                )
    for screen in (pictures, *(found for picture in pictures for found in _screens(picture))):
        for field in ("label", "say"):
            yield from _twice(path, field, [str(item[field]) for item in screen if field in item])


def _twice(path: str, field: str, values: list[str]) -> Iterator[Problem]:
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield Problem(path, f"同一屏上有两张图的 {field} 都是「{value}」。改掉一张，让人分得清。")
