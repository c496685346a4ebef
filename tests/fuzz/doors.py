"""`python -m tests.fuzz.doors`: schemathesis against the running edge, by docs/openapi.yml. Bounded, on loopback."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bot.settings import ROOT, load_settings
from tests.conftest import make_environment, prepare_system

TOOL = ROOT / ".venv-attack" / "bin" / "schemathesis"
EXAMPLES = 40  # of each operation
MOST_SECONDS = 1800
# Left out, each for a reason:
# - the edge takes more than it describes, so that an old page goes on working: `elder` of another kind counts as yes,
#   `user` of a stranger is not read. What it must not take, tests/unit/edge/test_messages.py names field by field;
# - bytes at random are described, and are no picture, no sound and no key of a sound.
LENIENT = "negative_data_rejection,positive_data_acceptance"
WITHOUT_EARS = ("--exclude-path", "/api/speech")  # answers 503 where .venv-media is not installed


def command(url: str, examples: int) -> list[str]:
    """Return the command line; /wechat needs WeChat's signature and is fuzzed by `tests.fuzz`."""
    return [
        *(str(TOOL), "run", str(ROOT / "docs" / "openapi.yml"), "--url", url, "--seed", "1"),
        *("--phases", "coverage,fuzzing", "--max-examples", str(examples), "--continue-on-failure"),
        *("--exclude-path", "/wechat", "--exclude-checks", LENIENT, "--request-timeout", "30", "--warnings", "off"),
        *(() if Path(load_settings().media_python).exists() else WITHOUT_EARS),
    ]


def main() -> int:
    """Start an edge of its own and attack it; returns schemathesis's exit code."""
    if not TOOL.exists():
        print("schemathesis is missing: run scripts/attack-tools.sh", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        system = prepare_system(make_environment(Path(folder)))
        system.start("actions", "rasa", "edge")
        try:
            system.wait_ready()
            done = subprocess.run(command(system.url, EXAMPLES), cwd=folder, timeout=MOST_SECONDS, check=False)
        finally:
            system.stop()
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
