"""What was heard in a recording: plain data that travels from the worker to the edge as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from bot.media.saw import FAILED, PROBLEMS

UNCLEAR = "unclear"  # nobody spoke, or not so that it could be understood
MOST_BYTES = 8 * 1024 * 1024  # of a recording: a minute, uncompressed, as telephones record it
MOST_SECONDS = 60.0  # later sound is not listened to
MOST_CHARS = 600  # nobody says more in a minute


@dataclass(frozen=True)
class Heard:
    """One recording, heard.

    Attributes:
        text: what was said, simplified, with Chinese marks.
        seconds: how long the recording is.
        confidence: of the recogniser in its words, 0 to 1.
        partial: the recording is longer than what was listened to.
        problem: why nothing was understood: `UNCLEAR` or one of `bot.media.saw.PROBLEMS`.
        detail: for the log, never for a resident, and never the words.
    """

    text: str = ""
    seconds: float = 0.0
    confidence: float = 0.0
    partial: bool = False
    problem: str = ""
    detail: str = ""

    def dump(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return asdict(self)


def load(data: Any) -> Heard:
    """Return what the worker wrote; a worker that decodes hostile bytes is not trusted either.

    Raises:
        ValueError: it is not what a worker writes.
    """
    try:
        return Heard(
            text=str(data["text"])[:MOST_CHARS],
            seconds=float(data["seconds"]),
            confidence=float(data["confidence"]),
            partial=bool(data["partial"]),
            problem=data["problem"] if data["problem"] in (*PROBLEMS, UNCLEAR) else FAILED,
            detail=str(data["detail"])[:300],
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not an answer of the worker: {type(error).__name__}") from error
