"""What process trees use, read from /proc: CPU seconds and memory."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")


def parse_stat(text: str) -> tuple[int, float]:
    """Return (parent, CPU seconds) of /proc/*/stat; ended children count, a name may hold spaces and brackets."""
    fields = text.rpartition(")")[2].split()  # begins with the third field of the manual, the state
    return int(fields[1]), sum(int(ticks) for ticks in fields[11:15]) / _TICKS


def parse_pss(text: str) -> int:
    """Return the bytes in /proc/*/smaps_rollup; shared pages are divided among those who share them."""
    for line in text.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def part(command: str) -> str:
    """Return what a process is, by its command line: edge, rasa, actions, console, other."""
    words = command.split("\0")
    for word in words[1:]:
        if word in ("edge", "rasa", "actions", "console"):
            return word
        if word == "rasa_sdk":
            return "actions"
    return "other"


def tree(roots: Iterable[int]) -> list[int]:
    """Return processes with all their descendants."""
    parents = {pid: parse_stat(text)[0] for pid, text in _all_stats()}
    wanted = {root for root in roots if root in parents}
    while more := {pid for pid, parent in parents.items() if parent in wanted} - wanted:
        wanted |= more
    return sorted(wanted)


def usage(pid: int) -> tuple[str, int, float]:
    """Return (part, bytes, CPU seconds) of one process; nothing of one that ended meanwhile."""
    folder = _PROC / str(pid)
    try:
        name = part((folder / "cmdline").read_text(errors="replace"))
        return name, parse_pss((folder / "smaps_rollup").read_text()), parse_stat((folder / "stat").read_text())[1]
    except OSError:
        return "other", 0, 0.0


def cpu_seconds(roots: Iterable[int]) -> float:
    """Return the CPU time that process trees have used so far."""
    wanted = set(tree(roots))
    return sum(parse_stat(text)[1] for pid, text in _all_stats() if pid in wanted)


def _all_stats() -> Iterable[tuple[int, str]]:
    for entry in _PROC.iterdir():
        if entry.name.isdigit():
            try:
                yield int(entry.name), (entry / "stat").read_text()
            except OSError:  # it ended while we looked
                continue
