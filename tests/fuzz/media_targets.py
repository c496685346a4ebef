"""Pictures, what was read in them, QR codes and recordings."""

from __future__ import annotations

import json
import random
from typing import Any

from tests.fuzz.target import Check, Target, as_text


def _pictures() -> list[bytes]:
    from tests.hardening import hostile_pictures
    from tests.picture_door import SCREENSHOTS

    small = [make() for name, make in hostile_pictures.HOSTILE.items() if "bomb" not in name and "60000" not in name]
    files = [path.read_bytes() for path in sorted(SCREENSHOTS.glob("*"))[:3]]
    return [data[:4000] for data in (*small, *files)] + [hostile_pictures.png(64, 64), hostile_pictures.gif_of(2)]


def _open() -> Check:
    from bot.media.opening import UnusableImage, open_image

    def check(data: bytes) -> None:
        try:
            image = open_image(data)
        except UnusableImage:
            return
        assert image is None or (image.mode == "RGB" and min(image.size) >= 24)

    return check


_LINE = {"text": "有人让我转钱", "box": [[0, 0], [90, 0], [90, 20], [0, 20]], "score": 0.9, "back": [255, 255, 255]}
_READ: dict[str, Any] = {
    "width": 400, "height": 800, "page": [237, 237, 237], "kind": "chat", "partial": False, "problem": "", "detail": "",
    "lines": [_LINE, {**_LINE, "box": [[300, 50], [390, 50], [390, 70], [300, 70]], "back": [149, 236, 105]}],
    "codes": [{"text": "https://qr.alipay.com/x", "format": "QRCode"}],
}  # fmt: skip


def _worker() -> Check:
    from bot.hearing import heard
    from bot.media.kinds import kind_of
    from bot.media.layout import straighten
    from bot.media.saw import load
    from bot.media.text import text_of

    def check(data: bytes) -> None:
        try:
            given = json.loads(data)
        except (ValueError, RecursionError):
            return
        try:
            read = load(given)
        except ValueError:
            pass
        else:
            assert text_of(read)
            kind_of(straighten(read.lines, read.width, read.height), read.page, read.width)
        try:
            heard.load(given)
        except ValueError:
            return

    return check


def _codes() -> Check:
    from bot.media.saw import Code, ReadImage
    from bot.media.text import text_of
    from bot.text.prepare import prepare

    def check(data: bytes) -> None:
        for kind in ("QRCode", "Code128"):
            said = text_of(ReadImage(width=1, height=1, codes=(Code(as_text(data), kind),)))
            assert not prepare(said).text.startswith("/")

    return check


def _container() -> Check:
    from bot.hearing.container import CODECS, container_of

    def check(data: bytes) -> None:
        assert container_of(data) in ("", *CODECS)

    return check


def _decode() -> Check:
    from bot.hearing.decoding import UnusableSound, decode

    def check(data: bytes) -> None:
        try:
            samples, _ = decode(data)
        except UnusableSound:
            return
        assert len(samples) > 0

    return check


def _sounds() -> list[bytes]:
    from tests.hardening import hostile_sounds

    dice = random.Random(1)
    made = [make() for name, make in hostile_sounds.HOSTILE.items() if "minutes" not in name]
    return [data[:6000] for data in (*made, *hostile_sounds.mutated(24))] + [dice.randbytes(50)]


_CODES = (
    b"wxp://f2f",
    b"https://qr.alipay.com/a",
    b"http://evil.top/a.apk",
    b"BEGIN:VCARD",
    b"WIFI:S:a;;",
    b"/restart",
)
_CHUNKS = (
    b"IHDR",
    b"IDAT",
    b"zTXt",
    b"iCCP",
    b"\xff\xd8\xff\xe1",
    b"Exif\x00\x00",
    b"RIFF",
    b"WEBPVP8X",
    b"GIF89a",
    b"BM",
)
_HEADS = (
    b"OggS",
    b"\x1aE\xdf\xa3",
    b"ftypM4A ",
    b"#!AMR\n",
    b"fLaC",
    b"ID3",
    b"RIFF",
    b"WAVE",
    b"\xff\xf1",
    b"\xff\xfb",
)

TARGETS = (
    Target("pictures", "bot/media/opening.py", 25, _open, _pictures, _CHUNKS, 4000),
    Target("what the reader saw", "bot/media/saw.py, text.py, kinds.py; bot/hearing/heard.py", 40, _worker,
           lambda: [json.dumps(_READ).encode(), json.dumps({"text": "a", "problem": ""}).encode()],
           (b"NaN", b"Infinity", b"-1", b"1e400", b"null", b"[]", b"99999999999"), 2000),
    Target("QR codes", "bot/media/text.py", 40, _codes, lambda: list(_CODES), _CODES, 300),
    Target("sound containers", "bot/hearing/container.py", 40, _container, lambda: list(_HEADS), _HEADS, 40),
    Target("sounds", "bot/hearing/decoding.py: FFmpeg", 5, _decode, _sounds, _HEADS, 6000, in_media=True),
)  # fmt: skip
