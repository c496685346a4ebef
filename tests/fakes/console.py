"""The real console on a database of its own, with a clock that a test moves and a cheap password hash."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse, CookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from argon2 import PasswordHasher
from sqlalchemy import Engine

from bot.console.app import make_app
from bot.console.auth import names
from bot.console.auth.hashing import Hashing
from bot.console.auth.lifetime import FULL
from bot.console.auth.passwords import normalised
from bot.console.auth.tokens import fingerprint, new_token
from bot.console.keys import DESK, ENGINE, GATHERING, KEYS
from bot.console.page import Page
from bot.console.routes import ROUTES
from bot.settings import Settings
from db import staff, staff_models, staff_sessions
from db.models import Base
from db.session import transaction
from tests.conftest import free_port

PASSWORD = "蓝色 自行车 停在 桥边"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = datetime(2026, 11, 26, 1, 0, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        """Return its time."""
        return self.now

    def forward(self, **by: float) -> None:
        """Move it."""
        self.now += timedelta(**by)


@dataclass
class Browser:
    """One browser at the console; it follows no redirect and fills the token into forms by itself."""

    client: TestClient[web.Request, web.Application]

    @property
    def cookie(self) -> str:
        """Return the token that it holds, empty for none."""
        return next((cookie.value for cookie in self.client.session.cookie_jar if cookie.key == "console"), "")

    @cookie.setter
    def cookie(self, token: str) -> None:
        self.client.session.cookie_jar.update_cookies({"console": token}, self.client.make_url("/"))

    async def get(self, path: str, **more: Any) -> ClientResponse:
        """Open a page."""
        return await self.client.get(path, allow_redirects=False, **more)

    async def post(self, path: str, headers: dict[str, str] | None = None, **fields: str) -> ClientResponse:
        """Send a form as our own pages would; a field `csrf` replaces the right token."""
        app = self.client.app
        assert app is not None
        if not self.cookie:
            await self.get("/login")
        form = {"csrf": app[KEYS].csrf(self.cookie), **fields}
        return await self.client.post(path, data=form, headers=headers, allow_redirects=False)

    async def log_in(self, name: str, password: str = PASSWORD, **more: str) -> ClientResponse:
        """Send the login form."""
        return await self.post("/login", None, name=name, password=password, **more)


@dataclass
class Desk:
    """The console and everyone who sits at it."""

    server: TestServer
    app: web.Application
    clock: Clock
    engine: Engine
    stack: AsyncExitStack
    people: dict[str, int] = field(default_factory=dict)

    async def stranger(self) -> Browser:
        """Return a browser that was never here."""
        client: TestClient[web.Request, web.Application] = TestClient(self.server, cookie_jar=CookieJar(unsafe=True))
        await self.stack.enter_async_context(client)
        return Browser(client)

    def hire(self, name: str, role: str) -> int:
        """Make an account that has `PASSWORD`; returns its id."""
        with transaction(self.engine) as session:
            person = staff.add(session, name, names.key(name), role, self.clock())
            person.password_hash, person.password_at = CHEAP.hash(normalised(PASSWORD)), self.clock()
            self.people[name] = person.id
        return self.people[name]

    async def clerk(self, role: str, name: str = "") -> Browser:
        """Return a browser in which somebody of this role is logged in."""
        name = name or f"{role}一号"
        if name not in self.people:
            self.hire(name, role)
        token, browser = new_token(), await self.stranger()
        with transaction(self.engine) as session:
            staff_sessions.start(session, self.people[name], fingerprint(token), FULL, "Chrome", "hash", self.clock())
        browser.cookie = token
        return browser

    def audited(self) -> list[tuple[str, str, str]]:
        """Return (actor, action, target) of the record, oldest first."""
        with transaction(self.engine) as session:
            rows = session.query(staff_models.Audit).order_by(staff_models.Audit.id)
            return [(row.actor, row.action, row.target) for row in rows]


@asynccontextmanager
async def open_desk(folder: Path, pages: tuple[Page, ...] = ROUTES, **settings: str) -> AsyncIterator[Desk]:
    """Start the console on a new database."""
    port, clock = free_port(), Clock()
    given = Settings(var_dir=str(folder), secret_key="for tests", console_port=str(port), **settings)
    app = make_app(given, pages, clock, Hashing(CHEAP))
    app[DESK].jobs.spawn = lambda settings, job: None  # no test trains a model
    app[GATHERING].command = ("true",)  # none groups a database that is not its own
    Base.metadata.create_all(app[ENGINE])
    async with AsyncExitStack() as stack:
        server = TestServer(app, port=port)
        await stack.enter_async_context(server)
        yield Desk(server, app, clock, app[ENGINE], stack)


def links(html: str) -> list[str]:
    """Return where a page's links lead."""
    return re.findall(r'href="([^"]+)"', html)
