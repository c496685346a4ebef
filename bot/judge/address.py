"""A link taken apart as a browser would, however it is written; never raises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

LONGEST_LABEL = 63
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]{1,19}:[/\\]{1,9}")
_PORT = re.compile(r":(\d{0,5})$")
_ENDS_IN_NUMBER = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)$")


@dataclass(frozen=True)
class Address:
    """The parts of a link.

    Attributes:
        host: in lower case, without dots at the ends.
        port: as written, or empty.
        tail: path, query and the rest.
        tricked: something stands before the host to be taken for it.
    """

    host: str
    port: str
    tail: str
    tricked: bool

    @property
    def is_ip(self) -> bool:
        """Whether the host is an address of numbers: a last part of digits makes it one, in any notation."""
        return ":" in self.host or bool(_ENDS_IN_NUMBER.search(self.host))

    @property
    def labels(self) -> tuple[str, ...]:
        """The parts of the host between dots, punycode read."""
        return tuple(_unpuny(label) for label in self.host.split("."))


def _unpuny(label: str) -> str:
    if not label.startswith("xn--") or len(label) > LONGEST_LABEL:
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def parse(link: str) -> Address:
    """Take a link apart.

    Args:
        link: in lower case, with or without its scheme.
    """
    rest = _SCHEME.sub("", link)
    parts = re.split(r"[/?#]", rest, maxsplit=1)
    authority = unquote(parts[0])
    tail = rest[len(parts[0]) :]
    before, at, host = authority.rpartition("@")
    backslash = "\\" in authority
    if backslash:  # to a browser it is a slash, to the eye it is not
        host, _, more = authority.partition("\\")
        host, tail = host.rpartition("@")[2], f"/{more}{tail}"
    port = _PORT.search(host)
    host = host[: port.start()] if port and host.count(":") == 1 else host
    number = port.group(1) if port and not host.endswith("]") else ""
    return Address(host.strip(".[] "), number, tail, bool(before and at) or backslash)
