"""What was seen in a picture: plain data that travels from the worker to the edge as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

Colour = tuple[int, int, int]
Corners = tuple[tuple[float, float], ...]

# why nothing was read
BUSY = "busy"  # too many pictures are waiting
UNUSABLE = "unusable"  # no picture, broken, or too large
FAILED = "failed"  # the worker died or took too long
MISSING = "missing"  # the media environment is not installed
PROBLEMS = ("", BUSY, UNUSABLE, FAILED, MISSING)

# what the picture looks like
CHAT = "chat"
RECEIPT = "receipt"
PAGE = "page"
KINDS = ("", CHAT, RECEIPT, PAGE)

MOST_BYTES = 10 * 1024 * 1024  # of a picture
MOST_LINES = 600
MOST_CHARS = 300  # of one line
MOST_CODES = 20
MOST_CODE_CHARS = 2000


@dataclass(frozen=True)
class Line:
    """One line of text.

    Attributes:
        text: as recognised.
        box: four corners from the upper left, clockwise, in pixels.
        score: 0 to 1.
        back: the colour behind it.
    """

    text: str
    box: Corners
    score: float
    back: Colour


@dataclass(frozen=True)
class Code:
    """One QR or bar code and what it holds; nobody opens it."""

    text: str
    format: str


@dataclass(frozen=True)
class ReadImage:
    """One picture, read.

    Attributes:
        width: of the picture the boxes belong to.
        height: likewise.
        page: the commonest colour, which is the ground.
        lines: in no order.
        codes: QR and bar codes.
        kind: what it looks like, one of `KINDS`.
        partial: the end was not read: it took too long.
        problem: why nothing was read, one of `PROBLEMS`.
        detail: for the log, never for a resident.
    """

    width: int = 0
    height: int = 0
    page: Colour = (255, 255, 255)
    lines: tuple[Line, ...] = ()
    codes: tuple[Code, ...] = ()
    kind: str = ""
    partial: bool = False
    problem: str = ""
    detail: str = ""

    def dump(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return asdict(self)


def load(data: Any) -> ReadImage:
    """Return what the worker wrote; a worker that reads hostile bytes is not trusted either.

    Raises:
        ValueError: it is not what a worker writes.
    """
    try:
        return ReadImage(
            width=int(data["width"]),
            height=int(data["height"]),
            page=_colour(data["page"]),
            lines=tuple(_line(item) for item in data["lines"][:MOST_LINES]),
            codes=tuple(
                Code(str(item["text"])[:MOST_CODE_CHARS], str(item["format"])[:20])
                for item in data["codes"][:MOST_CODES]
            ),
            kind=data["kind"] if data["kind"] in KINDS else PAGE,
            partial=bool(data["partial"]),
            problem=data["problem"] if data["problem"] in PROBLEMS else FAILED,
            detail=str(data["detail"])[:300],
        )
    except (KeyError, TypeError, IndexError, AttributeError, OverflowError) as error:
        raise ValueError(f"not an answer of the worker: {type(error).__name__}") from error


def _line(item: dict[str, Any]) -> Line:
    corners = tuple((float(x), float(y)) for x, y in item["box"])
    if len(corners) != 4:
        raise ValueError("a box has four corners")
    return Line(str(item["text"])[:MOST_CHARS], corners, float(item["score"]), _colour(item["back"]))


def _colour(item: Any) -> Colour:
    red, green, blue = (int(part) for part in item)
    return red, green, blue
