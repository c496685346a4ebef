"""PJSIP calls us from C++: an exception that leaves a callback would end the whole program."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

log = logging.getLogger("telephone")


def guarded(function: Callable[..., Any]) -> Callable[..., None]:
    """Let no exception out; it is logged instead."""

    @functools.wraps(function)
    def safe(*arguments: Any) -> None:
        try:
            function(*arguments)
        except Exception:
            log.exception("in %s", function.__name__)

    return safe
