"""Where to go after the login: only to a page of ours. Pure."""

from __future__ import annotations

import re

# Browsers read "\" as "/" and drop tabs and line ends: what is not plainly a path is none.
_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9_\-./?=&%:+,~]*")


def local_path(wanted: str, otherwise: str = "/") -> str:
    """Return `wanted` when it is a path on this server, else `otherwise`."""
    return wanted if len(wanted) <= 500 and _PATH.fullmatch(wanted) else otherwise
