"""SIP addresses as far as we look at them. Pure."""

from __future__ import annotations

import re

_USER = re.compile(r"<?sips?:([^@;>]+)@")
_NUMBER = re.compile(r"\+?[0-9]{2,20}")
_ADDRESS = re.compile(r"sips?:[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9.:\[\]-]{1,255}")


def rung(local_uri: str) -> str:
    """Return the number or name that the caller dialled, empty when the address has none."""
    found = _USER.search(local_uri)
    return found.group(1) if found else ""


def place_of(local_uri: str, lines: dict[str, str]) -> str:
    """Return the place id of the number that was rung."""
    return lines.get(rung(local_uri), "")


def transfer_uri(to: str, template: str) -> str:
    """Return where to refer a caller to, empty when that cannot be.

    Args:
        to: a number, or a whole SIP address.
        template: how a number becomes an address here, as sip:{to}@trunk; empty where nobody can be handed over.
    """
    if not template:
        return ""
    if _ADDRESS.fullmatch(to):
        return to
    return template.replace("{to}", to) if _NUMBER.fullmatch(to) else ""


def source_ip(address: str) -> str:
    """Return the IP address of "ip:port" or "[ip]:port"."""
    return address.rpartition(":")[0].strip("[]")
