"""What the recogniser writes in traditional characters is shown in simplified ones."""

from __future__ import annotations

from functools import lru_cache

import opencc


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """Return a text in simplified characters, otherwise as it is."""
    return str(_converter().convert(text))
