"""`python -m bot.hearing.worker`: listens to recordings, one at a time, in a process of its own.

Runs with the Python of `.venv-media`; what goes in and out stands in
`bot/media/process.py` and `bot/hearing/heard.py`. It is as poor as the process
that reads pictures, and for the same reason. Nothing is kept of a recording.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

from bot.hearing.heard import Heard
from bot.media.process import Answer, run
from bot.media.saw import FAILED, MISSING, UNUSABLE

if TYPE_CHECKING:
    from bot.hearing.whisper import Whisper

MEMORY = 3 * 1024**3 // 2  # address space; loading the weights takes 0.9 GB of it
HEAR_SECONDS = 20.0  # by then what was heard so far is answered; the edge waits a little longer


def hear_one(data: bytes, whisper: Whisper) -> Heard:
    """Return what is said in one recording; nothing it may hold ends the process but a crash of a library."""
    from bot.hearing.decoding import UnusableSound, decode

    deadline = time.monotonic() + HEAR_SECONDS
    try:
        return whisper.hear(*decode(data), deadline)
    except UnusableSound as error:
        return Heard(problem=UNUSABLE, detail=str(error))
    except MemoryError:
        return Heard(problem=FAILED, detail="no memory left")
    except Exception as error:  # a library that stumbles over one recording must hear the next
        return Heard(problem=FAILED, detail=type(error).__name__)


def prepare() -> tuple[dict[str, Any], Answer]:
    """Load the model, or learn why that cannot be."""
    from bot.hearing.weights import MissingWeights

    try:
        from bot.hearing.whisper import Whisper

        whisper = Whisper(threads=max(1, (os.cpu_count() or 2) // 2))
    except (ImportError, MissingWeights) as error:
        failure = Heard(problem=MISSING, detail=f"{error}; run `make media`").dump()
        return failure, lambda data: failure
    return Heard().dump(), lambda data: hear_one(data, whisper).dump()


if __name__ == "__main__":
    run(MEMORY, prepare)
