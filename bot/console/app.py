"""The staff console: builds the application and serves it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime
from pathlib import Path

from aiohttp import web

from bot.console.auth.hashing import Hashing
from bot.console.auth.tokens import Keys
from bot.console.errors import calm_errors
from bot.console.figures.cache import FiguresCache
from bot.console.gathering import Gathering
from bot.console.guard import allowed_hosts, guard
from bot.console.headers import add_headers
from bot.console.keys import (
    BOX,
    CLOCK,
    DESK,
    ENGINE,
    FIGURES,
    FLASH,
    GATHERING,
    HASHING,
    HOSTS,
    KEYS,
    KNOWLEDGE,
    PAGES,
    SETTINGS,
    TEMPLATES,
    WARMING,
)
from bot.console.page import Page
from bot.console.render import make_flash, make_templates
from bot.console.routes import ROUTES
from bot.console.trying import TRYING, RasaReader
from bot.console.warming import Warming
from bot.edge.seal import make_box
from bot.observe.begin import begin
from bot.observe.database import count_errors
from bot.observe.jobs import show_jobs
from bot.publish.service import make_desk
from bot.settings import Settings, load_settings
from db.audit import record
from db.knowledge import KnowledgeSource
from db.models import utc_now
from db.session import make_engine

STATIC = Path(__file__).resolve().parent / "static"


def make_app(
    settings: Settings,
    pages: Iterable[Page] = ROUTES,
    clock: Callable[[], datetime] = utc_now,
    hashing: Hashing | None = None,
) -> web.Application:
    """Return the application; nothing is connected until it starts.

    Args:
        settings: all settings.
        pages: the table of routes.
        clock: tells the time.
        hashing: of passwords; tests give a cheap one.
    """
    pages = tuple(pages)
    app = web.Application(client_max_size=max(page.max_body for page in pages), middlewares=[calm_errors, guard])
    secret, engine = settings.secret(), count_errors(make_engine(settings.database))
    app[SETTINGS], app[ENGINE], app[CLOCK], app[PAGES] = settings, engine, clock, _add_pages(app, pages)
    app[KEYS], app[BOX], app[FLASH] = Keys(secret), make_box(secret, b"console: totp"), make_flash(secret)
    app[HASHING] = hashing or Hashing()
    app[TEMPLATES] = make_templates()
    app[KNOWLEDGE] = KnowledgeSource(engine)
    app[FIGURES] = FiguresCache(engine)
    app[DESK] = make_desk(engine, settings, record)
    app[WARMING] = Warming(app[DESK])
    app[GATHERING] = Gathering()
    app[TRYING] = RasaReader(settings.rasa_addresses)
    app[HOSTS] = allowed_hosts(settings)
    app.router.add_static("/static/", STATIC)
    app.on_response_prepare.append(add_headers)
    app.cleanup_ctx.append(_lifetime)
    return app


def _add_pages(app: web.Application, pages: Iterable[Page]) -> dict[tuple[str, str], Page]:
    """Add the routes; returns each page by method and path as aiohttp names them afterwards."""
    table = {}
    for page in pages:
        resource = app.router.add_route(page.method, page.path, page.handler).resource
        assert resource is not None
        table[page.method, resource.canonical] = page
    return table


async def _lifetime(app: web.Application) -> AsyncIterator[None]:
    yield
    await app[GATHERING].close()
    app[ENGINE].dispose()


def serve() -> int:
    """Serve until stopped."""
    settings = load_settings()
    begin("console", settings)
    app = make_app(settings)
    show_jobs(app[ENGINE])
    web.run_app(
        app,
        host=settings.console_host,
        port=int(settings.console_port),
        access_log=None,  # paths of invitations are secrets
        print=lambda _: None,
    )
    return 0
