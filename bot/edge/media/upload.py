"""A multipart body with one file, taken in piece by piece and never further than the limits."""

from __future__ import annotations

import json
from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from bot.edge.messages import BadMessage, Incoming, parse

_FIELDS = frozenset({"id", "user", "channel", "elder"})
_MOST_FIELD = 400  # bytes
_PIECE = 64 * 1024


class TooLarge(ValueError):
    """More than the file may have."""


@dataclass(frozen=True)
class Upload:
    """What came: the message without its words, and the file."""

    incoming: Incoming
    file: bytes


async def read_upload(request: web.Request, name: str, most_bytes: int, text: str) -> Upload:
    """Read the body.

    Args:
        request: whose body it is.
        name: the field that holds the file.
        most_bytes: of the file.
        text: stands for the words of the message until the file was read.

    Raises:
        BadMessage: it is not what the door takes.
        TooLarge: the file is over the limit.
    """
    if (request.content_length or 0) > most_bytes + _PIECE:
        raise TooLarge
    fields: dict[str, str] = {}
    file = b""
    try:
        parts = await request.multipart()
        while (part := await parts.next()) is not None:
            if not isinstance(part, BodyPartReader) or part.name in fields or (file and part.name == name):
                raise BadMessage("body: must be one level of fields, each once")
            if part.name == name:
                file = await limited(part, most_bytes)
            elif part.name in _FIELDS:
                fields[part.name] = (await limited(part, _MOST_FIELD)).decode()
            else:
                raise BadMessage(f"body: fields are id and {name}")
    except (BadMessage, TooLarge, ConnectionError):
        raise
    except Exception as error:  # aiohttp meets a broken body with a dozen kinds of errors
        raise BadMessage("body: must be multipart/form-data") from error
    if not file:
        raise BadMessage(f"{name}: must not be empty")
    elder = fields.pop("elder", "") in ("1", "true")
    return Upload(parse(json.dumps({**fields, "elder": elder, "text": text}).encode()), file)


async def limited(part: BodyPartReader, most: int) -> bytes:
    """Return what a part holds.

    Raises:
        TooLarge: it is over the limit.
    """
    data = bytearray()
    while piece := await part.read_chunk(_PIECE):
        data += piece
        if len(data) > most:
            raise TooLarge
    return bytes(data)
