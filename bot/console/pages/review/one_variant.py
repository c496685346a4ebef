"""`/review/matters/{matter}/variant`: a new variant from one matter."""

from __future__ import annotations

from aiohttp import web

from bot.console.pages.review import variant
from bot.console.pages.review.matter import read
from bot.console.pages.review.reading import Seen
from bot.console.pages.review.variant import Material
from bot.console.type_search import name_of
from db.knowledge import Knowledge


async def get_variant(request: web.Request) -> web.Response:
    """Show the form."""
    seen, knowledge = await read(request)
    return variant.show(request, knowledge, _material(seen, knowledge))


async def post_variant(request: web.Request) -> web.Response:
    """Open the draft."""
    seen, knowledge = await read(request)
    return await variant.begin(request, knowledge, _material(seen, knowledge))


def _material(seen: Seen, knowledge: Knowledge) -> Material:
    return Material(
        own=f"/review/matters/{seen.matter.id}",
        texts=tuple(one.text for one in seen.said),
        words=tuple(quote for one in seen.said for quote in one.quotes),
        type_name=name_of(knowledge.scripts, seen.matter.type) if seen.matter.type else "",
    )
