"""How much memory the browser holds, as Linux tells it."""

from __future__ import annotations

from pathlib import Path

_PROCESSES = Path("/proc")


def children_of(pid: int) -> set[int]:
    """Return a process's children, and theirs."""
    parents = {}
    for stat in _PROCESSES.glob("[0-9]*/stat"):
        told = _read(stat).rpartition(")")[2].split()  # a name may hold spaces and brackets
        if told:
            parents[int(stat.parent.name)] = int(told[1])
    found: set[int] = set()
    layer = {pid}
    while layer:
        layer = {child for child, parent in parents.items() if parent in layer} - found
        found |= layer
    return found


def held(pids: set[int]) -> int:
    """Return the bytes of these processes; shared pages are divided among those who share them."""
    return sum(_proportional(_read(_PROCESSES / str(pid) / "smaps_rollup")) for pid in pids)


def _proportional(rollup: str) -> int:
    lines = (line.split() for line in rollup.splitlines() if line.startswith("Pss:"))
    return sum(int(line[1]) * 1024 for line in lines)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has ended
        return ""
