"""A server that lets several questions in a row go by hangs; one that starts, or is busy for a moment, does not."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable

import pytest

from bot.serve.pulse import GRACE_SECONDS, MOST_MISSED, Pulse, answers


def looks(answered: Iterable[bool], each_seconds: float = 7.0) -> list[bool]:
    """Return what each look at one server finds, given whether it answered."""
    now = 0.0
    script = iter(answered)
    pulse = Pulse(["http://127.0.0.1:1/"], lambda _: next(script), lambda: now)
    found = []
    for _ in list(answered):
        found.append(pulse.stopped(0))
        now += each_seconds
    return found


def test_many_missed_in_a_row_is_hanging() -> None:
    assert looks([True] + [False] * MOST_MISSED) == [False] * MOST_MISSED + [True]


def test_one_answer_between_is_life() -> None:
    assert not any(looks(([True] + [False] * (MOST_MISSED - 1)) * 5))


def test_who_starts_is_given_time() -> None:
    silent = int(GRACE_SECONDS // 7) + 1
    assert not any(looks([False] * silent))
    assert any(looks([False] * (silent + MOST_MISSED)))


def test_the_one_that_takes_its_place_is_given_time_again() -> None:
    found = looks([True] + [False] * (MOST_MISSED + 8))
    assert found.count(True) == 1


@pytest.mark.parametrize(
    ("said", "alive"),
    [
        (b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", True),
        (b"rubbish\r\n\r\n", True),
        (b"", False),
    ],
)
def test_any_answer_is_one(said: bytes, alive: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1024)
                connection.sendall(said)

        thread = threading.Thread(target=serve)
        thread.start()
        assert answers(url) is alive
        thread.join()
    assert not answers(url)
