"""Attack: fill the memory with made-up names, or push one's own counter out."""

from __future__ import annotations

from limits import parse
from limits.aio.strategies import MovingWindowRateLimiter

from bot.edge.limits.local import BoundedStorage
from tests.unit.edge.limits.clock import Clock

TWO_A_MINUTE = parse("2/minute")


async def test_a_window_moves() -> None:
    clock = Clock()
    limiter = MovingWindowRateLimiter(BoundedStorage(clock=clock))
    assert await limiter.hit(TWO_A_MINUTE, "a")
    clock.now += 30
    assert [await limiter.hit(TWO_A_MINUTE, "a") for _ in range(3)] == [True, False, False]
    clock.now += 31  # the first is a minute old, the second is not
    assert [await limiter.hit(TWO_A_MINUTE, "a") for _ in range(2)] == [True, False]
    assert await limiter.hit(TWO_A_MINUTE, "b")


async def test_what_was_refused_does_not_count() -> None:
    clock = Clock()
    limiter = MovingWindowRateLimiter(BoundedStorage(clock=clock))
    for _ in range(50):
        await limiter.hit(TWO_A_MINUTE, "a")
    clock.now += 61
    assert await limiter.hit(TWO_A_MINUTE, "a")


async def test_memory_is_bounded_and_who_floods_stays_counted() -> None:
    storage = BoundedStorage(most=100, clock=Clock())
    limiter = MovingWindowRateLimiter(storage)
    passed = 0
    for number in range(5_000):
        await limiter.hit(TWO_A_MINUTE, f"made up {number}")
        passed += await limiter.hit(TWO_A_MINUTE, "the flooder's address")
    assert passed == 2
    assert len(storage._kept) <= 101
    assert storage._entries <= 100


async def test_the_window_can_be_looked_at() -> None:
    clock = Clock()
    limiter = MovingWindowRateLimiter(BoundedStorage(clock=clock))
    assert await limiter.test(TWO_A_MINUTE, "a")
    await limiter.hit(TWO_A_MINUTE, "a")
    assert (await limiter.get_window_stats(TWO_A_MINUTE, "a")).remaining == 1
    await limiter.clear(TWO_A_MINUTE, "a")
    assert (await limiter.get_window_stats(TWO_A_MINUTE, "a")).remaining == 2
