"""`python -m bot.media.worker`: reads pictures, one at a time, in a process of its own.

Runs with the Python of `.venv-media`; what goes in and out stands in
`bot/media/process.py` and `bot/media/saw.py`. Pictures come from strangers, so
the process is poor: no environment to speak of, a ceiling on memory, no files
to write.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

from bot.media.process import Answer, run
from bot.media.saw import FAILED, MISSING, UNUSABLE, ReadImage

if TYPE_CHECKING:
    from bot.media.ocr import Ocr

MEMORY = 2 * 1024**3  # address space; the libraries alone take 1.2 GB of it
READ_SECONDS = 12.0  # by then what was read so far is answered; the edge waits 15


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


def prepare() -> tuple[dict[str, Any], Answer]:
    """Load the models, or learn why that cannot be."""
    try:
        from bot.media.ocr import Ocr

        ocr = Ocr(threads=max(1, (os.cpu_count() or 2) // 2))
    except ImportError as error:
        failure = ReadImage(problem=MISSING, detail=f"{error}; run `make media`").dump()
        return failure, lambda data: failure
    return ReadImage().dump(), lambda data: read_one(data, ocr).dump()


if __name__ == "__main__":
    run(MEMORY, prepare)
