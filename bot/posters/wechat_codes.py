"""What the codes of posters hold: WeChat's own where the public account gives them, else the link of the page."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Engine

from bot.edge.channels.wechat.api import WeChatApi
from bot.edge.channels.wechat.config import WeChatConfig, read_config
from bot.edge.channels.wechat.setup import BOX
from bot.edge.channels.wechat.transport import ApiError, Denied, make_session
from bot.edge.seal import make_box
from bot.posters.scenes import link
from bot.settings import Settings
from db import poster_codes
from db.models import utc_now

logger = logging.getLogger(__name__)
BUSY = -1  # WeChat's word for "again, please"
_WHY = {
    40001: "微信不认这个公众号的密钥，请管理员看 docs/runbooks/wechat.md",
    40013: "公众号的 AppID 不对，请管理员改设置",
    40125: "公众号的 AppSecret 不对，请管理员改设置",
    40164: "这台机器的地址不在公众号的白名单里，请管理员加上",
    45009: "公众号今天要码的次数用完了，明天再做一次就有",
    45029: "公众号的十万个永久码用完了",
    48001: "这个公众号没有要码的权限：要认证过的服务号",
    61004: "这台机器的地址不在公众号的白名单里，请管理员加上",
}
_WHY.update({40014: _WHY[40001], 42001: _WHY[40001]})


@dataclass(frozen=True)
class Codes:
    """What the codes of a set hold.

    Attributes:
        public_url: where the page is reached.
        wechat: what WeChat gave, by scene.
        told: what they open, in the clerk's words.
    """

    public_url: str
    wechat: dict[str, str] = field(default_factory=dict)
    told: str = ""

    def of(self, scene: str) -> str:
        """Return what the code of a scene holds."""
        return self.wechat.get(scene) or link(self.public_url, scene)


def has_account(settings: Settings) -> bool:
    """Say whether there is a public account to ask."""
    try:
        config = read_config(settings)
    except ValueError:  # half set: the edge says what is missing, and does not start
        return False
    return bool(config and config.app_secret)


def codes_for(settings: Settings, engine: Engine, scenes: Iterable[str], public_url: str, wechat: bool) -> Codes:
    """Return the codes of a set; each scene is asked for once in its life.

    Args:
        settings: name the public account.
        engine: where codes are kept.
        scenes: what posters are about; `db.posters` must know them already.
        public_url: where the page is reached.
        wechat: the codes shall open the public account.
    """
    wanted = sorted(set(scenes))
    if not wechat:
        return Codes(public_url, told="二维码打开网页。")
    config = read_config(settings) if has_account(settings) else None
    if config is None:
        return Codes(public_url, told="还没有接微信公众号，二维码打开网页。")
    found = poster_codes.kept(engine, config.app_id, wanted)
    missing = [scene for scene in wanted if scene not in found]
    given, why = asyncio.run(_ask(settings, config, engine, missing)) if missing else ({}, "")
    found.update(given)
    return Codes(public_url, found, told(len(found), len(wanted), why))


def told(given: int, wanted: int, why: str) -> str:
    """Say what the codes open. Pure."""
    if given == wanted:
        return "二维码打开微信公众号，直接到这个话题。"
    if not given:
        return f"微信没有给码，二维码打开网页。原因：{why}。"
    return f"{given} 个二维码打开微信公众号，另外 {wanted - given} 个微信没有给，打开网页。原因：{why}。"


async def _ask(
    settings: Settings, config: WeChatConfig, engine: Engine, scenes: list[str]
) -> tuple[dict[str, str], str]:
    """Ask for one after the other until WeChat refuses; returns what it gave, and why it gave no more."""
    given: dict[str, str] = {}
    async with make_session() as session:
        api = WeChatApi(session, config, engine, make_box(settings.secret(), BOX))
        for scene in scenes:
            try:
                given[scene] = await _one(api, scene)
            except ApiError as error:
                logger.error("WeChat gave no code for a poster: %s (docs/runbooks/wechat.md)", error)
                return given, why(error)
            await asyncio.to_thread(poster_codes.keep, engine, config.app_id, scene, given[scene], utc_now())
    return given, ""


async def _one(api: WeChatApi, scene: str) -> str:
    """Ask once more where WeChat is busy: the same scene costs nothing twice."""
    try:
        return await api.create_code(scene)
    except Denied as error:
        if error.code != BUSY:
            raise
    return await api.create_code(scene)


def why(error: ApiError) -> str:
    """Say in the clerk's words what was wrong. Pure."""
    if not isinstance(error, Denied):
        return "这会儿连不上微信"
    return _WHY.get(error.code, f"微信答 {error.code}，请管理员看 docs/runbooks/wechat.md")
