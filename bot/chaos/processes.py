"""What runs of one system, found by its folder."""

from __future__ import annotations

from pathlib import Path


def started_with(folder: Path) -> dict[int, str]:
    """Return command lines by process id of everything started with this VAR_DIR."""
    marker, found = f"VAR_DIR={folder}".encode(), {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if marker in (path / "environ").read_bytes().split(b"\0"):
                command = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                found.update({int(path.name): command} if command else {})
        except OSError:
            continue  # it ended while we looked
    return found
