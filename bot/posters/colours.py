"""The colours of each design, and how people with another colour vision see them. Pure.

Matrices: Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
"""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[float, float, float]
SIMULATIONS: dict[str, tuple[Colour, Colour, Colour]] = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}


@dataclass(frozen=True)
class Palette:
    """Colours by what they are for: paper and ink, the headline's ground and ink, the accent and what stands on it."""

    paper: str
    ink: str
    ground: str
    headline: str
    accent: str
    on_accent: str

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return every (ink, ground) that stands on each other."""
        return ((self.ink, self.paper), (self.headline, self.ground), (self.on_accent, self.accent))


PALETTES = {
    "block": Palette("#ffffff", "#12202f", "#0a2d57", "#ffd84d", "#ffd84d", "#12202f"),
    "notice": Palette("#fbf8f1", "#171717", "#fbf8f1", "#171717", "#0a3d62", "#ffffff"),
    "talk": Palette("#eaf1f4", "#10222b", "#00535e", "#ffffff", "#ffc233", "#10222b"),
    "column": Palette("#ffffff", "#1c1408", "#f5b301", "#1c1408", "#1c1408", "#ffe08a"),
}


def linear(colour: str) -> Colour:
    """Return a colour such as #0a2d57 in linear light."""
    values = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return red, green, blue


def seen(colour: Colour, vision: str) -> Colour:
    """Return how a colour looks to somebody of another colour vision; an empty name changes nothing."""
    if not vision:
        return colour
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, colour, strict=True)), 0.0), 1.0) for row in SIMULATIONS[vision]
    )
    return red, green, blue


def contrast(ink: str, ground: str, vision: str = "") -> float:
    """Return the contrast of WCAG 2 between two colours, 1 to 21."""
    lights = sorted(
        sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), seen(linear(colour), vision), strict=True))
        for colour in (ink, ground)
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)
