"""The channel by which the edge sends one turn: REST, with metadata."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.rest import RestInput
from sanic.request import Request


class TurnInput(RestInput):
    """`POST /webhooks/turn/webhook {sender, message, metadata}`."""

    @classmethod
    def name(cls) -> str:
        """Return the part of the path that names this channel."""
        return "turn"

    def get_metadata(self, request: Request) -> dict[str, Any] | None:
        """Return case, choice and listener, as the edge sent them."""
        metadata = (request.json or {}).get("metadata")
        return metadata if isinstance(metadata, dict) else None
