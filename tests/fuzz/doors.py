"""`python -m tests.fuzz.doors`: schemathesis against the running edge, by docs/openapi.yml. Bounded, on loopback."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bot.settings import ROOT
from tests.conftest import make_environment, prepare_system

TOOL = ROOT / ".venv-attack" / "bin" / "schemathesis"
EXAMPLES = 40  # of each operation
MOST_SECONDS = 1800
# The edge takes more than it describes, so that an old page goes on working: `elder` of another kind counts as yes,
# `user` of a stranger is not read. What it must not take, tests/unit/edge/test_messages.py names field by field.
LENIENT = "negative_data_rejection"


def command(url: str, examples: int) -> list[str]:
    """Return the command line; /wechat needs WeChat's signature and is fuzzed by `tests.fuzz`."""
    return [
        *(str(TOOL), "run", str(ROOT / "docs" / "openapi.yml"), "--url", url, "--seed", "1"),
        *("--phases", "coverage,fuzzing", "--max-examples", str(examples), "--continue-on-failure"),
        *("--exclude-path", "/wechat", "--exclude-checks", LENIENT, "--request-timeout", "30", "--warnings", "off"),
    ]


def main() -> int:
    """Start an edge of its own and attack it; returns schemathesis's exit code."""
    if not TOOL.exists():
        print("schemathesis is missing: run scripts/attack-tools.sh", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        # the pictures' reader is left out: thousands of pictures would only measure its queue
        system = prepare_system(make_environment(Path(folder), MEDIA_PYTHON="none"))
        system.start("actions", "rasa", "edge")
        try:
            system.wait_ready()
            done = subprocess.run(command(system.url, EXAMPLES), cwd=folder, timeout=MOST_SECONDS, check=False)
        finally:
            system.stop()
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
