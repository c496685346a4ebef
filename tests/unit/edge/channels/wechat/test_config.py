"""The channel is absent while unset; what is set must be right."""

from __future__ import annotations

from typing import Any

import pytest

from bot.edge.channels.wechat.config import read_config
from bot.settings import Settings
from tests.fakes.wechat_client import APP_ID, KEY, OLD_KEY, TOKEN

GIVEN = {"wechat_token": TOKEN, "wechat_aes_key": KEY, "wechat_app_id": APP_ID}


def _settings(**more: Any) -> Settings:
    return Settings(**{**GIVEN, **more})


def test_without_settings_there_is_no_channel() -> None:
    assert read_config(Settings()) is None


def test_the_settings_are_read() -> None:
    config = read_config(_settings(wechat_aes_key_previous=OLD_KEY, wechat_app_secret="s"))
    assert config is not None
    assert (config.token, config.app_id, config.app_secret) == (TOKEN.encode(), APP_ID, "s")
    assert len(config.ciphers) == 2
    assert not config.allow_plain
    assert config.api_base == "https://api.weixin.qq.com"


def test_plain_mode_needs_no_key() -> None:
    config = read_config(_settings(wechat_aes_key="", wechat_allow_plain="1"))
    assert config is not None
    assert config.ciphers == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("wechat_token", ""),
        ("wechat_token", "ab"),
        ("wechat_token", "钱钱钱"),
        ("wechat_aes_key", ""),
        ("wechat_aes_key", "short"),
        ("wechat_aes_key_previous", "short"),
        ("wechat_app_id", ""),
        ("wechat_app_id", "wx 1"),
        ("wechat_api_base", "http://api.weixin.qq.com"),
        ("wechat_api_base", "ftp://127.0.0.1"),
        ("wechat_api_base", "api.weixin.qq.com"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"^{name.upper()}: "):
        read_config(_settings(**{name: value}))


@pytest.mark.parametrize("base", ["http://127.0.0.1:8080", "https://proxy.example/wechat/"])
def test_the_address_may_be_another(base: str) -> None:
    config = read_config(_settings(wechat_api_base=base))
    assert config is not None
    assert config.api_base == base.rstrip("/")
