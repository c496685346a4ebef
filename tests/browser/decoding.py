"""QR codes read back by the decoder that reads residents' pictures: zxing-cpp, in .venv-media."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot.settings import load_settings

_READ = """
import sys, zxingcpp
from PIL import Image
for code in zxingcpp.read_barcodes(Image.open(sys.argv[1])):
    print(code.text)
"""


def decoded(picture: Path) -> list[str]:
    """Return what the codes of a picture say; skips where the decoder is not installed."""
    python = Path(load_settings().media_python)
    if not python.exists():
        pytest.skip("nothing here reads QR codes: make media")
    told = subprocess.run([python, "-c", _READ, picture], capture_output=True, text=True, check=True, timeout=120)
    return told.stdout.split()
