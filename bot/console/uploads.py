"""A file that somebody sends in a form: small, text, read once and kept nowhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import PurePath

from aiohttp import web
from aiohttp.web_request import FileField

from bot.edge.blocklist_csv import BadFile, decode

MOST_BYTES = 1024 * 1024
NO_FILE = "请选一个 CSV 文件。"
NOT_TEXT = "这个文件读不了。请在表格软件里另存为“CSV UTF-8（逗号分隔）”，再选一次。"


async def read_csv(request: web.Request, heads: Mapping[str, str], name: str = "file") -> tuple[str, str, str]:
    """Return (file name, its text, what is wrong).

    Args:
        request: whose form holds the file.
        heads: what a column may be called → what the reader calls it.
        name: of the field.
    """
    given = (await request.post()).get(name)
    if not isinstance(given, FileField) or not given.filename:
        return "", "", NO_FILE
    raw = given.file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise web.HTTPRequestEntityTooLarge(MOST_BYTES, len(raw))
    file = PurePath(given.filename.replace("\\", "/")).name[:80]
    try:
        return file, with_heads(decode(raw), heads), ""
    except (BadFile, csv.Error):
        return file, "", NOT_TEXT


def with_heads(text: str, heads: Mapping[str, str]) -> str:
    """Return a CSV whose first line names its columns as the reader does; all other lines stay."""
    text = text.lstrip("\ufeff").replace("\0", "\ufffd")
    first, end, rest = text.partition("\n")
    names = next(csv.reader(io.StringIO(first.rstrip("\r"))), [])
    return ",".join(heads.get(name.strip(), name.strip()) for name in names) + (end or "\n") + rest
