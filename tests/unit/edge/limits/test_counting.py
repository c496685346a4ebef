"""Attack: Redis dies, hangs or talks nonsense in the middle of the evening. Nobody gets an error or waits twice."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable

import pytest
from limits import parse_many

from bot.edge.limits import counting as counting_module
from bot.edge.limits.counting import AWAY_SECONDS, Counting
from bot.edge.limits.local import BoundedStorage
from bot.edge.limits.shared import make_shared
from tests.unit.edge.limits.clock import Clock

RATE = tuple(parse_many("2/minute; 3/hour"))


async def test_alone_it_counts_here() -> None:
    clock = Clock()
    counting = Counting(None, clock)
    assert not counting.is_shared
    assert counting.shared_state is None
    assert [await counting.take(RATE, "a") for _ in range(3)] == [True, True, False]
    clock.now += 61
    assert [await counting.take(RATE, "a") for _ in range(2)] == [True, False]  # the hour is full


async def test_without_a_rate_everything_passes() -> None:
    counting = Counting(None, Clock())
    assert all([await counting.take((), "a") for _ in range(1_000)])


async def test_two_that_share_count_together() -> None:
    shared = BoundedStorage(clock=Clock())
    one, other = Counting(shared, Clock()), Counting(shared, Clock())
    assert [await one.take(RATE, "a"), await other.take(RATE, "a"), await one.take(RATE, "a")] == [True, True, False]


class Broken(BoundedStorage):
    """Fails as often as it is asked to."""

    def __init__(self) -> None:
        """Be broken."""
        super().__init__()
        self.asked = 0
        self.error: Exception | None = ConnectionError("gone")

    async def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Fail, or answer when it was mended."""
        self.asked += 1
        if self.error:
            raise self.error
        return await super().acquire_entry(key, limit, expiry, amount)


@pytest.mark.parametrize("error", [ConnectionError("gone"), ValueError("nonsense"), asyncio.TimeoutError()])
async def test_whatever_ails_it_is_counted_here_and_it_is_asked_again_later(error: Exception) -> None:
    broken, clock = Broken(), Clock()
    broken.error = error
    counting = Counting(broken, clock)
    assert [await counting.take(RATE, "a") for _ in range(3)] == [True, True, False]
    assert broken.asked == 1
    assert not counting.is_shared
    broken.error = None
    clock.now += AWAY_SECONDS
    assert counting.shared_state is False, "nobody asked it since"
    assert await counting.take(RATE, "a")
    assert broken.asked > 1
    assert counting.is_shared
    assert counting.shared_state


@pytest.fixture
async def silent() -> AsyncIterator[int]:
    """Return a port where somebody listens who never answers."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield int(server.sockets[0].getsockname()[1])
    server.close()


def _nobody() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _asked(port: int, waited: Callable[[], float]) -> float:
    shared = make_shared(f"redis://127.0.0.1:{port}/0")
    counting, begun = Counting(shared), waited()
    assert [await counting.take(RATE, "a") for _ in range(3)] == [True, True, False]
    await shared.close()
    return waited() - begun


async def test_a_redis_that_hangs_costs_one_short_wait(silent: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting_module, "SECONDS", 0.05)
    monkeypatch.setattr(counting_module, "AWAY_SECONDS", 600.0)
    assert await _asked(silent, asyncio.get_running_loop().time) < 5.0


async def test_a_redis_that_is_not_there_is_done_without() -> None:
    await _asked(_nobody(), asyncio.get_running_loop().time)


@pytest.mark.parametrize("url", ["127.0.0.1:6379", "http://127.0.0.1", "postgresql://x"])
def test_an_address_of_something_else_is_named_with_a_remedy(url: str) -> None:
    with pytest.raises(ValueError, match="REDIS_URL: must begin with redis://"):
        make_shared(url)
