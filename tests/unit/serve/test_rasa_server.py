"""When the model that workers are forked with is old; loading itself is tried on the whole system."""

from __future__ import annotations

import errno
import importlib
import os
import socket
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.settings import Settings


@pytest.fixture(scope="module")
def server() -> ModuleType:
    """Return the module; Rasa, which it imports, takes seconds."""
    return importlib.import_module("bot.serve.rasa_server")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return where the model lies."""
    return tmp_path / "current.tar.gz"


def loaded(server: ModuleType, place: Path, **more: Any) -> Any:
    """Return what loads the model in a place; its actions are never asked."""
    return server.Loaded(Settings(model_dir=str(place.parent), var_dir=str(place.parent)), None, **more)


def test_without_a_model_it_says_what_to_do(server: ModuleType, place: Path) -> None:
    with pytest.raises(server.NoModel, match="bot prepare"):
        loaded(server, place).refresh()


def test_a_new_model_counts_once_it_stayed_for_a_while(server: ModuleType, place: Path) -> None:
    now = [0.0]
    found = loaded(server, place, clock=lambda: now[0])
    assert not found.is_stale()
    place.write_bytes(b"one")
    assert not found.is_stale()
    now[0] += server.SETTLED_SECONDS - 1
    place.write_bytes(b"another")  # what was put in place is taken back within the minute
    assert not found.is_stale()
    now[0] += server.SETTLED_SECONDS - 1
    assert not found.is_stale()
    now[0] += 1
    assert found.is_stale()


def test_a_model_that_is_gone_is_none(server: ModuleType, place: Path) -> None:
    now = [0.0]
    found = loaded(server, place, clock=lambda: now[0])
    now[0] += 2 * server.SETTLED_SECONDS
    assert not found.is_stale()


def test_a_successor_shares_the_port_and_a_stranger_cannot_have_it(server: ModuleType) -> None:
    first = server.listen("127.0.0.1", 0)
    port = first.getsockname()[1]
    second = server.listen("127.0.0.1", port)
    with socket.socket() as stranger, pytest.raises(OSError, match=os.strerror(errno.EADDRINUSE)):
        stranger.bind(("127.0.0.1", port))
    first.close()
    second.close()
