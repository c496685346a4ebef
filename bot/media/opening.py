"""Open a picture that a stranger sent: the header is judged before a single pixel is decoded."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from bot.media.saw import MOST_BYTES

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF")
MOST_PIXELS = 40_000_000
SHORT_SIDE = 1440  # more than this shows no more letters
LONG_WIDTH = 2400
LEAST_SIDE = 24  # what is thinner holds no line of text


class UnusableImage(ValueError):
    """Bytes that are no picture we read; the message is for the log."""


def open_image(data: bytes) -> Image.Image | None:
    """Return the picture upright, in RGB and no larger than reading needs; None where it is too thin for text.

    Raises:
        UnusableImage: no picture, broken, or larger than the limits.
    """
    if len(data) > MOST_BYTES:
        raise UnusableImage("more than 10 MB")
    Image.MAX_IMAGE_PIXELS = None  # ours is stricter, and refuses instead of warning
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=FORMATS)
            return _decode(image)
    except UnusableImage:
        raise
    except MemoryError as error:
        raise UnusableImage("no memory for it") from error
    except Exception as error:  # decoders fail in a hundred ways on hostile bytes
        raise UnusableImage(f"not decoded: {type(error).__name__}") from error


def _decode(image: Image.Image) -> Image.Image | None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise UnusableImage("more than 40 megapixels")
    if min(width, height) < LEAST_SIDE:
        return None
    smaller = _fitting(width, height)
    if image.format == "JPEG":
        image.draft("RGB", smaller)  # decodes at a half or a quarter where that is enough
    image.load()
    orientation = image.getexif().get(0x0112, 1)
    flat = _flatten(image)
    if flat.size[0] > smaller[0]:
        flat = flat.resize(smaller, Image.Resampling.LANCZOS)
    flat.getexif()[0x0112] = orientation
    upright = ImageOps.exif_transpose(flat)
    return upright if min(upright.size) >= LEAST_SIDE else None


def _fitting(width: int, height: int) -> tuple[int, int]:
    """Return the size at which it is read."""
    scale = min(1.0, SHORT_SIDE / min(width, height))
    scale = min(scale, LONG_WIDTH / width) if width > height else scale
    return max(1, round(width * scale)), max(1, round(height * scale))


def _flatten(image: Image.Image) -> Image.Image:
    """Return RGB; what shines through becomes white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        ground = Image.new("RGB", layered.size, "white")
        ground.paste(layered, mask=layered.getchannel("A"))
        return ground
    return image.convert("RGB")
