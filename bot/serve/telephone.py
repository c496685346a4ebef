"""Start a telephone program (`telephone/`) with the Python of `.venv-phone`, in place of this process.

It is not imported, for its licence is another (ADR 0030): it gets its settings as JSON on
standard input, which nobody else can read, and afterwards talks to the edge over HTTP.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.settings import ROOT, Settings, load_settings

MOST_CALLS = 30  # ten processes of three
INSTALL = "the telephone is not installed: run `make phone` (7 MB)"
_RTP_PORTS = 400


@dataclass(frozen=True)
class Program:
    """One telephone program.

    Attributes:
        module: what is run.
        setting: switches it on.
    """

    module: str
    setting: str


SIP = Program("telephone.sip", "PHONE_SIP=1")
AUDIOSOCKET = Program("telephone.audiosocket", "PHONE_AUDIOSOCKET=127.0.0.1:9019")


class WrongSetting(ValueError):
    """A setting cannot be used; says which and what it must be."""


def start(program: Program) -> int:
    """Become the program; returns only where there is nothing to start."""
    settings = load_settings()
    if not is_on(program, settings):
        print(f"no telephone: set {program.setting}, see docs/runbooks/phone.md", flush=True)
        return 0
    try:
        given = config_of(program, settings)
    except WrongSetting as error:
        print(error, file=sys.stderr, flush=True)
        return 2
    if not Path(settings.phone_python).is_file():
        print(INSTALL, file=sys.stderr, flush=True)
        return 0
    _become(settings.phone_python, program.module, given)
    return 1  # pragma: no cover - never reached


def is_on(program: Program, settings: Settings) -> bool:
    """Say whether this machine is to hold such lines."""
    return settings.phone_sip == "1" if program is SIP else bool(settings.phone_audiosocket)


def config_of(program: Program, settings: Settings) -> dict[str, Any]:
    """Return what the program must know, as telephone/core/config.py reads it. Pure.

    Raises:
        WrongSetting: one of the settings cannot be used.
    """
    if not settings.service_token:
        raise WrongSetting("SERVICE_TOKEN: is empty; the telephone needs one to talk to the edge")
    config: dict[str, Any] = {
        "edge": settings.phone_edge or f"http://127.0.0.1:{settings.edge_port}",
        "token": settings.service_token,
        "folder": str(settings.var / "telephone"),
        "most_calls": _whole("PHONE_MOST_CALLS", settings.phone_most_calls, 1, MOST_CALLS),
        "longest": _whole("PHONE_LONGEST", settings.phone_longest, 60, 7200),
        "allowed": _allowed(settings.phone_allowed),
        "lines": _lines(settings.phone_lines),
    }
    if program is AUDIOSOCKET:
        listen = _address("PHONE_AUDIOSOCKET", settings.phone_audiosocket)
        agi = _address("PHONE_AGI", settings.phone_agi) if settings.phone_agi else ""
        return {**config, "listen": listen, "agi": agi}
    return {**config, **_sip(settings)}


def _sip(settings: Settings) -> dict[str, Any]:
    registrar, transfer = settings.phone_sip_registrar, settings.phone_sip_transfer
    if registrar and not registrar.startswith("sip:"):
        raise WrongSetting("PHONE_SIP_REGISTRAR: must begin with sip:")
    if transfer and not (transfer.startswith("sip:") and "{to}" in transfer):
        raise WrongSetting("PHONE_SIP_TRANSFER: must begin with sip: and hold {to} where the number goes")
    return {
        "listen": _address("PHONE_SIP_LISTEN", settings.phone_sip_listen),
        "public": settings.phone_sip_public,
        "registrar": registrar,
        "user": settings.phone_sip_user,
        "password": settings.phone_sip_password,
        "transfer": transfer,
        "rtp_port": _whole("PHONE_RTP_PORT", settings.phone_rtp_port, 1024, 65535 - _RTP_PORTS),
    }


def _whole(name: str, value: str, least: int, most: int) -> int:
    if not value.isdecimal() or not least <= int(value) <= most:
        raise WrongSetting(f"{name}: must be a whole number from {least} to {most}")
    return int(value)


def _address(name: str, value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise WrongSetting(f"{name}: must be address:port, as 127.0.0.1:5060")
    return value


def _allowed(value: str) -> list[str]:
    from ipaddress import ip_network

    found = [one.strip() for one in value.split(",") if one.strip()]
    for one in found:
        try:
            ip_network(one, strict=False)
        except ValueError as error:
            raise WrongSetting(f"PHONE_ALLOWED: {one} is neither an address nor a network (names do not do)") from error
    return found


def _lines(value: str) -> dict[str, str]:
    pairs = [one.strip().partition("=") for one in value.split(",") if one.strip()]
    if any(not number or not place for number, _, place in pairs):
        raise WrongSetting("PHONE_LINES: must be number=place id, by comma")
    return {number.strip(): place.strip() for number, _, place in pairs}


def _become(python: str, module: str, config: dict[str, Any]) -> None:
    """Replace this process; the settings wait in memory as its standard input."""
    memory = os.memfd_create("telephone")
    os.write(memory, json.dumps(config).encode())
    os.lseek(memory, 0, os.SEEK_SET)
    os.dup2(memory, 0)
    os.chdir(ROOT)
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8"}  # secrets of the other programs stay with them
    os.execve(python, [python, "-m", module], environment)  # noqa: S606 - our own Python and module
