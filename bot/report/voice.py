"""docs/voice.md: what reading aloud costs and how it sounds, measured on this machine by the real voice."""

from __future__ import annotations

import platform
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT, load_settings
from bot.voice.pronounce import pronounce
from bot.voice.renderer import VOICE, NotInstalled, Worker
from bot.voice.script import Line, wanted
from db.from_files import knowledge_from_files

PAGE = ROOT / "docs" / "voice.md"
COMMAND = "python -m bot voice --report"
SAMPLE = 12
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


@dataclass(frozen=True)
class Said:
    """One sentence said: its characters, seconds of sound, of waiting and of processor, and bytes."""

    characters: int
    seconds: float
    waited: float
    processor: float
    size: int


def spread(lines: Sequence[Line], count: int) -> list[Line]:
    """Return `count` lines, evenly from first to last."""
    step = max(1, len(lines) // count)
    return list(lines[::step][:count])


def processor_seconds(pid: int) -> float:
    """Return the processor time a process has used."""
    ticks = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(ticks[11]) + int(ticks[12])) / 100


def peak_memory(pid: int) -> int:
    """Return the most memory a process has held, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def measure(lines: Sequence[Line]) -> tuple[list[Said], int]:
    """Say these lines; returns what each took, and the peak memory in MB.

    Raises:
        NotInstalled: there is no voice on this machine.
    """
    said = []
    with tempfile.TemporaryDirectory() as folder, Worker(load_settings()) as worker:
        for number, line in enumerate(lines):
            file = Path(folder) / f"{number}.ogg"
            begun, used = time.monotonic(), processor_seconds(worker.pid)
            answer = worker.say(pronounce(line.text), file)
            waited, processor = time.monotonic() - begun, processor_seconds(worker.pid) - used
            said.append(
                Said(len(pronounce(line.text)), float(answer["seconds"]), waited, processor, file.stat().st_size)
            )
        return said, peak_memory(worker.pid)


def figures(lines: Sequence[Line], said: Sequence[Said], memory: int) -> str:
    """Return the measured part of the page."""
    seconds = sum(each.seconds for each in said)
    pace = sum(each.characters for each in said) / seconds
    hours = sum(len(pronounce(line.text)) for line in lines) / pace / 3600
    rate = sum(each.size for each in said) / seconds
    factor = sum(each.processor for each in said) / seconds
    parts = "，".join(f"{part} {count}" for part, count in Counter(line.part for line in lines).items())
    rows = (
        ("sentences on the list", f"{len(lines)} ({parts.replace('，', ', ')})"),
        ("sound when all are rendered", f"{hours:.1f} h, {hours * 3600 * rate / 1e6:.0f} MB"),
        ("size", f"{rate * 3.6 / 1e3:.1f} MB/h (Opus in Ogg, {rate * 8 / 1000:.0f} kbit/s)"),
        ("pace", f"{pace:.1f} characters a second"),
        ("processor seconds for a second of sound, one thread", f"{factor:.2f}"),
        ("seconds waited for a second of sound, this run", f"{sum(each.waited for each in said) / seconds:.2f}"),
        ("processor hours for all", f"{hours * factor:.1f}"),
        ("peak memory of the worker", f"{memory} MB"),
    )
    table = "\n".join(f"| {name} | {value} |" for name, value in rows)
    machine = platform.processor() or platform.machine()
    head = f"{len(said)} sentences by {VOICE}, spread over the list, on {machine}."
    return f"{head}\n\n| what | measured |\n| --- | --- |\n{table}"


def write_voice() -> int:
    """Measure and put the figures into docs/voice.md; returns the exit code."""
    lines = wanted(knowledge_from_files())
    try:
        said, memory = measure(spread(lines, SAMPLE))
    except NotInstalled as error:
        print(error, file=sys.stderr)
        return 2
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{figures(lines, said, memory)}\n{END}{after}", encoding="utf-8")
    print(f"written: {PAGE.relative_to(ROOT)}")
    return 0
