"""The channel's settings and a client of WeChat's side for each test."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.edge.channels.wechat.api import WeChatApi
from bot.edge.channels.wechat.config import WeChatConfig
from bot.edge.channels.wechat.crypto import Cipher
from bot.edge.channels.wechat.transport import make_session
from bot.edge.seal import make_box
from tests.fakes.wechat_api import SECRET, FakeWeChatApi
from tests.fakes.wechat_client import APP_ID, KEY, OLD_KEY, TOKEN, WeChatClient


@pytest.fixture
def config() -> WeChatConfig:
    """Return settings in secure mode with a previous key."""
    ciphers = (Cipher(KEY, APP_ID), Cipher(OLD_KEY, APP_ID))
    return WeChatConfig(TOKEN.encode(), APP_ID, SECRET, ciphers, False, "https://api.invalid")


@pytest.fixture
def wechat() -> WeChatClient:
    """Return WeChat."""
    return WeChatClient()


@pytest.fixture
async def api_server() -> AsyncIterator[FakeWeChatApi]:
    """Return WeChat's API, running."""
    fake = FakeWeChatApi()
    await fake.server.start_server()
    yield fake
    fake.gate.set()
    await fake.server.close()


MakeApi = Callable[..., WeChatApi]


@pytest.fixture
async def make_api(api_server: FakeWeChatApi, config: WeChatConfig, engine: Engine) -> AsyncIterator[MakeApi]:
    """Return a maker of clients of that API, each as a process of its own would have it."""
    async with make_session() as session:

        def make(**more: Any) -> WeChatApi:
            changed = dataclasses.replace(config, api_base=api_server.base, **more)
            return WeChatApi(session, changed, engine, make_box(b"secret", b"test"))

        yield make
