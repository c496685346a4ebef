"""The measurements: each has both sides at work in turn, so that noise of the machine meets both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bench.plan import Outcome, Plan
from bench.rows import median, percentile
from bench.side import Side

Tell = Callable[[str], None]
HISTORY = 400
ENDS = 5  # of the messages of a sender at either end
GREETING = "你好"


@dataclass
class Sample:
    """One stretch of load on one side.

    Attributes:
        throughput: right answers a second.
        p50: seconds.
        p99: seconds.
        failed: wrong or missing answers.
        turns: right answers.
        cpu: CPU milliseconds a turn, by process.
    """

    throughput: float
    p50: float
    p99: float
    failed: int
    turns: int
    cpu: dict[str, float] = field(default_factory=dict)


def stretch(side: Side, plan: Plan) -> Sample:
    """Put load on one side and return what came."""
    before = side.parts()
    outcome = side.ask(plan)
    after, turns = side.parts(), len(outcome.latencies)
    cpu = {name: after[name][1] - before.get(name, (0, 0.0))[1] for name in after}
    return Sample(
        outcome.throughput,
        percentile(outcome.latencies, 0.5),
        percentile(outcome.latencies, 0.99),
        outcome.failed,
        turns,
        {name: 1000 * seconds / max(turns, 1) for name, seconds in cpu.items()},
    )


def middle(samples: Sequence[Sample]) -> Sample:
    """Return the medians; turns and failures are summed."""
    parts = sorted({name for sample in samples for name in sample.cpu})
    return Sample(
        median([sample.throughput for sample in samples]),
        median([sample.p50 for sample in samples]),
        median([sample.p99 for sample in samples]),
        sum(sample.failed for sample in samples),
        sum(sample.turns for sample in samples),
        {name: median([sample.cpu.get(name, 0.0) for sample in samples]) for name in parts},
    )


def in_turn(sides: Sequence[Side], plans: Sequence[Plan], rounds: int, tell: Tell) -> list[Sample]:
    """Put each plan on its side, round after round; returns the medians side by side.

    Every round goes on in the texts where the one before began its own: no text
    is said twice to a side, and both sides hear the same.
    """
    found: list[list[Sample]] = [[] for _ in sides]
    for number in range(rounds):
        for samples, side, plan in zip(found, sides, plans, strict=True):
            sample = stretch(side, replace(plan, start=plan.start + number * 4000, seed=plan.seed + number))
            samples.append(sample)
            spent = ", ".join(f"{name} {value:.1f}" for name, value in sorted(sample.cpu.items()) if value >= 0.05)
            tell(
                f"{side.name:<10} {sample.throughput:6.1f} a second, p50 {1000 * sample.p50:.0f} ms, "
                f"p99 {1000 * sample.p99:.0f} ms, {sample.failed} failed; CPU ms a turn: {spent}"
            )
    return [middle(samples) for samples in found]


@dataclass(frozen=True)
class History:
    """How a turn slows with what went before: medians of the first and the last five of all senders, in seconds."""

    first: float
    last: float

    @property
    def ratio(self) -> float:
        """Return the last message against the first."""
        return self.last / self.first


def history(side: Side, texts: tuple[str, ...], senders: int, each: int = HISTORY) -> History:
    """Let senders say `each` messages one after the other; the last five say what the first five said.

    Five, since one turn of a few senders says more about the moment than about the
    history. A crowd of one whose each sender makes room after so many messages; each
    begins elsewhere in the texts. A greeting before the first is not counted: it opens
    the connection and has the cookie made, which would make the first look slow.
    """
    first, last = [], []
    for number in range(senders):
        said = texts[number * each : number * each + each - ENDS]
        told = (GREETING, *said, *said[:ENDS])
        outcome: Outcome = side.ask(Plan(told, lines=1, count=each + 1, crowd=1, each=each + 1))
        if not outcome.failed:
            first += outcome.latencies[1 : 1 + ENDS]
            last += outcome.latencies[-ENDS:]
    return History(median(first), median(last))
