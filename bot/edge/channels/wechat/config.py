"""The channel's settings, checked before the first message can arrive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.edge.channels.wechat.crypto import Cipher
from bot.settings import Settings

_TOKEN = re.compile(r"[A-Za-z0-9]{3,32}")
_APP_ID = re.compile(r"[A-Za-z0-9_\-]{4,64}")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class WeChatConfig:
    """What the channel needs.

    Attributes:
        token: signs what WeChat sends, as entered on its site.
        app_id: id of the account; every encrypted message ends with it.
        app_secret: gets access tokens; empty: no late answers, no media, no menu.
        ciphers: the current AES key, then the previous one where there is one.
        allow_plain: take messages without encryption; for development only.
        api_base: where the API is.
        visit_template: the subscription notice of return visits; empty: none is sent.
        visit_fields: its field for the warning, and the one for the answers.
    """

    token: bytes
    app_id: str
    app_secret: str
    ciphers: tuple[Cipher, ...]
    allow_plain: bool
    api_base: str
    visit_template: str = ""
    visit_fields: tuple[str, str] = ("thing1", "thing2")


def read_config(settings: Settings) -> WeChatConfig | None:
    """Return the channel's settings, None where the channel is not wanted.

    Raises:
        ValueError: some are missing or malformed; the message names which and the remedy.
    """
    if not (settings.wechat_token or settings.wechat_aes_key or settings.wechat_app_id):
        return None
    allow_plain = settings.wechat_allow_plain == "1"
    _require(_TOKEN, settings.wechat_token, "WECHAT_TOKEN: 3 to 32 letters or digits, as entered on WeChat's site")
    _require(_APP_ID, settings.wechat_app_id, "WECHAT_APP_ID: the AppID shown on WeChat's site")
    if not settings.wechat_aes_key and not allow_plain:
        raise ValueError("WECHAT_AES_KEY: set the 43 characters of EncodingAESKey; choose secure mode on WeChat's site")
    keys = {
        "WECHAT_AES_KEY": settings.wechat_aes_key,
        "WECHAT_AES_KEY_PREVIOUS": settings.wechat_aes_key_previous,
    }
    return WeChatConfig(
        token=settings.wechat_token.encode(),
        app_id=settings.wechat_app_id,
        app_secret=settings.wechat_app_secret,
        ciphers=tuple(_cipher(name, key, settings.wechat_app_id) for name, key in keys.items() if key),
        allow_plain=allow_plain,
        api_base=_base(settings.wechat_api_base),
        visit_template=settings.wechat_visit_template,
        visit_fields=_two_fields(settings.wechat_visit_fields),
    )


def _require(form: re.Pattern[str], value: str, told: str) -> None:
    if not form.fullmatch(value):
        raise ValueError(told)


def _two_fields(value: str) -> tuple[str, str]:
    """Return the names of the template's fields, as WeChat's site shows them: `thing1`."""
    names = tuple(name.strip() for name in value.split(","))
    if len(names) != 2 or not all(re.fullmatch(r"thing\d{1,3}", name) for name in names):
        raise ValueError("WECHAT_VISIT_FIELDS: two fields of the template that hold text, such as thing1,thing2")
    return names[0], names[1]


def _cipher(name: str, key: str, app_id: str) -> Cipher:
    try:
        return Cipher(key, app_id)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def _base(address: str) -> str:
    """Return the API's address; the access token travels in it, so only HTTPS leaves the machine."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ValueError("WECHAT_API_BASE: must begin with https:// (http:// only on loopback)")
    return address.rstrip("/")
