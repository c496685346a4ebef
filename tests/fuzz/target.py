"""What is fuzzed: a parser, what feeds it, and how large its share is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Check = Callable[[bytes], None]


@dataclass(frozen=True)
class Target:
    """One parser.

    Attributes:
        name: as in the table.
        what: which code, for the table.
        share: of the total, in thousandths.
        make: imports the code and returns what is called with each input. Its own refusals it catches itself;
            whatever else comes out of it, an AssertionError too, is a crash.
        seeds: inputs that are well formed.
        words: pieces that are put into inputs.
        longest: bytes of an input.
        in_media: runs with the Python of .venv-media, without coverage.
    """

    name: str
    what: str
    share: int
    make: Callable[[], Check]
    seeds: Callable[[], Sequence[bytes]]
    words: tuple[bytes, ...] = ()
    longest: int = 600
    in_media: bool = False


def as_text(data: bytes) -> str:
    """Return the text that a JSON string with these bytes may hold, half characters too."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")
