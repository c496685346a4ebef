"""A multipart body with one picture, taken in piece by piece and never further than the limits."""

from __future__ import annotations

import json
from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from bot.edge.messages import BadMessage, Incoming, parse
from bot.media.saw import MOST_BYTES
from bot.media.text import NOTHING

_FIELDS = frozenset({"id", "user", "channel", "elder"})
_MOST_FIELD = 400  # bytes
_PIECE = 64 * 1024


class TooLarge(ValueError):
    """More than a picture may have."""


@dataclass(frozen=True)
class Upload:
    """What came: the message without its words, and the picture."""

    incoming: Incoming
    picture: bytes


async def read_upload(request: web.Request) -> Upload:
    """Read the body.

    Raises:
        BadMessage: it is not what the door takes.
        TooLarge: the picture is over the limit.
    """
    if (request.content_length or 0) > MOST_BYTES + _PIECE:
        raise TooLarge
    fields: dict[str, str] = {}
    picture = b""
    try:
        parts = await request.multipart()
        while (part := await parts.next()) is not None:
            if not isinstance(part, BodyPartReader) or part.name in fields or (picture and part.name == "picture"):
                raise BadMessage("body: must be one level of fields, each once")
            if part.name == "picture":
                picture = await _limited(part, MOST_BYTES)
            elif part.name in _FIELDS:
                fields[part.name] = (await _limited(part, _MOST_FIELD)).decode()
            else:
                raise BadMessage("body: fields are id and picture")
    except (BadMessage, TooLarge, ConnectionError):
        raise
    except Exception as error:  # aiohttp meets a broken body with a dozen kinds of errors
        raise BadMessage("body: must be multipart/form-data") from error
    if not picture:
        raise BadMessage("picture: must not be empty")
    elder = fields.pop("elder", "") in ("1", "true")
    return Upload(parse(json.dumps({**fields, "elder": elder, "text": NOTHING}).encode()), picture)


async def _limited(part: BodyPartReader, most: int) -> bytes:
    data = bytearray()
    while piece := await part.read_chunk(_PIECE):
        data += piece
        if len(data) > most:
            raise TooLarge
    return bytes(data)
