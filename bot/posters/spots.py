"""Where posters hang, and for which sheet or screen they are set. Pure."""

from __future__ import annotations

from dataclasses import dataclass

# the face of a Han character, the height of capitals and digits, and of x, as parts of the type size; Noto Sans CJK SC
HAN, DIGIT, X_HEIGHT = 0.92, 0.733, 0.543
MM_PER_REM = 10.0  # on A3; every measure of the style sheets is in rem


@dataclass(frozen=True)
class Hangs:
    """A kind of place.

    Attributes:
        name: as staff say it.
        wording: the line that belongs to this place alone.
        glance: people pass within seconds: the shortest lines come first.
    """

    id: str
    name: str
    wording: str
    glance: bool = False


@dataclass(frozen=True)
class Size:
    """A sheet or screen.

    Attributes:
        width: in millimetres; of the screen, as it is in a lift 21.5 inches across.
        rem: pixels of the style sheet's unit at 96 to the inch.
        scale: pixels of the picture for each of those.
    """

    id: str
    name: str
    width: float
    height: float
    rem: float
    scale: float

    @property
    def pixels(self) -> tuple[int, int]:
        """Return the page in pixels at 96 to the inch."""
        screen = {"lift": (1080, 1920), "wide": (1920, 1080)}.get(self.id)
        return screen or (round(self.width / 25.4 * 96), round(self.height / 25.4 * 96))

    def letter(self, rem: float, part: float = HAN) -> float:
        """Return how high a letter of a type size stands, in millimetres."""
        return rem * self.rem * self.width / self.pixels[0] * part


PLACES = {
    place.id: place
    for place in (
        Hangs("lift", "电梯", "poster_at_lift", glance=True),
        Hangs("market", "菜市场", "poster_at_market"),
        Hangs("stairwell", "楼道", "poster_at_stairwell", glance=True),
        Hangs("school", "学校", "poster_at_school"),
        Hangs("counter", "银行柜台", "poster_at_counter"),
    )
}
_MM = 96 / 25.4
SIZES = {
    size.id: size
    for size in (
        Size("a3", "A3", 297, 420, MM_PER_REM * _MM, 200 / 96),
        Size("a4", "A4", 210, 297, MM_PER_REM * _MM * 210 / 297, 300 / 96),
        Size("lift", "电梯屏", 267.8, 476.1, 40.0, 1.0),
        Size("wide", "电梯横屏", 476.1, 267.8, 40.0, 1.0),
    )
}
FORMATS = ("pdf", "png")
