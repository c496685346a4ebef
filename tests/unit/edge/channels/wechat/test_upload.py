"""`python -m bot wechat-menu` uploads the menu, or says what is missing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.edge.channels.wechat.menu import menu
from bot.edge.channels.wechat.upload import upload_menu
from tests.fakes.wechat_api import SECRET, FakeWeChatApi
from tests.fakes.wechat_client import APP_ID, KEY, TOKEN


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Return the environment with the channel's settings."""
    values = {
        "VAR_DIR": str(tmp_path),
        "WECHAT_TOKEN": TOKEN,
        "WECHAT_AES_KEY": KEY,
        "WECHAT_APP_ID": APP_ID,
        "WECHAT_APP_SECRET": SECRET,
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


async def test_the_menu_is_uploaded(
    environment: pytest.MonkeyPatch, api_server: FakeWeChatApi, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.setenv("WECHAT_API_BASE", api_server.base)
    assert await asyncio.to_thread(upload_menu) == 0
    assert api_server.menus == [menu()]
    assert SECRET not in capsys.readouterr().out


async def test_a_refusal_is_told(
    environment: pytest.MonkeyPatch, api_server: FakeWeChatApi, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.setenv("WECHAT_API_BASE", api_server.base)
    api_server.errors = [48001]
    assert await asyncio.to_thread(upload_menu) == 1
    assert "48001" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["WECHAT_APP_SECRET", "WECHAT_APP_ID"])
def test_a_missing_setting_is_named(
    name: str, environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.delenv(name)
    assert upload_menu() == 2
    assert name in capsys.readouterr().err
