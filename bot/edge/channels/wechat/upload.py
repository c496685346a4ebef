"""`python -m bot wechat-menu`: uploads the menu."""

from __future__ import annotations

import asyncio
import sys

from bot.edge.channels.wechat.api import WeChatApi
from bot.edge.channels.wechat.config import WeChatConfig, read_config
from bot.edge.channels.wechat.menu import menu
from bot.edge.channels.wechat.setup import BOX
from bot.edge.channels.wechat.transport import ApiError, make_session
from bot.edge.seal import make_box
from bot.settings import Settings, load_settings
from db.session import make_engine


def upload_menu() -> int:
    """Upload the menu of the account that the settings name; returns an exit code."""
    settings = load_settings()
    try:
        config = read_config(settings)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if config is None or not config.app_secret:
        print("set WECHAT_TOKEN, WECHAT_AES_KEY, WECHAT_APP_ID and WECHAT_APP_SECRET first", file=sys.stderr)
        return 2
    try:
        asyncio.run(_upload(settings, config))
    except ApiError as error:
        print(f"WeChat did not take the menu: {error}; docs/runbooks/wechat.md tells what to do", file=sys.stderr)
        return 1
    print("the menu is uploaded; phones show it when the account is opened again, after five minutes at the latest")
    return 0


async def _upload(settings: Settings, config: WeChatConfig) -> None:
    engine = make_engine(settings.database)
    try:
        async with make_session() as session:
            await WeChatApi(session, config, engine, make_box(settings.secret(), BOX)).create_menu(menu())
    finally:
        engine.dispose()
