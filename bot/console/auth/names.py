"""Names of staff: what is shown, and what is compared. Pure."""

from __future__ import annotations

import re
import unicodedata

_NAME = re.compile(r"[\w\u00b7.\-]{2,20}")


def cleaned(name: str) -> str:
    """Return a name as it is kept."""
    return unicodedata.normalize("NFKC", name).strip()


def key(name: str) -> str:
    """Return what is the same for two spellings of one name."""
    return cleaned(name).casefold()[:64]


def problem(name: str) -> str:
    """Return what is wrong with a new name; empty if nothing is."""
    if not _NAME.fullmatch(cleaned(name)):
        return "名字要 2 到 20 个字，只用汉字、字母、数字和 . - _ ·"
    return ""
