"""Sends an export as a download, piece by piece."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import IO
from urllib.parse import quote

from aiohttp import web

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PIECE, LINES = 64 * 1024, 500
IN_MEMORY = 2 * 1024 * 1024


async def send_lines(request: web.Request, name: str, lines: Iterable[str]) -> web.StreamResponse:
    """Send a text file that is made while it is sent."""
    response = await _begun(request, name, CSV, charset="utf-8")
    rest = iter(lines)
    while piece := await asyncio.to_thread(_some, rest):
        await response.write(piece)
    await response.write_eof()
    return response


async def send_file(
    request: web.Request, name: str, kind: str, write: Callable[[IO[bytes]], None]
) -> web.StreamResponse:
    """Send a binary file that `write` makes; a big one waits on the disk, not in memory."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        await asyncio.to_thread(write, file)
        file.seek(0)
        response = await _begun(request, name, kind)
        while piece := await asyncio.to_thread(file.read, PIECE):
            await response.write(piece)
    await response.write_eof()
    return response


def _some(lines: Iterator[str]) -> bytes:
    return "".join(islice(lines, LINES)).encode()


async def _begun(request: web.Request, name: str, kind: str, charset: str = "") -> web.StreamResponse:
    response = web.StreamResponse()
    response.content_type = kind
    if charset:
        response.charset = charset
    # the plain name is for browsers that do not know the other form
    ending = name.rsplit(".", 1)[-1]
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"export.{ending}\"; filename*=UTF-8''{quote(name)}"
    )
    await response.prepare(request)
    return response
