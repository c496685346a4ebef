"""What every worker process has in common: poor, one request at a time, ends when its input ends.

A request on standard input is four bytes of length (big-endian) and the data;
the answer on standard output is one line of JSON. A first line says that the
worker is ready, or why it is not.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

HEADER = struct.Struct(">I")
Answer = Callable[[bytes], dict[str, Any]]


def be_poor(memory: int) -> None:
    """Give up what reading a stranger's bytes does not need.

    Args:
        memory: ceiling of the address space, in bytes.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the edge, which then closes our input
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # pipes are not files
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answers() -> BinaryIO:
    """Return the pipe for answers, and send whatever libraries print elsewhere."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


def read_exactly(source: BinaryIO, size: int) -> bytes | None:
    """Return `size` bytes, or None when the input ended."""
    data = source.read(size)
    return data if len(data) == size else None


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data).encode() + b"\n"


def serve(source: BinaryIO, pipe: BinaryIO, ready: dict[str, Any], answer: Answer) -> int:
    """Answer until the input ends; returns the exit code.

    Args:
        source: where requests come from.
        pipe: where answers go.
        ready: the first line.
        answer: makes an answer; must not raise.
    """
    pipe.write(_line(ready))
    pipe.flush()
    while (header := read_exactly(source, HEADER.size)) is not None:
        data = read_exactly(source, HEADER.unpack(header)[0])
        if data is None:
            break
        pipe.write(_line(answer(data)))
        pipe.flush()
    return 0


def run(memory: int, prepare: Callable[[], tuple[dict[str, Any], Answer]]) -> None:
    """Be a worker, and end.

    Args:
        memory: ceiling of the address space, in bytes.
        prepare: loads what is needed; returns the first line and what answers.
    """
    be_poor(memory)
    pipe = answers()
    try:
        code = serve(sys.stdin.buffer, pipe, *prepare())
    except BrokenPipeError:
        code = 0
    os._exit(code)  # the runtime's threads need no farewell
