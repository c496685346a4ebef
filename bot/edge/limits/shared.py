"""Moving windows in Redis, which all edges share."""

from __future__ import annotations

from limits.aio.storage import RedisStorage
from packaging.version import Version
from redis.asyncio import BlockingConnectionPool

CONNECTIONS = 16
SECONDS = 0.2  # for one question: Redis answers in less than a thousandth, or is not well
PREFIX = "rate"


class SharedStorage(RedisStorage):
    """The library's store, with the client that Rasa brings.

    Rasa pins redis below 5 and the library asks for 5.2; the few calls that it makes are the
    same in 4.6, which tests/integration/test_two_edges.py shows against a real Redis.
    """

    DEPENDENCIES = {**RedisStorage.DEPENDENCIES, "redis": Version("4.6")}  # noqa: RUF012 - as the library has it

    def __init__(self, pool: BlockingConnectionPool) -> None:
        """Keep the connections, none of which is open yet."""
        super().__init__("async+redis://", implementation="redispy", key_prefix=PREFIX, connection_pool=pool)
        self._pool = pool

    async def close(self) -> None:
        """End every connection."""
        await self._pool.disconnect()


def make_shared(url: str) -> SharedStorage:
    """Return the store at an address; nothing is connected yet.

    Raises:
        ValueError: it is no address of a Redis.
    """
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("REDIS_URL: must begin with redis://, rediss:// or unix://, for example redis://host:6379/0")
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=CONNECTIONS,
        timeout=SECONDS,
        socket_timeout=SECONDS,
        socket_connect_timeout=SECONDS,
    )
    return SharedStorage(pool)
