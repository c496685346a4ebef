"""What a person at a terminal is told: `make help`, and `--help` of every command."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from bot.__main__ import COMMANDS
from tests.conftest import ROOT


def told(*command: str) -> str:
    """Run a command and return its standard output."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60).stdout


def test_make_help_names_every_target() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    found = told("make", "help")
    assert not [name for name in targets if name != "env" and f"make {name}" not in found]


def test_make_without_a_target_is_help() -> None:
    assert told("make") == told("make", "help")


def test_help_lists_every_command() -> None:
    found = told(sys.executable, "-m", "bot", "--help")
    assert not [command.name for command in COMMANDS if not re.search(rf"^ +{command.name}\s+\w", found, re.MULTILINE)]


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_help_of_a_command_has_an_example(name: str) -> None:
    found = told(sys.executable, "-m", "bot", name, "--help")
    assert re.search(rf"example: .*python -m bot {name}", found)


def test_an_unknown_command_is_refused_with_the_list() -> None:
    found = subprocess.run([sys.executable, "-m", "bot", "danse"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert found.returncode == 2
    assert "assess" in found.stderr
