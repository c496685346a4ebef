"""Where a person asks from: a poster's QR scene, a kiosk's address; and `python -m bot places`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from aiohttp import web
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.edge.blocklist_csv import BadFile, decode
from bot.edge.places_csv import ID, read_places
from bot.posters.scenes import SCENE
from bot.settings import load_settings
from db import places, posters
from db.migrate import migrate
from db.session import make_engine

SCENE_COOKIE, KIOSK_COOKIE = "scene", "kiosk_place"
SCENE_SECONDS = 2 * 3600
LOOK_SECONDS = 0.5
KIOSK_SECONDS = 400 * 24 * 3600  # a kiosk's page stays open for months; browsers allow no more


class Places:
    """Knows the places, and lets a browser carry one where no script can forge it."""

    def __init__(self, engine: Engine, secret: bytes, secure: bool) -> None:
        """Keep where places stand and the key."""
        self._engine = engine
        self._secure = secure
        self._serializer = URLSafeTimedSerializer(secret, salt="place")

    async def known(self, place: str) -> str:
        """Return the id when such a place was loaded, otherwise nothing: an unknown one is ignored."""
        if not ID.fullmatch(place):
            return ""
        try:
            return await asyncio.wait_for(asyncio.to_thread(self._find, place), LOOK_SECONDS)
        except (SQLAlchemyError, asyncio.TimeoutError):
            return ""  # nobody is kept waiting for a statistic

    def _find(self, place: str) -> str:
        if SCENE.fullmatch(place):  # of a poster: it may hang at a place we know
            poster = posters.find(self._engine, place)
            place = poster.spot if poster else place
        found = places.find(self._engine, place)
        return found.id if found else ""

    async def remember(self, request: web.Request, response: web.StreamResponse, parameter: str) -> None:
        """Let the browser keep the place that the address names, `scene` or `place`."""
        place = await self.known(request.query.get(parameter, ""))
        if not place:
            return
        cookie, seconds = _COOKIES[parameter]
        value = str(self._serializer.dumps(f"{cookie}:{place}"))
        response.set_cookie(cookie, value, max_age=seconds, httponly=True, samesite="Lax", secure=self._secure)

    def of(self, request: web.Request, channel: str) -> str:
        """Return the place that the browser carries for a channel, if any."""
        cookie, seconds = _COOKIES["place" if channel == "kiosk" else "scene"]
        try:
            told = str(self._serializer.loads(request.cookies.get(cookie, ""), max_age=seconds))
        except (BadData, UnicodeError):  # expired, or bytes that are no UTF-8
            return ""
        name, _, place = told.partition(":")
        return place if name == cookie else ""


async def place_of(request: web.Request, channel: str, named: str | None = None) -> str:
    """Return where a message comes from.

    Args:
        request: carries the cookie.
        channel: web or kiosk.
        named: what a caller with the service token names instead.
    """
    here = request.app.get(PLACES)
    if here is None:
        return ""
    return here.of(request, channel) if named is None else await here.known(named)


_COOKIES = {
    "scene": (SCENE_COOKIE, SCENE_SECONDS),
    "t": (SCENE_COOKIE, SCENE_SECONDS),
    "place": (KIOSK_COOKIE, KIOSK_SECONDS),
}
PLACES = web.AppKey("places", Places)


def import_places(name: str, dry_run: bool) -> int:
    """Load a CSV of places; returns the exit code: 1 when a line was bad or nothing could be loaded."""
    engine = make_engine(load_settings().database)
    try:
        read = read_places(decode(Path(name).read_bytes()))
        new, changed = (0, 0)
        if not dry_run:
            migrate(engine)
            new, changed = places.load(engine, read.spots)
    except (OSError, BadFile) as error:
        print(f"places: {name}: {error}", file=sys.stderr)
        return 1
    except SQLAlchemyError as error:
        print(f"places: the database failed ({type(error).__name__}): see DATABASE_URL", file=sys.stderr)
        return 1
    finally:
        engine.dispose()
    for line in read.bad:
        print(line, file=sys.stderr)
    told = f"{len(read.spots)} could be loaded" if dry_run else f"{new} added, {changed} changed"
    print(f"{told}, {len(read.bad)} bad")
    return 1 if read.bad else 0
