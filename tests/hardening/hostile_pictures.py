"""Pictures that break decoders, made of bytes alone: the tests need no picture library."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.picture_door import SCREENSHOTS

_PNG = b"\x89PNG\r\n\x1a\n"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, rows: int | None = None) -> bytes:
    """Return a grey PNG of any size, with as many rows of pixels as wanted."""
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    packer = zlib.compressobj(9)
    row = b"\x00" + b"\x80" * width
    pixels = b"".join(packer.compress(row) for _ in range(height if rows is None else rows)) + packer.flush()
    return _PNG + header + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """Return a small PNG whose comment unpacks to 100 MB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"x" * 1_000_000) for _ in range(100)) + packer.flush()
    small = png(64, 64)
    return small[:33] + _chunk(b"zTXt", b"Comment\x00\x00" + packed) + small[33:]


def zip_as_png() -> bytes:
    """Return an archive under a picture's name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.png", b"\x00" * 5_000_000)
    return held.getvalue()


def gif_of(frames: int) -> bytes:
    """Return a GIF with many frames; only the first is looked at."""
    head = b"GIF89a" + struct.pack("<HHBBB", 60, 60, 0x80, 0, 0) + b"\x00\x00\x00\xff\xff\xff"
    frame = b"," + struct.pack("<HHHHB", 0, 0, 60, 60, 0) + b"\x02\x02\x4c\x01\x00"
    return head + frame * frames + b";"


def bmp_bomb() -> bytes:
    """Return a BMP whose header promises 2 thousand million pixels."""
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 50_000, 50_000, 1, 24, *[0] * 6)


def _screenshot(name: str) -> bytes:
    return (SCREENSHOTS / name).read_bytes()


def _spoilt(name: str, spoil: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    return lambda: spoil(_screenshot(name))


JPEG, WHOLE = "sms_bank_jpeg.jpg", "sms_parcel.png"
ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><svg>&b;</svg>'
# what is wrong with it → how it is made, which is not done before it is wanted
HOSTILE: dict[str, Callable[[], bytes]] = {
    "truncated jpeg": _spoilt(JPEG, lambda data: data[: len(data) // 2]),
    "truncated png": _spoilt(WHOLE, lambda data: data[: len(data) // 2]),
    "header of a jpeg alone": _spoilt(JPEG, lambda data: data[:20]),
    "broken in the middle": _spoilt(JPEG, lambda data: data[:5000] + b"\xff" * 500 + data[5500:]),
    "png with broken checksums": _spoilt(WHOLE, lambda data: data[:100] + bytes(byte ^ 1 for byte in data[100:])),
    "1 x 60000": lambda: png(1, 60_000),
    "60000 x 1": lambda: png(60_000, 1),
    "24 x 60000": lambda: png(24, 60_000),
    "60000 x 24": lambda: png(60_000, 24),
    "bomb: 100000 x 100000 promised": lambda: png(100_000, 100_000, rows=1),
    "bomb: 41 megapixels": lambda: png(6_403, 6_403),
    "bomb: comment": text_bomb,
    "bomb: bmp header": bmp_bomb,
    "nought by nought": lambda: png(0, 0, rows=0),
    "zip": zip_as_png,
    "ten thousand frames": lambda: gif_of(10_000),
    "svg with an entity": lambda: ENTITY,
    "pdf": lambda: b"%PDF-1.7\n" + b"x" * 1000,
    "postscript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\n",
    "text": "对方让我转账".encode,
    "one byte": lambda: b"\x00",
}


def noise(count: int) -> list[bytes]:
    """Return random bytes: plain, behind the marks of each format, and real pictures with bytes changed."""
    chance = random.Random(20261125)
    marks = (b"", _PNG, b"\xff\xd8\xff\xe0", b"RIFF\x10\x00\x00\x00WEBPVP8 ", b"BM", b"GIF89a")
    real = [_screenshot("sms_bank_jpeg.jpg"), _screenshot("wechat_family.png")]
    made = []
    for number in range(count):
        if number % 2:
            bytes_ = bytearray(chance.choice(real))
            for _ in range(chance.randint(1, 40)):
                bytes_[chance.randrange(len(bytes_))] = chance.randrange(256)
            made.append(bytes(bytes_[: chance.randrange(100, len(bytes_))]))
        else:
            made.append(marks[number // 2 % len(marks)] + chance.randbytes(chance.randrange(1, 4000)))
    return made
