"""Adds the channel to the edge, where its settings are given."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable

from aiohttp import web

from bot.edge.background import stop
from bot.edge.channels.wechat.answers import Answers
from bot.edge.channels.wechat.api import WeChatApi
from bot.edge.channels.wechat.config import WeChatConfig, read_config
from bot.edge.channels.wechat.delivery import Delivery
from bot.edge.channels.wechat.door import Door
from bot.edge.channels.wechat.handler import PATH, WECHAT, Channel, get_wechat, post_wechat
from bot.edge.channels.wechat.media import EdgeReader, MediaReader
from bot.edge.channels.wechat.push import Pusher
from bot.edge.channels.wechat.reminding import Notice, Reminding
from bot.edge.channels.wechat.transport import make_session
from bot.edge.channels.wechat.writing import Writing
from bot.edge.keys import ENGINE
from bot.edge.seal import make_box
from bot.settings import Settings

logger = logging.getLogger(__name__)

MOST_SECONDS = 3.8  # WeChat gives up at five; a late answer is claimed in what is left
BOX = b"wechat: access token"


def add_wechat(app: web.Application, settings: Settings, reader: MediaReader | None = None) -> None:
    """Add `/wechat`; without settings there is none.

    Raises:
        ValueError: a setting is missing or malformed.
    """
    config = read_config(settings)
    if config is None:
        return
    if not config.app_secret:
        logger.warning("WECHAT_APP_SECRET is not set: no late answers, no media")
    app.router.add_get(PATH, get_wechat, allow_head=False)
    app.router.add_post(PATH, post_wechat)
    app.cleanup_ctx.append(_lifetime(config, settings, reader or EdgeReader(app)))


def _lifetime(
    config: WeChatConfig, settings: Settings, reader: MediaReader
) -> Callable[[web.Application], AsyncIterator[None]]:
    async def lifetime(app: web.Application) -> AsyncIterator[None]:
        async with make_session() as session:
            box = make_box(settings.secret(), BOX)
            api = WeChatApi(session, config, app[ENGINE], box) if config.app_secret else None
            answers = Answers(app, reader, api, config.visit_template)
            wait = min(float(settings.reply_seconds), MOST_SECONDS)
            pusher = Pusher(api, time.time)
            delivery = Delivery(app[ENGINE], answers, pusher, wait, time.time)
            delivery.warm_up()
            notice = Notice(config.visit_template, config.visit_fields)
            reminding = Reminding(app, pusher, notice) if settings.return_visits == "1" else None
            app[WECHAT] = Channel(Door(config), answers, delivery)
            writing = asyncio.create_task(Writing(app, pusher, reminding=reminding).forever()) if api else None
            yield
            if writing:
                await stop(writing)
            await delivery.drain()

    return lifetime
