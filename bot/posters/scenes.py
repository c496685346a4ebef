"""The few characters in a poster's QR code: short, so that its modules are large enough for an old telephone. Pure."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

KIND = "poster"  # of the choice that a scan makes
SCENE = re.compile(r"p[a-z2-7]{9}")


@dataclass(frozen=True)
class Topic:
    """What a poster is about and where it hangs.

    Attributes:
        type: id of the scam type.
        group: whom it is for.
        place: kind of place, a key of `bot.posters.spots.PLACES`.
        spot: the very place (db/places.py), empty where it may hang anywhere.
    """

    type: str
    group: str
    place: str
    spot: str = ""

    @property
    def scene(self) -> str:
        """Return the scene: the same for the same topic on whatever machine it is printed."""
        told = "\n".join((self.type, self.group, self.place, self.spot))
        return "p" + base64.b32encode(hashlib.sha256(told.encode()).digest()).decode().lower()[:9]

    @property
    def file_name(self) -> str:
        """Return the beginning of the names of its files."""
        return "_".join(part for part in (self.type, self.group, self.place, self.spot) if part)


def link(public_url: str, scene: str) -> str:
    """Return what the QR code of a poster holds."""
    return f"{public_url.rstrip('/')}/?t={scene}"


def choice_of(scene: str) -> str:
    """Return the choice that a scanned scene makes, empty for what is no poster's scene."""
    return f"{KIND}:{scene}" if SCENE.fullmatch(scene) else ""
