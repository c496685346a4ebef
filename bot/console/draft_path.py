"""Where a draft is worked on: the page of the section 脚本, where this console has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PAGE = "/drafts/{id}"


def draft_path(pages: Mapping[tuple[str, str], Any], draft_id: int, otherwise: str) -> str:
    """Return the address of a draft.

    Args:
        pages: the (method, path) that the console serves.
        draft_id: which.
        otherwise: where to go in a console without a page for drafts.
    """
    return PAGE.replace("{id}", str(draft_id)) if ("GET", PAGE) in pages else otherwise
