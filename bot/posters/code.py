"""The QR code of a poster."""

from __future__ import annotations

import io

import segno


def qr_svg(text: str) -> str:
    """Return a QR code that a quarter of may be torn or dirty; its quiet zone is part of it."""
    code = segno.make(text, error="q", micro=False, boost_error=False)
    made = io.BytesIO()
    code.save(made, kind="svg", xmldecl=False, border=4, omitsize=True, light="#fff", svgclass=None, lineclass=None)
    return made.getvalue().decode()
