"""Nobody of the same user looks into this process: not the reader of strangers' pictures that the edge starts."""

from __future__ import annotations

import ctypes
import logging

logger = logging.getLogger(__name__)

_PR_SET_DUMPABLE = 4


def close_to_others() -> None:
    """Have the kernel keep environment and memory from other processes of this user, and write no core file.

    Children that are other programs are not affected. Whoever is root sees all the same.
    """
    try:
        failed = ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    except (OSError, AttributeError):
        failed = -1
    if failed:
        logger.warning("the environment of this process can be read by others of its user")
