"""WeChat's API: customer-service message, media, menu, QR code; each call with a token that is good."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar

import aiohttp
from cryptography.fernet import Fernet
from sqlalchemy import Engine

from bot.edge.channels.wechat.access_token import AccessTokens
from bot.edge.channels.wechat.config import WeChatConfig
from bot.edge.channels.wechat.media import LIMITS, Fetched
from bot.edge.channels.wechat.transport import Denied, Transport, Unreachable
from db.models import utc_now

TOKEN_REFUSED = frozenset({40001, 40014, 42001})
_CODE = re.compile(r"https?://([a-z0-9-]+\.)*qq\.com/[A-Za-z0-9_\-./?=&%]{1,200}")  # nothing else is ever printed
_Result = TypeVar("_Result")


class WeChatApi:
    """The API of one account."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        config: WeChatConfig,
        engine: Engine,
        box: Fernet,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Keep what calls need; `box` seals the token in the database."""
        self._config = config
        self._transport = Transport(session, config.api_base)
        self._tokens = AccessTokens(engine, config.app_id, box, self._fetch_token, clock)

    async def ready(self) -> None:
        """Make sure that there is a token.

        Raises:
            bot.edge.channels.wechat.transport.ApiError: there is none to be had.
        """
        await self._tokens.current()

    async def send_text(self, user: str, text: str) -> None:
        """Send one customer-service message.

        Raises:
            bot.edge.channels.wechat.transport.ApiError: it was not sent.
        """
        body = {"touser": user, "msgtype": "text", "text": {"content": text}}
        await self._with_token(lambda token: self._transport.post("message/custom/send", body, token))

    async def send_notice(self, user: str, template: str, data: dict[str, str]) -> None:
        """Send one subscription notice (公众号订阅通知), which the person allowed once.

        `thing` fields take 20 characters; 43101 says that nothing is allowed (any more). See
        https://developers.weixin.qq.com/doc/service/en/api/notify/notify/api_sendnewsubscribemsg.html

        Raises:
            bot.edge.channels.wechat.transport.ApiError: it was not sent.
        """
        fields = {name: {"value": value} for name, value in data.items()}
        body = {"touser": user, "template_id": template, "data": fields}
        await self._with_token(lambda token: self._transport.post("message/subscribe/bizsend", body, token))

    async def create_menu(self, menu: dict[str, Any]) -> None:
        """Put a menu in place of the one before.

        Raises:
            bot.edge.channels.wechat.transport.ApiError: it was not taken.
        """
        await self._with_token(lambda token: self._transport.post("menu/create", menu, token))

    async def create_code(self, scene: str) -> str:
        """Return what the permanent QR code of a scene holds; asked again, WeChat gives the same.

        Raises:
            bot.edge.channels.wechat.transport.ApiError: there is none to be had.
        """
        body = {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": scene}}}
        answer = await self._with_token(lambda token: self._transport.post("qrcode/create", body, token))
        url = answer.get("url")
        if not (isinstance(url, str) and _CODE.fullmatch(url)):
            raise Unreachable("no code in the answer")
        return url

    async def fetch_media(self, kind: str, media_id: str) -> Fetched:
        """Fetch a picture or a recording into memory.

        Raises:
            bot.edge.channels.wechat.transport.ApiError: it is gone, too large, or of a type that we do not take.
        """
        return await self._with_token(lambda token: self._transport.get_media(media_id, token, LIMITS[kind]))

    async def _with_token(self, call: Callable[[str], Awaitable[_Result]]) -> _Result:
        """Call, and once more with another token where this one was refused."""
        token = await self._tokens.current()
        try:
            return await call(token)
        except Denied as error:
            if error.code not in TOKEN_REFUSED:
                raise
        return await call(await self._tokens.replace(token))

    async def _fetch_token(self, force: bool) -> tuple[str, int]:
        body = {
            "grant_type": "client_credential",
            "appid": self._config.app_id,
            "secret": self._config.app_secret,
            "force_refresh": force,
        }
        answer = await self._transport.post("stable_token", body)
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if not (isinstance(token, str) and token and isinstance(seconds, int)):
            raise Unreachable("no token in the answer", never_sent=True)
        return token, seconds
