"""Who lost its supervisor makes room only for a successor that lives."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.serve.orphan import LOG, PIDFILE, listeners, new_supervisor, write_to
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


# what a serving process does to its outputs: our lines, tracebacks, Sanic's handlers; then `print` and a thread's death
TALKER = """
import logging, sys, threading
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from bot.observe.logs import configure
from bot.serve.orphan import reader_is_gone, write_to

configure("edge")
logging.getLogger("sanic.root").addHandler(logging.StreamHandler(sys.stdout))
sys.stdin.readline()
def talk():
    for number in range(5000):
        logging.getLogger("sanic.root").error("line %d", number)
        logging.getLogger("bot").error("failed", exc_info=ValueError("x"))
talk()
before = getrusage(RUSAGE_SELF).ru_maxrss
talk()
grown = getrusage(RUSAGE_SELF).ru_maxrss - before
thread = threading.Thread(target=lambda: 1 / 0)
thread.start()
thread.join()
gone = reader_is_gone()
write_to(Path(sys.argv[1]))
print("printed", gone, reader_is_gone(), grown, flush=True)
"""


def test_a_process_that_lost_the_reader_of_its_outputs_lives_and_tells_a_file(tmp_path: Path) -> None:
    log = tmp_path / LOG
    reader, writer = os.pipe()
    with os.fdopen(writer, "wb") as pipe:
        talker = subprocess.Popen(
            [sys.executable, "-c", TALKER, log], cwd=ROOT, stdin=subprocess.PIPE, stdout=pipe, stderr=pipe
        )
    os.close(reader)
    talker.communicate(b"\n", timeout=120)
    assert talker.returncode == 0
    printed = log.read_text(encoding="utf-8").splitlines()[-1].split()
    assert printed[:3] == ["printed", "True", "False"]
    assert int(printed[3]) < 1024  # kB: lines that nobody takes are not kept


def test_a_file_that_cannot_be_opened_stops_nobody(tmp_path: Path) -> None:
    write_to(tmp_path / "missing" / LOG)
