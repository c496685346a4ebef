"""What every page of figures reads first."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from aiohttp import web

from bot.console.figures.asked import Asked, asked_of
from bot.console.figures.names import Names, names_of
from bot.console.keys import ENGINE, FIGURES, KNOWLEDGE
from bot.console.render import CHINA
from bot.console.visit import now_of
from bot.edge.switch import CHANNELS
from db import places
from db.figures import Figures
from db.places import Spot

Options = list[tuple[str, str]]
_ALL = ("", "全部")
_NOWHERE = ("-", "不知道在哪")


@dataclass(frozen=True)
class Seen:
    """What was asked, and the names of what is counted."""

    asked: Asked
    names: Names
    spots: list[Spot]


async def seen_of(request: web.Request) -> Seen:
    """Read the address and the names."""

    def read() -> tuple[Names, list[Spot]]:
        spots = places.listed(request.app[ENGINE])
        return names_of(request.app[KNOWLEDGE].current(), spots), spots

    names, spots = await asyncio.to_thread(read)
    return Seen(asked_of(request.query, now_of(request).astimezone(CHINA).date()), names, spots)


async def figures_of(request: web.Request, *wanted: Asked) -> list[Figures]:
    """Return the figures of each, at most a minute old."""
    cache = request.app[FIGURES]
    return await asyncio.to_thread(lambda: [cache.read(one.where()) for one in wanted])


def filters(seen: Seen) -> dict[str, Options]:
    """Return what the form offers; villages and places only of the township that was chosen."""
    chosen = seen.asked.narrow.get("township")
    here = [spot for spot in seen.spots if chosen is None or spot.township == chosen]
    return {
        "channel": [_ALL, *CHANNELS.items()],
        "township": [_ALL, *_named({spot.township for spot in seen.spots}), _NOWHERE],
        "village": [_ALL, *_named({spot.village for spot in here})],
        "place": [_ALL, *((spot.id, spot.name) for spot in here)],
    }


def _named(names: set[str]) -> Options:
    return [(name, name) for name in sorted(names - {""})]
