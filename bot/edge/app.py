"""The public edge: builds the application and serves it."""

from __future__ import annotations

import logging

from aiohttp import web

from bot.edge.asides.routes import get_call
from bot.edge.channels.wechat.setup import add_wechat
from bot.edge.hearing.confirm import Confirming
from bot.edge.hearing.door import post_speech
from bot.edge.judging import make_judge
from bot.edge.keys import (
    CONFIRMING,
    ENGINE,
    JUDGE,
    KNOWLEDGE,
    PEOPLE,
    SAFE,
    SEALER,
    SPEAKER,
)
from bot.edge.kiosk_routes import add_kiosk
from bot.edge.lifetime import lifetime_of
from bot.edge.media.door import post_picture
from bot.edge.messages import post_message
from bot.edge.middleware import add_headers, calm_errors
from bot.edge.pages import STATIC, get_greeting, get_healthz, get_page, get_readyz
from bot.edge.person import People
from bot.edge.phone.door import add_phone
from bot.edge.places import PLACES, Places
from bot.edge.seal import Sealer
from bot.edge.switch import SWITCHES, ChannelSwitches
from bot.edge.voice import FolderSpeaker
from bot.edge.words import EdgeKnowledge, SafeReply
from bot.settings import Settings, load_settings
from db.knowledge import KnowledgeSource
from db.session import make_engine

logger = logging.getLogger(__name__)

MAX_BODY = 64 * 1024
BACKLOG = 4096  # with aiohttp's 128 the 129th who comes at once is let in after a second, three or seven


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
    app.cleanup_ctx.append(lifetime_of(settings))
    add_wechat(app, settings)
    add_phone(app, settings)
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
