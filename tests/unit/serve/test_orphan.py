"""Who lost its supervisor makes room only for a successor that lives."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from bot.serve.orphan import PIDFILE, listeners, new_supervisor
from bot.settings import ROOT

_NOBODY = 2**22 + 1  # beyond the largest process id


@pytest.mark.parametrize(
    ("written", "found"),
    [("", False), ("rubbish", False), (str(_NOBODY), False), (str(os.getpid()), True)],
    ids=["empty", "rubbish", "nobody", "ourselves"],  # the same in every process that runs tests
)
def test_a_successor_is_another_process_that_lives(written: str, found: bool, tmp_path: Path) -> None:
    (tmp_path / PIDFILE).write_text(written, encoding="ascii")
    assert new_supervisor(tmp_path, old=1) is found


def test_the_old_supervisor_is_no_successor(tmp_path: Path) -> None:
    (tmp_path / PIDFILE).write_text(str(os.getpid()), encoding="ascii")
    assert not new_supervisor(tmp_path, old=os.getpid())


def test_without_the_file_there_is_none(tmp_path: Path) -> None:
    assert not new_supervisor(tmp_path, old=1)


def test_the_supervisor_writes_the_file_that_is_looked_at() -> None:
    configuration = (ROOT / "deploy" / "supervisord.conf").read_text(encoding="utf-8")
    assert f"pidfile=%(ENV_VAR_DIR)s/{PIDFILE}" in configuration


def test_those_who_share_a_port_are_counted() -> None:
    sockets = [socket.socket() for _ in range(2)]
    port = 0
    try:
        for number, one in enumerate(sockets, 1):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            one.bind(("127.0.0.1", port))
            port = one.getsockname()[1]
            assert listeners(port) == number - 1
            one.listen()
            assert listeners(port) == number
    finally:
        for one in sockets:
            one.close()
