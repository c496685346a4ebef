"""Content to break: the project's own, without examples, read once; and one script of it to write on."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.check.content import Content, read_content
from bot.check.run import ROOT

Script = dict[str, Any]


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """Return all content but the examples."""
    root: Path = tmp_path_factory.mktemp("project")
    for name in ("db", "bot", "actions", "domain.yml"):
        (root / name).symlink_to(ROOT / name)
    return read_content(root)


@pytest.fixture
def script(content: Content) -> Script:
    """Return a script without fault, to be written on."""
    return copy.deepcopy(content.scripts["service_membership"])


@pytest.fixture
def with_items(content: Content) -> Callable[..., Content]:
    """Return a maker of a content that holds nothing but the lists it is given by name."""

    def make(**lists: list[dict[str, Any]]) -> Content:
        return Content(root=content.root, lists=lists, schemas=content.schemas, forbidden=content.forbidden)

    return make
