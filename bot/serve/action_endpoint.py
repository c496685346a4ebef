"""The way from Rasa to the action server: connections are kept from one turn to the next.

Rasa's own endpoint opens a session and a connection for every action and closes
both, and the action server has to accept each (docs/adr/0024).
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

import aiohttp
from rasa.utils.endpoints import EndpointConfig


class KeptEndpoint(EndpointConfig):
    """An endpoint with one session for as long as the process serves."""

    def __init__(self, endpoint: EndpointConfig) -> None:
        """Take over what another endpoint says; nothing is connected yet."""
        super().__init__(
            endpoint.url,
            endpoint.params,
            endpoint.headers,
            endpoint.basic_auth,
            endpoint.token,
            endpoint.token_name,
            endpoint.cafile,
            type=endpoint.type,
            **endpoint.kwargs,
        )
        self._kept: aiohttp.ClientSession | None = None

    def session(self) -> AbstractAsyncContextManager[aiohttp.ClientSession]:
        """Return the session in a form that may be left without closing it."""
        return self._borrowed()

    @contextlib.asynccontextmanager
    async def _borrowed(self) -> AsyncIterator[aiohttp.ClientSession]:
        if self._kept is None or self._kept.closed:
            self._kept = super().session()  # drops what idles for 15 s; the action server waits longer
        yield self._kept

    async def close(self) -> None:
        """Close the connections."""
        if self._kept is not None:
            await self._kept.close()
