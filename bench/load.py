"""The load generator, a process of its own: `python -m bench.load '{"kind": …, "port": …}'`.

Reads plans from standard input, one JSON a line, and prints an outcome for each.
Residents stay from one plan to the next, as long as the crowd has the same size.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import sys
import time
import uuid
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict

from bench.door import Door, Resident
from bench.line import Line
from bench.plan import Outcome, Plan


class Crowd:
    """Residents who take turns; one who has said enough makes room for somebody new."""

    def __init__(self, size: int) -> None:
        """Gather them."""
        self.size = size
        self._waiting = deque(self._somebody() for _ in range(size))

    def next(self) -> Resident:
        """Return whose turn it is."""
        return self._waiting.popleft()

    def back(self, resident: Resident, each: int) -> None:
        """Put a resident at the end, or somebody new who begins."""
        self._waiting.append(resident if resident.sent < each else self._somebody())

    @staticmethod
    def _somebody() -> Resident:
        return Resident(uuid.uuid4().hex)


class Generator:
    """Carries plans out at one door."""

    def __init__(self, door: Door) -> None:
        """Nobody is there yet."""
        self._door = door
        self._crowd = Crowd(0)

    async def run(self, plan: Plan) -> Outcome:
        """Carry one plan out."""
        if self._crowd.size != plan.crowd:
            self._crowd = Crowd(plan.crowd)
        outcome, lines = Outcome(), [Line(self._door) for _ in range(plan.lines)]
        texts = itertools.islice(itertools.cycle(plan.texts), plan.start % len(plan.texts), None)
        begun = time.perf_counter()
        await (self._open if plan.rate else self._closed)(plan, texts, lines, outcome)
        outcome.seconds = time.perf_counter() - begun
        for line in lines:
            line.hang_up()
        return outcome

    async def _closed(self, plan: Plan, texts: Iterator[str], lines: list[Line], outcome: Outcome) -> None:
        """Let every line write as soon as its last answer is there."""
        until = time.perf_counter() + plan.seconds if plan.seconds else float("inf")
        left = iter(range(plan.count)) if plan.count else itertools.count()

        async def talk(line: Line) -> None:
            while time.perf_counter() < until and next(left, None) is not None:
                await self._say(plan, line, next(texts), time.perf_counter(), outcome)

        await asyncio.gather(*(talk(line) for line in lines))

    async def _open(self, plan: Plan, texts: Iterator[str], lines: list[Line], outcome: Outcome) -> None:
        """Write at random moments, whether answers are there or not; waiting for a free line counts."""
        moments, free = random.Random(plan.seed), asyncio.LifoQueue[Line]()
        for line in lines:
            free.put_nowait(line)

        async def once(due: float, text: str) -> None:
            line = await free.get()
            await self._say(plan, line, text, due, outcome)
            free.put_nowait(line)

        begun = due = time.perf_counter()
        running: set[asyncio.Task[None]] = set()
        while (due := due + moments.expovariate(plan.rate)) - begun < plan.seconds:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            task = asyncio.create_task(once(due, next(texts)))
            running.add(task)
            task.add_done_callback(running.discard)
        await asyncio.gather(*running)

    async def _say(self, plan: Plan, line: Line, text: str, due: float, outcome: Outcome) -> None:
        resident = self._crowd.next()
        reason = await line.say(resident, text)
        if reason:
            outcome.fail(reason)
        else:
            outcome.latencies.append(time.perf_counter() - due)
        self._crowd.back(resident, plan.each)


def main() -> None:
    """Carry plans out until standard input ends."""
    generator = Generator(Door(**json.loads(sys.argv[1])))
    for line in sys.stdin:
        outcome = asyncio.run(generator.run(Plan(**json.loads(line))))
        print(json.dumps(asdict(outcome)), flush=True)


if __name__ == "__main__":
    main()
