"""Where a draft is worked on: the page that another section offers for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_PAGES = ("/drafts/{id}", "/scripts/drafts/{id}", "/examples/drafts/{id}", "/publish/drafts/{id}")


def draft_path(pages: Mapping[tuple[str, str], Any], draft_id: int, otherwise: str) -> str:
    """Return the address of a draft.

    Args:
        pages: the (method, path) that the console serves.
        draft_id: which.
        otherwise: where to go in a console that has no page for drafts.
    """
    path = next((one for one in _PAGES if ("GET", one) in pages), "")
    return path.replace("{id}", str(draft_id)) if path else otherwise
