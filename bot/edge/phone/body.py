"""What a media program sends: JSON, or a form with the event and the sound of a recording."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import BodyPartReader, web

from bot.edge.media.upload import TooLarge, limited
from bot.phone.events import Exchange, Recorded
from bot.phone.wire import MOST_STATE, BadExchange, load_event

MOST_SOUND = 1024 * 1024
UPLOAD_SECONDS = 20.0
_MOST_EVENT = MOST_STATE + 1024
_PARTS = (("event", _MOST_EVENT), ("sound", MOST_SOUND))


async def read_exchange(request: web.Request) -> tuple[Exchange, bytes]:
    """Read the body; the sound is empty unless there is a recording.

    Raises:
        BadExchange: it is not of the protocol.
        TooLarge: more than it may have.
    """
    if request.content_type != "multipart/form-data":
        exchange = load_event(_json(await request.read()))
        if isinstance(exchange.event, Recorded):
            raise BadExchange("body: recorded goes as multipart/form-data with the fields event and sound")
        return exchange, b""
    try:
        event, sound = await asyncio.wait_for(_parts(request), UPLOAD_SECONDS)
    except (BadExchange, TooLarge, ConnectionError):
        raise
    except Exception as error:  # aiohttp meets a broken body with a dozen kinds of errors
        raise BadExchange("body: must be multipart/form-data with the fields event and sound") from error
    return load_event(_json(event)), sound


async def _parts(request: web.Request) -> list[bytes]:
    if (request.content_length or 0) > MOST_SOUND + 2 * _MOST_EVENT:
        raise TooLarge
    parts, found = await request.multipart(), []
    for name, most in _PARTS:
        part = await parts.next()
        if not isinstance(part, BodyPartReader) or part.name != name:
            raise BadExchange("body: the fields are event and sound, in this order")
        found.append(await limited(part, most))
    return found


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadExchange("body: must be JSON in UTF-8") from error
