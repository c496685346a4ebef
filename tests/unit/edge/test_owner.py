"""Whether who had a message in hand is dead is seen on the same machine, and never guessed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bot.edge.owner import is_dead, make_owner


def test_a_living_owner_is_not_dead_and_its_name_fits_the_column() -> None:
    owner = make_owner()
    assert not is_dead(owner)
    assert len(owner) <= 40
    assert make_owner() != owner


def test_an_owner_that_ended_is_dead() -> None:
    command = [sys.executable, "-c", "from bot.edge.owner import make_owner; print(make_owner())"]
    owner = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert is_dead(owner)


def test_another_process_under_the_same_number_is_not_the_owner() -> None:
    here, _, begun, own = make_owner().split(".")
    assert is_dead(f"{here}.{os.getpid()}.{int(begun) + 1}.{own}")


@pytest.mark.parametrize("owner", ["", "0123456789abcdef0123456789abcdef", "another0host.1.5.aaaaa", "a.b.c.d"])
def test_of_another_machine_nothing_is_known(owner: str) -> None:
    assert not is_dead(owner)
