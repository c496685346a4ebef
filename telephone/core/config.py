"""What a telephone program must know; given as JSON on standard input by `python -m bot phone-sip`.

Not by arguments or the environment: both are read by others on the machine, and there is a password in it.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, fields
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Config:
    """One program's settings.

    Attributes:
        edge: address of the edge.
        token: the service token.
        folder: where sounds of the edge are kept.
        most_calls: more are told that we are busy.
        longest: seconds a call may last.
        allowed: addresses and networks that may call.
        lines: the number that was rung → place id.
        listen: host:port for SIP or AudioSocket.
        agi: host:port where a PBX asks how a call goes on; AudioSocket only.
        public: the address that the other side sees, behind NAT.
        registrar: sip: address to register with; empty: calls come directly.
        user: name for the registrar and for REFER.
        password: for the registrar.
        transfer: SIP address of the person a caller is handed over to, {to} is the number; empty: no hand-over.
        rtp_port: first of the UDP ports for sound.
        next: SIP address of whoever has room when we have none; empty: nobody.
    """

    edge: str
    token: str
    folder: str
    most_calls: int
    longest: float
    allowed: tuple[str, ...]
    lines: dict[str, str]
    listen: str
    agi: str = ""
    public: str = ""
    registrar: str = ""
    user: str = "phone"
    password: str = ""
    transfer: str = ""
    rtp_port: int = 10000
    next: str = ""

    @property
    def path(self) -> Path:
        """Where sounds of the edge are kept."""
        return Path(self.folder)


def read_config(data: dict[str, Any]) -> Config:
    """Return what was given; unknown names are refused."""
    known = {item.name for item in fields(Config)}
    unknown = set(data) - known
    if unknown:
        raise ValueError(f"settings of the telephone: unknown {sorted(unknown)}")
    return Config(**{**data, "allowed": tuple(data["allowed"])})


def config_from_stdin() -> Config:
    """Read the settings that the launcher wrote.

    Raises:
        SystemExit: somebody started the program by hand.
    """
    try:
        return read_config(json.load(sys.stdin))
    except (ValueError, TypeError, KeyError) as error:
        raise SystemExit(f"no settings ({error}): start it by `python -m bot phone-sip`") from error


def host_and_port(address: str) -> tuple[str, int]:
    """Split host:port; [::1]:9019 for IPv6."""
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


def is_allowed(address: str, allowed: tuple[str, ...]) -> bool:
    """Say whether an IP address may call.

    Args:
        address: as seen by the socket.
        allowed: addresses and networks; what is no address counts for nothing.
    """
    try:
        asked = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(asked, "ipv4_mapped", None)
    return any((mapped or asked) in ip_network(one, strict=False) for one in allowed)
