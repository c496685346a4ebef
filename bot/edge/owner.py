"""Who is answering a message: a name from which another process of the same machine sees whether its owner lives."""

from __future__ import annotations

import hashlib
import os
import uuid
from pathlib import Path

_PROC = Path("/proc")


def _here() -> str:
    """Return what names this machine, or this container: process ids mean something only within it."""
    boot = (_PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    namespace = (_PROC / "self/ns/pid").readlink()
    return hashlib.sha256(f"{boot}:{namespace}".encode()).hexdigest()[:12]


def _begun(pid: int) -> str:
    """Return when a process began, in ticks since the machine did; empty where there is none."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else fields[19]  # a zombie answers nobody


def make_owner() -> str:
    """Return a name for this process, at most forty characters; another one each time."""
    try:
        return f"{_here()}.{os.getpid()}.{_begun(os.getpid())}.{uuid.uuid4().hex[:5]}"
    except OSError:  # no /proc as on Linux: a dead owner is then followed after twenty seconds
        return uuid.uuid4().hex


def is_dead(owner: str) -> bool:
    """Say whether an owner was a process of this machine and is no more; False where that cannot be known."""
    parts = owner.split(".")
    try:
        if len(parts) != 4 or parts[0] != _here():
            return False
        return _begun(int(parts[1])) != parts[2]
    except (OSError, ValueError):
        return False
