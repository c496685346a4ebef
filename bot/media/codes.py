"""QR and bar codes: read, never opened."""

from __future__ import annotations

import zxingcpp

from bot.media.colours import Pixels
from bot.media.saw import MOST_CODES, Code


def read_codes(picture: Pixels) -> list[Code]:
    """Return every code with its content as text; content that is no text is left out."""
    found = []
    for code in zxingcpp.read_barcodes(picture)[:MOST_CODES]:
        text = str(code.text).strip()
        if code.valid and text:
            found.append(Code(text, str(code.format).rpartition(".")[2]))
    return list(dict.fromkeys(found))
