"""The side navigation: the sections, and in each the pages that a role may see. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.console.auth.roles import is_at_least
from bot.console.page import SECTIONS, Page


@dataclass(frozen=True)
class Item:
    """One link."""

    title: str
    path: str
    is_here: bool


@dataclass(frozen=True)
class Section:
    """A section with its links, never empty."""

    name: str
    items: tuple[Item, ...]

    @property
    def is_here(self) -> bool:
        """Say whether the page that is shown belongs to it."""
        return any(item.is_here for item in self.items)


def menu(pages: Iterable[Page], role: str, path: str) -> tuple[Section, ...]:
    """Return what somebody of this role sees while at `path`."""
    seen = [page for page in pages if page.title and is_at_least(role, page.role)]
    here = max((page.path for page in seen if _is_within(path, page.path)), key=len, default="")
    made = []
    for name in SECTIONS:
        items = tuple(Item(page.title, page.path, page.path == here) for page in seen if page.section == name)
        if items:
            made.append(Section(name, items))
    return tuple(made)


def _is_within(path: str, parent: str) -> bool:
    return path == parent or path.startswith(f"{parent.rstrip('/')}/")
