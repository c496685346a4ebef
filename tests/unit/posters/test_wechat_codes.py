"""WeChat's codes for posters: asked for once, kept; what is refused leaves the link of the page and says so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Engine

from bot.posters.wechat_codes import Codes, codes_for
from bot.settings import Settings
from tests.fakes.wechat_api import SECRET, FakeWeChatApi
from tests.fakes.wechat_client import APP_ID, KEY, TOKEN

URL = "https://fanzha.example.gov.cn"
SCENES = ("paaaaaaaaa", "pbbbbbbbbb", "pccccccccc")


@pytest.fixture
async def api() -> AsyncIterator[FakeWeChatApi]:
    """Return WeChat's API, running."""
    fake = FakeWeChatApi()
    await fake.server.start_server()
    yield fake
    await fake.server.close()


async def ask(api: FakeWeChatApi, engine: Engine, wechat: bool = True, **more: str) -> Codes:
    """Ask as the process of a set does."""
    values = {"wechat_token": TOKEN, "wechat_aes_key": KEY, "wechat_app_id": APP_ID, "wechat_app_secret": SECRET}
    settings = Settings(**{"secret_key": "s", "wechat_api_base": api.base, **values, **more})
    return await asyncio.to_thread(codes_for, settings, engine, SCENES, URL, wechat)


async def test_each_code_is_asked_for_once_and_kept(api: FakeWeChatApi, engine: Engine) -> None:
    first = await ask(api, engine)
    again = await ask(api, engine)
    assert first == again
    assert api.calls["qrcode/create"] == 3
    assert first.of(SCENES[0]) == f"http://weixin.qq.com/q/{api.codes[SCENES[0]]}"
    assert "打开微信公众号" in first.told


@pytest.mark.parametrize(
    ("code", "words"), [(45009, "明天再做"), (45029, "十万"), (48001, "服务号"), (40164, "白名单"), (99999, "99999")]
)
async def test_a_refusal_leaves_the_page_and_is_told(code: int, words: str, api: FakeWeChatApi, engine: Engine) -> None:
    api.errors = [code]
    codes = await ask(api, engine)
    assert api.calls["qrcode/create"] == 1  # it is not asked again and again
    assert codes.of(SCENES[0]) == f"{URL}/?t={SCENES[0]}"
    assert "打开网页" in codes.told
    assert words in codes.told


async def test_what_it_gave_before_it_refused_is_kept(api: FakeWeChatApi, engine: Engine) -> None:
    api.most_codes = 2
    codes = await ask(api, engine)
    assert sorted(codes.wechat) == sorted(SCENES[:2])
    assert "2 个二维码打开微信公众号，另外 1 个" in codes.told
    api.most_codes = 3
    assert len((await ask(api, engine)).wechat) == 3


@pytest.mark.parametrize("code", [40001, 42001, -1])
async def test_a_stale_token_and_a_busy_wechat_are_tried_once_more(
    code: int, api: FakeWeChatApi, engine: Engine
) -> None:
    api.errors = [code]
    assert len((await ask(api, engine)).wechat) == 3


async def test_a_token_that_is_never_taken_is_told(api: FakeWeChatApi, engine: Engine) -> None:
    api.errors = [40001, 40001]
    assert "密钥" in (await ask(api, engine)).told


@pytest.mark.parametrize("missing", ["wechat_app_secret", "wechat_app_id"])
async def test_without_an_account_nothing_is_asked(missing: str, api: FakeWeChatApi, engine: Engine) -> None:
    codes = await ask(api, engine, True, **{missing: ""})
    assert not api.calls
    assert codes.told == "还没有接微信公众号，二维码打开网页。"
    assert (await ask(api, engine, wechat=False)).wechat == {}


async def test_a_dead_wechat_is_told(api: FakeWeChatApi, engine: Engine) -> None:
    await api.server.close()
    assert "连不上微信" in (await ask(api, engine)).told


# whoever answers in WeChat's place must not get an address of theirs printed
async def test_a_code_that_is_not_of_wechat_is_never_printed(
    api: FakeWeChatApi, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.edge.channels.wechat.transport import Transport

    async def forged(self: Transport, path: str, body: object, token: str = "") -> dict[str, object]:
        return {"access_token": "t", "expires_in": 7200, "url": "https://weixin.qq.com.evil.example/q/1"}

    monkeypatch.setattr(Transport, "post", forged)
    assert (await ask(api, engine)).wechat == {}
