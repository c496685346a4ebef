"""`python -m bot.media.worker`: reads pictures, one at a time, in a process of its own.

Runs with the Python of `.venv-media`. A request on standard input is four
bytes of length (big-endian) and the picture; the answer on standard output is
one line of JSON, see `bot/media/saw.py`; a first line says that it is ready. Pictures come from strangers, so the
process is poor: no environment to speak of, a ceiling on memory, no files to
write. It ends when its input ends.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import struct
import sys
import time
from typing import TYPE_CHECKING, BinaryIO

from bot.media.saw import FAILED, MISSING, UNUSABLE, ReadImage

if TYPE_CHECKING:
    from bot.media.ocr import Ocr

MEMORY = 2 * 1024**3  # address space; the libraries alone take 1.2 GB of it
READ_SECONDS = 12.0  # by then what was read so far is answered; the edge waits 15
HEADER = struct.Struct(">I")


def be_poor() -> None:
    """Give up what reading a picture does not need."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the edge, which then closes our input
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
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


def read_one(data: bytes, ocr: Ocr) -> ReadImage:
    """Return what is in one picture; nothing it may hold ends the process but a crash of a library."""
    from bot.media.opening import UnusableImage, open_image

    deadline = time.monotonic() + READ_SECONDS
    try:
        image = open_image(data)
        return ReadImage() if image is None else ocr.read(image, deadline)
    except UnusableImage as error:
        return ReadImage(problem=UNUSABLE, detail=str(error))
    except MemoryError:
        return ReadImage(problem=FAILED, detail="no memory left")
    except Exception as error:  # a library that stumbles over one picture must read the next
        return ReadImage(problem=FAILED, detail=type(error).__name__)


def _line(saw: ReadImage) -> bytes:
    return json.dumps(saw.dump()).encode() + b"\n"


def serve(source: BinaryIO, pipe: BinaryIO) -> int:
    """Answer until the input ends; returns the exit code."""
    try:
        from bot.media.ocr import Ocr

        ocr = Ocr(threads=max(1, (os.cpu_count() or 2) // 2))
    except ImportError as error:
        ocr, failure = None, ReadImage(problem=MISSING, detail=f"{error}; run `make media`")
    pipe.write(_line(ReadImage() if ocr is not None else failure))  # ready, or why not
    pipe.flush()
    while (header := read_exactly(source, HEADER.size)) is not None:
        data = read_exactly(source, HEADER.unpack(header)[0])
        if data is None:
            break
        saw = read_one(data, ocr) if ocr is not None else failure
        pipe.write(_line(saw))
        pipe.flush()
    return 0


if __name__ == "__main__":
    be_poor()
    try:
        code = serve(sys.stdin.buffer, answers())
    except BrokenPipeError:
        code = 0
    os._exit(code)  # the runtime's threads need no farewell
