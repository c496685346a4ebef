"""Full addresses of the console; never made from the Host header, which anybody can write."""

from __future__ import annotations

from bot.settings import Settings


def invitation_link(settings: Settings, token: str) -> str:
    """Return the link with which a password is set."""
    base = settings.console_url or f"http://127.0.0.1:{settings.console_port}"
    return f"{base.rstrip('/')}/invitation/{token}"
