"""`/sounds`: every sentence that is read aloud, heard here, and replaced by a recording."""

from __future__ import annotations

import asyncio

from aiohttp import web
from aiohttp.web_request import FileField
from sqlalchemy.orm import Session

from bot.console.forms import PER_PAGE, paging
from bot.console.keys import KNOWLEDGE, SETTINGS
from bot.console.pages.sounds.parts import SAYS, STATES, Sentence, does_not_fit, names, sentence, sentences
from bot.console.render import render, see_other
from bot.console.visit import actor_of, in_transaction
from bot.phone.book import Book
from bot.voice.recording import MOST_BYTES, BadRecording, Recording, read_recording
from bot.voice.script import phone_book
from bot.voice.store import Store
from db.audit import Actor, record

FIRST = "phone"
NO_FILE = "请选一个录音文件。"
TOO_LARGE = "这个文件太大，录音要在 3 兆以内。一句话用不了这么多，看看是不是选错了文件。"
WHY = {
    "not_sound": "这个文件听不了。请用 WAV 或 MP3，手机录的 M4A 先转成 MP3。",
    "too_short": "录音太短了，听不到一句话。请再录一次。",
    "too_long": "录音超过 30 秒。一句话录一个文件，请再录一次。",
    "too_quiet": "录音声音太小，电话里听不见。离话筒近一点，再录一次。",
}


def _store(request: web.Request) -> Store:
    return Store(request.app[SETTINGS].voice)


def _book(request: web.Request) -> Book:
    return phone_book(request.app[KNOWLEDGE].current())


async def get_sounds(request: web.Request) -> web.Response:
    """List the sentences of one part."""
    asked = request.query
    book = await asyncio.to_thread(_book, request)
    part = asked.get("part", FIRST)
    part = part if part in names(book) else FIRST
    state, search = asked.get("state", ""), asked.get("q", "")[:60]
    state = state if state in STATES else ""
    found = await asyncio.to_thread(sentences, part, book, _store(request), state, search)
    shown = paging(asked.get("page", ""), len(found))
    return render(
        request,
        "sounds/list",
        title="念出来的话",
        part=part,
        parts=names(book),
        state=state,
        states=STATES,
        says=SAYS,
        search=search,
        paging=shown,
        sentences=found[shown.skip : shown.skip + PER_PAGE],
    )


async def get_sound(request: web.Request) -> web.Response:
    """Show one sentence with what says it now."""
    return _shown(request, await _found(request), "")


async def get_file(request: web.Request) -> web.FileResponse:
    """Send what says it now."""
    path = await asyncio.to_thread(_store(request).file, request.match_info["key"])
    if path is None:
        raise web.HTTPNotFound
    return web.FileResponse(path)


async def post_sound(request: web.Request) -> web.Response:
    """Lay a recording in its place: the next call hears it, a kiosk that keeps sounds for a day at the latest then."""
    found = await _found(request)
    form = await request.post()
    file = form.get("file")
    if not isinstance(file, FileField) or not file.filename:
        return _shown(request, found, NO_FILE)
    data = await asyncio.to_thread(file.file.read, MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        return _shown(request, found, TOO_LARGE)
    try:
        taken = await asyncio.to_thread(read_recording, data)
    except BadRecording as error:
        return _shown(request, found, WHY[str(error)])
    if odd := does_not_fit(taken.seconds, found.text):
        return _shown(request, found, odd)
    await in_transaction(request, _record, actor_of(request), found, taken, _store(request))
    return see_other(request, request.path, "换好了。先听一遍：电话从下一通起就念它，触摸屏最迟一天以后。")


async def post_remove(request: web.Request) -> web.Response:
    """Take the recording away; the machine's voice says it again."""
    found = await _found(request)
    await in_transaction(request, _remove, actor_of(request), found, _store(request))
    return see_other(request, request.path.removesuffix("/remove"), "录音撤下了，又用回机器的声音。")


def _record(session: Session, actor: Actor, found: Sentence, taken: Recording, store: Store) -> None:
    record(session, actor, "sound.record", found.text, {"seconds": round(taken.seconds, 1)})
    store.put_recorded(found.key, taken.wav)


def _remove(session: Session, actor: Actor, found: Sentence, store: Store) -> None:
    if store.remove_recorded(found.key):
        record(session, actor, "sound.remove", found.text)


async def _found(request: web.Request) -> Sentence:
    """Return the sentence of the address.

    Raises:
        HTTPNotFound: nobody says it any more.
    """
    asked, book = request.match_info, await asyncio.to_thread(_book, request)
    found = await asyncio.to_thread(sentence, asked["part"], asked["key"], book, _store(request))
    if found is None:
        raise web.HTTPNotFound
    return found


def _shown(request: web.Request, found: Sentence, error: str) -> web.Response:
    part = request.match_info["part"]
    return render(
        request,
        "sounds/one",
        status=422 if error else 200,
        title="一句话的声音",
        sentence=found,
        part=part,
        part_name=names(_book(request))[part],
        says=SAYS,
        error=error,
    )
