"""`POST /api/speech` (multipart: id, sound): what was heard, to be confirmed. Nothing is assessed, nothing stored."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

from bot.edge.keys import EARS, KNOWLEDGE, PEOPLE, SAFE
from bot.edge.limits.doors import held_file
from bot.edge.media.upload import TooLarge, Upload, read_upload
from bot.edge.media.uploads import Full
from bot.edge.messages import BadMessage, answer, channel_of
from bot.edge.switch import SWITCHES
from bot.hearing.heard import MOST_BYTES, Heard
from bot.media.saw import BUSY, UNUSABLE
from bot.reply.speech import OFF, TOO_LARGE

UPLOAD_SECONDS = 60.0  # a slow phone
_STAND_IN = "〔语音〕"
_STATUS = {BUSY: 503, UNUSABLE: 415, TOO_LARGE: 413, OFF: 503}


def _respond(request: web.Request, heard: Heard, message_id: str, elder: bool) -> web.Response:
    """Say what was heard; where nothing was, say kindly what else can be done."""
    blocks = request.app[KNOWLEDGE].speech(heard, elder)
    body = {"id": message_id, "heard": heard.text, "blocks": blocks}
    status = _STATUS.get(heard.problem, 200)
    headers = {"Retry-After": "20"} if heard.problem == BUSY else None
    return web.json_response(
        body, status=status, headers=headers, dumps=lambda data: json.dumps(data, ensure_ascii=False)
    )


async def _take(request: web.Request) -> Upload | web.Response:
    """Return the upload, or the refusal."""
    try:
        with request.app[EARS]:
            taken = read_upload(request, "sound", MOST_BYTES, _STAND_IN)
            return await asyncio.wait_for(taken, UPLOAD_SECONDS)
    except Full:
        return _respond(request, Heard(problem=BUSY), "", False)
    except TooLarge:
        return _respond(request, Heard(problem=TOO_LARGE), "", False)
    except BadMessage as error:
        reason = str(error)
    except asyncio.TimeoutError:
        reason = "body: did not arrive in a minute"
    return web.json_response({"error": reason, "blocks": request.app[SAFE].blocks(False)}, status=400)


async def post_speech(request: web.Request) -> web.Response:
    """Answer one recording; it lies in memory until it was heard, and nowhere else."""
    if request.content_type != "multipart/form-data":
        raise web.HTTPUnsupportedMediaType(text="send multipart/form-data with the fields id and sound")
    service = request.app[PEOPLE].is_service(request)  # a wrong token is refused here as everywhere
    if held := await held_file(request, service):
        return held
    upload = await _take(request)
    if isinstance(upload, web.Response):
        return upload
    incoming = upload.incoming
    if await request.app[SWITCHES].told(channel_of(incoming, service)):
        return await answer(request, incoming, service)  # says that the channel is shut; nothing is heard
    heard = await request.app[EARS].hear(upload.file)
    return _respond(request, heard, incoming.id, incoming.elder or incoming.channel == "kiosk")
