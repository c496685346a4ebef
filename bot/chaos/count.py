"""What residents noticed of a fault, counted. Pure but for asking again."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.chaos.doors import Door
from bot.chaos.said import NEXT, NONE, REAL, SAFE, WITHIN, Said

ASKED_AT_ONCE = 4
TRIES, PAUSE = 8, 3.0


@dataclass(frozen=True)
class Counted:
    """The figures of one fault.

    Attributes:
        messages: how many were sent.
        real: of them got a real answer.
        safe: got the safe reply.
        unanswered: got none within five seconds, over all tries of the client.
        slowest: seconds of the slowest answer.
        doubles: ids that got two different real answers.
        never_real: ids that got no real answer even afterwards.
        lost: residents whose case was gone afterwards, though their message had been answered.
        asked: residents asked for their case.
    """

    messages: int = 0
    real: int = 0
    safe: int = 0
    unanswered: int = 0
    slowest: float = 0.0
    doubles: int = 0
    never_real: int = 0
    lost: int = 0
    asked: int = 0

    @property
    def fine(self) -> bool:
        """Say whether residents lost nothing."""
        return not (self.unanswered or self.doubles or self.never_real or self.lost)


def count(said: Sequence[Said]) -> Counted:
    """Count what can be seen from the answers themselves."""
    return Counted(
        messages=len(said),
        real=sum(one.kind == REAL for one in said),
        safe=sum(one.kind == SAFE for one in said),
        unanswered=sum(one.kind == NONE or one.seconds > WITHIN for one in said),
        slowest=max((one.seconds for one in said), default=0.0),
    )


async def ask_again(said: Sequence[Said], doors: Mapping[str, Door], counted: Counted) -> Counted:
    """Ask for every id once more, and every resident of the service door for their case."""
    room = asyncio.Semaphore(ASKED_AT_ONCE)

    async def again(one: Said, **changes: str) -> Said:
        for _ in range(TRIES):
            fresh = Said(one.door, one.user, changes.get("id", one.id), changes.get("text", one.text), time.monotonic())
            async with room:
                await doors[one.door].say(fresh)
            if fresh.kind == REAL:
                break
            await asyncio.sleep(PAUSE)  # a message whose owner died is taken over after 20 s
        return fresh

    repeated = await asyncio.gather(*(again(one) for one in said))
    pairs = list(zip(said, repeated, strict=True))
    doubles = sum(one.kind == REAL == more.kind and one.blocks != more.blocks for one, more in pairs)
    never = sum(more.kind != REAL for _, more in pairs)
    told = [one for one in said if one.type and one.text != NEXT]
    later = await asyncio.gather(*(again(one, id=uuid.uuid4().hex, text=NEXT) for one in told))
    lost = sum(one.type != more.type for one, more in zip(told, later, strict=True))
    return replace(counted, doubles=doubles, never_real=never, lost=lost, asked=len(told))
