"""The public edge: builds the application and serves it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import aiohttp
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.edge.asides.asides import Asides
from bot.edge.asides.routes import get_call
from bot.edge.channels.wechat.setup import add_wechat
from bot.edge.hearing.confirm import Confirming
from bot.edge.hearing.door import post_speech
from bot.edge.hearing.ears import Ears, listener_of
from bot.edge.judging import make_judge
from bot.edge.keys import (
    CONFIRMING,
    EARS,
    ENGINE,
    JUDGE,
    KNOWLEDGE,
    PEOPLE,
    PICTURES,
    RASA,
    SAFE,
    SEALER,
    SPEAKER,
    TURNS,
)
from bot.edge.kiosk_routes import add_kiosk
from bot.edge.media.door import post_picture
from bot.edge.media.pictures import Pictures
from bot.edge.media.process import worker_of
from bot.edge.media.reader import QueuedReader
from bot.edge.messages import post_message
from bot.edge.pages import STATIC, get_greeting, get_healthz, get_page, get_readyz
from bot.edge.person import People
from bot.edge.places import PLACES, Places
from bot.edge.rasa_client import RasaClient
from bot.edge.reader import Keeping
from bot.edge.seal import Sealer
from bot.edge.switch import SWITCHES, ChannelSwitches
from bot.edge.turns import Turns
from bot.edge.voice import FolderSpeaker
from bot.edge.words import EdgeKnowledge, SafeReply
from bot.settings import Settings, load_settings
from db import calls, cases, retention
from db.knowledge import KnowledgeSource
from db.models import utc_now
from db.session import make_engine

logger = logging.getLogger(__name__)

MAX_BODY = 64 * 1024
PURGE_SECONDS = 60
BACKLOG = 4096  # with aiohttp's 128 the 129th who comes at once is let in after a second, three or seven
_HEADERS = {
    # blob: sounds that the kiosk's page keeps for when the network drops
    "Content-Security-Policy": "default-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(self)",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def calm_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every error into a calm answer that leaves 110 and 96110, without details."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        status, reason = error.status, error.text or error.reason
    except Exception as error:  # the last net: no words of a resident may reach the log
        logger.error("request failed: %s", type(error).__name__)
        status, reason = 500, "internal error"
    return web.json_response({"error": reason, "blocks": request.app[SAFE].blocks(False)}, status=status)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Keep foreign scripts, frames and sniffing out; keep API answers out of caches."""
    response.headers.update(_HEADERS)
    if request.path.startswith("/api/"):
        response.headers["Cache-Control"] = "no-store"


async def _purge_forever(app: web.Application, keeping: Keeping) -> None:
    while True:
        try:
            await asyncio.to_thread(cases.purge, app[ENGINE], utc_now())
            await asyncio.to_thread(calls.expire, app[ENGINE], utc_now())
            await asyncio.to_thread(retention.keep_to, app[ENGINE], utc_now(), keeping.words, keeping.rows)
        except SQLAlchemyError as error:
            logger.error("expired rows were not deleted: %s", type(error).__name__)
        await asyncio.sleep(PURGE_SECONDS)


def _lifetime(settings: Settings) -> Callable[[web.Application], AsyncIterator[None]]:
    async def lifetime(app: web.Application) -> AsyncIterator[None]:
        async with aiohttp.ClientSession() as session:
            base = "http://127.0.0.1"
            rasa = RasaClient(session, f"{base}:{settings.rasa_port}", f"{base}:{settings.actions_port}")
            keeping = Keeping(
                timedelta(hours=float(settings.case_hours)),
                timedelta(hours=float(settings.remember_hours)),
                words=settings.words_kept,
                rows=timedelta(days=float(settings.row_days)),
            )
            app[RASA] = rasa
            app[TURNS] = Turns(
                app[ENGINE],
                rasa,
                keeping,
                float(settings.reply_seconds),
                lambda message: {"blocks": app[SAFE].blocks(message.elder)},
                confirming=app[CONFIRMING],
                asides=Asides(
                    app[ENGINE],
                    app[KNOWLEDGE],
                    app[SEALER],
                    duty_desk=settings.duty_desk == "1",
                    return_visits=settings.return_visits == "1",
                ),
            )
            reader = QueuedReader(worker_of(settings.media_python))
            app[PICTURES] = Pictures(reader)
            listening = listener_of(settings.media_python)
            app[EARS] = Ears(listening)
            purging = asyncio.create_task(_purge_forever(app, keeping))
            yield
            purging.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await purging
            await reader.close()
            await listening.close()
            await app[TURNS].drain()
        app[ENGINE].dispose()

    return lifetime


def make_app(settings: Settings) -> web.Application:
    """Return the application; nothing is connected until it starts."""
    app = web.Application(client_max_size=MAX_BODY, middlewares=[calm_errors])
    engine = make_engine(settings.database)
    safe = SafeReply()
    app[ENGINE] = engine
    app[SAFE] = safe
    app[KNOWLEDGE] = EdgeKnowledge(KnowledgeSource(engine), safe)
    app[PEOPLE] = People(settings.secret(), settings.service_token, settings.cookie_secure == "1")
    app[PLACES] = Places(engine, settings.secret(), settings.cookie_secure == "1")
    app[SEALER] = Sealer(settings.secret())
    app[JUDGE] = make_judge(app[SEALER])
    app[CONFIRMING] = Confirming(engine, app[KNOWLEDGE])
    app[SPEAKER] = FolderSpeaker(settings.voice)
    app.router.add_post("/api/messages", post_message)
    app.router.add_post("/api/pictures", post_picture)
    app.router.add_post("/api/speech", post_speech)
    app.router.add_get("/api/greeting", get_greeting)
    app.router.add_get("/healthz", get_healthz)
    app.router.add_get("/readyz", get_readyz)
    app.router.add_get("/", get_page)
    add_kiosk(app)
    app.router.add_get("/api/call", get_call)
    app.router.add_static("/static/", STATIC)
    app.on_response_prepare.append(add_headers)
    app[SWITCHES] = ChannelSwitches(engine)
    app.cleanup_ctx.append(_lifetime(settings))
    add_wechat(app, settings)
    return app


def serve() -> int:
    """Serve until stopped."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    settings = load_settings()
    web.run_app(
        make_app(settings),
        host=settings.edge_host,
        port=int(settings.edge_port),
        backlog=BACKLOG,
        reuse_port=True,  # several edges of one machine share the port
        access_log=None,
        print=lambda _: None,
    )
    return 0
