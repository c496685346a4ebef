# Attack: a picture takes over its reader, which asks the kernel for the keys in the edge's environment.
"""A process of the same user cannot read what a process of ours was given."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from bot.settings import ROOT

PARENT = """
import subprocess, sys
from bot.observe.private import close_to_others
if sys.argv[1] == "closed":
    close_to_others()
look = "import os; p = f'/proc/{os.getppid()}/'; open(p + 'environ').read(); open(p + 'mem', 'rb')"
done = subprocess.run([sys.executable, "-c", look], stderr=subprocess.PIPE, text=True)
print("PermissionError" if "PermissionError" in done.stderr else done.returncode)
"""


def without_rights() -> list[str]:
    """Return what takes root's rights from a command: with them everything can be read."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root, and no setpriv")
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]


@pytest.mark.parametrize(("how", "seen"), [("open", "0"), ("closed", "PermissionError")])
def test_the_child_sees_no_environment(how: str, seen: str) -> None:
    done = subprocess.run(
        [*without_rights(), sys.executable, "-B", "-c", PARENT, how],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    if how == "open" and done.stdout.strip() != seen:
        pytest.skip(f"not to be seen here anyway: {done.stderr[-200:]}")
    assert done.stdout.strip() == seen
