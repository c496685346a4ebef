"""`POST /api/pictures` (multipart: id, picture): a picture is read and goes the way of messages."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from aiohttp import web

from bot.edge.keys import KNOWLEDGE, PEOPLE, PICTURES, SAFE
from bot.edge.limits.doors import held_file
from bot.edge.media.pictures import Full
from bot.edge.media.upload import TooLarge, Upload, read_upload
from bot.edge.messages import BadMessage, answer, channel_of
from bot.edge.switch import SWITCHES
from bot.media.saw import BUSY, MOST_BYTES, UNUSABLE
from bot.media.text import NOTHING, text_of

UPLOAD_SECONDS = 60.0  # ten megabytes over a slow phone


def _refuse(request: web.Request, busy: bool, elder: bool, status: int) -> web.Response:
    """Say kindly that the picture was not taken; nothing is stored, so a retry is read anew."""
    blocks = request.app[KNOWLEDGE].picture_refused(busy, elder)
    return web.json_response({"blocks": blocks}, status=status, headers={"Retry-After": "20"} if busy else None)


async def _take(request: web.Request) -> Upload | web.Response:
    """Return the upload, or the refusal."""
    try:
        with request.app[PICTURES]:
            return await asyncio.wait_for(read_upload(request, "picture", MOST_BYTES, NOTHING), UPLOAD_SECONDS)
    except Full:
        return _refuse(request, True, False, 503)
    except TooLarge:
        return _refuse(request, False, False, 413)
    except BadMessage as error:
        reason = str(error)
    except asyncio.TimeoutError:
        reason = "body: did not arrive in a minute"
    return web.json_response({"error": reason, "blocks": request.app[SAFE].blocks(False)}, status=400)


async def post_picture(request: web.Request) -> web.Response:
    """Answer one picture; the reply begins with what was read in it."""
    if request.content_type != "multipart/form-data":
        raise web.HTTPUnsupportedMediaType(text="send multipart/form-data with the fields id and picture")
    service = request.app[PEOPLE].is_service(request)
    if held := await held_file(request, service):
        return held
    upload = await _take(request)
    if isinstance(upload, web.Response):
        return upload
    elder = upload.incoming.elder
    if await request.app[SWITCHES].told(channel_of(upload.incoming, service)):
        return await answer(request, upload.incoming, service)  # says that the channel is shut; nothing is read
    read = await request.app[PICTURES].read(upload.file)
    if read.problem == BUSY:
        return _refuse(request, True, elder, 503)
    if read.problem == UNUSABLE:
        return _refuse(request, False, elder, 415)
    text = text_of(read)

    def lead(seen: str) -> list[dict[str, object]]:
        return [] if text == NOTHING else request.app[KNOWLEDGE].picture_read(seen, elder)

    return await answer(request, replace(upload.incoming, text=text), service, lead)
