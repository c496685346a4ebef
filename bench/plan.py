"""What a load generator is told, and what it reports: plain data, as JSON over a pipe."""

from __future__ import annotations

from dataclasses import dataclass, field

SAFE = "safe reply"


@dataclass(frozen=True)
class Plan:
    """What to send.

    Attributes:
        texts: said one after the other, from the beginning again at the end.
        start: the first text, so that one plan goes on where another ended.
        lines: connections: how many messages may be under way at once.
        seconds: how long; 0 is until `count` messages were sent.
        count: how many messages at most; 0 is no limit.
        rate: messages a second on average, at random moments; 0: a line writes as soon as it is answered.
        crowd: residents who take turns, so that nobody writes again within seconds of the last answer.
        each: messages of one resident before somebody else takes the place.
        seed: of the moments.
    """

    texts: tuple[str, ...]
    start: int = 0
    lines: int = 16
    seconds: float = 0.0
    count: int = 0
    rate: float = 0.0
    crowd: int = 1000
    each: int = 4
    seed: int = 7


@dataclass
class Outcome:
    """What came.

    Attributes:
        seconds: from the first message to the last answer.
        latencies: seconds of every right answer, in the order in which they came.
        failures: how many answers were none, by reason.
    """

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    failures: dict[str, int] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        """Return how many answers were no right ones."""
        return sum(self.failures.values())

    @property
    def throughput(self) -> float:
        """Return right answers a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def fail(self, reason: str) -> None:
        """Count one failure."""
        self.failures[reason] = self.failures.get(reason, 0) + 1
