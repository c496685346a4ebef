"""From what was measured to the rows of issue 8's table. Pure."""

from __future__ import annotations

from bench.measuring import Sample
from bench.rows import AT_LEAST, AT_MOST, Row
from bench.speed import MEGABYTE, Measured

_PARTS = ("edge", "rasa", "actions", "console")


def rows(found: Measured) -> list[Row]:
    """Return every row but those of ten times the content."""
    plain, ours = found.full
    low, high = found.half
    return [
        Row(
            "throughput",
            "throughput through the public edge, full path with database",
            *(AT_LEAST, 4.0, ours.throughput / plain.throughput, "×"),
            f"{plain.throughput:.1f} a second",
            f"{ours.throughput:.1f} a second",
        ),
        _latency("p50_half", "p50 of a turn at half that load, each of its own", low.p50, high.p50),
        _latency("p99_half", "p99 of a turn at half that load, each of its own", low.p99, high.p99),
        _latency("p50_same", "p50 of a turn, both at half of plain Rasa's load", *(one.p50 for one in found.same)),
        _latency("p99_same", "p99 of a turn, both at half of plain Rasa's load", *(one.p99 for one in found.same)),
        Row(
            "history",
            "a sender's last five of 400 messages against the first five",
            *(AT_MOST, 1.3, found.history[1].ratio, "×"),
            *(f"{1000 * one.first:.0f} → {1000 * one.last:.0f} ms" for one in found.history),
        ),
        _memory("memory_rest", "memory at rest", *(_held(one) for one in found.rest)),
        _memory("memory_after", f"memory after {found.turns:,} turns", *(_held(one) for one in found.after)),
        Row(
            "growth",
            f"growth of memory over {found.turns:,} turns",
            *(AT_MOST, 5.0, 100 * (_held(found.after[1]) / _held(found.rest[1]) - 1), "%"),
            f"{100 * (_held(found.after[0]) / _held(found.rest[0]) - 1):.1f} % (fewer turns)",
            ", ".join(_grown(found.rest[1], found.after[1])),
        ),
        Row(
            "start",
            "cold start to first answer, trained model (`make run`: preparing, then every process)",
            *(AT_MOST, 25.0, found.start[1], "s"),
            f"{found.start[0]:.1f} s",
            f"{found.start[1]:.1f} s",
        ),
    ]


def spent(sample: Sample) -> str:
    """Return the CPU of a turn in words."""
    parts = [f"{name} {sample.cpu[name]:.1f}" for name in (*_PARTS, "other") if sample.cpu.get(name, 0) >= 0.05]
    return f"{sum(sample.cpu.values()):.1f} ms ({', '.join(parts)})"


def _latency(name: str, what: str, plain: float, ours: float) -> Row:
    said = (f"{1000 * plain:.1f} ms", f"{1000 * ours:.1f} ms")
    return Row(name, what, AT_MOST, 1 / 3, ours / plain, "×", *said)


def _memory(name: str, what: str, plain: int, ours: int) -> Row:
    what = f"{what}: edge, Rasa, actions, console"
    return Row(name, what, AT_MOST, 1.0, ours / plain, "×", *(f"{one / MEGABYTE:.0f} MB" for one in (plain, ours)))


def _held(parts: dict[str, int]) -> int:
    """Return the bytes of the processes that the row names; the process manager is none of them."""
    return sum(parts.get(name, 0) for name in _PARTS)


def _grown(before: dict[str, int], after: dict[str, int]) -> list[str]:
    return [f"{name} {before.get(name, 0) / MEGABYTE:.0f} → {after.get(name, 0) / MEGABYTE:.0f} MB" for name in _PARTS]
