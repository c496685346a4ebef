"""`python -m bot.media.degrade FROM TO`: the test pictures as residents' phones spoil them, for measuring.

Runs with the Python of `.venv-media`, as the worker does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageEnhance, ImageFilter

GREY = (96, 92, 88)
Spoil = Callable[[Image.Image], Image.Image]


def _half(image: Image.Image) -> Image.Image:
    return image.resize((image.width // 2, image.height // 2), Image.Resampling.BILINEAR)


def _third(image: Image.Image) -> Image.Image:
    return image.resize((image.width // 3, image.height // 3), Image.Resampling.BILINEAR)


def _far(image: Image.Image) -> Image.Image:
    return image.rotate(-14, Image.Resampling.BICUBIC, expand=True, fillcolor=GREY)


def _leaning(image: Image.Image) -> Image.Image:
    return image.rotate(7, Image.Resampling.BICUBIC, expand=True, fillcolor=GREY)


def _off_a_screen(image: Image.Image) -> Image.Image:
    """Blurred and pale, as a photo of a screen is."""
    return ImageEnhance.Contrast(image.filter(ImageFilter.GaussianBlur(1.6))).enhance(0.6)


# name → (what is done, JPEG quality)
SPOILS: dict[str, tuple[Spoil, int]] = {
    "JPEG quality 12": (lambda image: image, 12),
    "half the size": (_half, 60),
    "leaning by 7 degrees": (_leaning, 60),
    "blurred and pale": (_off_a_screen, 50),
    # the rules were never mended by what these two showed
    "unseen: a third of the size": (_third, 40),
    "unseen: leaning by 14 degrees": (_far, 40),
}


def main(source: Path, target: Path) -> None:
    """Write every picture in every spoilt form, each form a folder."""
    for name, (spoil, quality) in SPOILS.items():
        folder = target / name
        folder.mkdir(parents=True)
        for path in sorted([*source.glob("*.png"), *source.glob("*.jpg")]):
            spoil(Image.open(path).convert("RGB")).save(folder / f"{path.stem}.jpg", quality=quality)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
