"""docs/pictures.md: how well pictures are read, measured on the 20 test screenshots by the real worker."""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import tempfile
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from bot.edge.media.process import WorkerProcess, worker_of
from bot.media.bubbles import bubbles_of
from bot.media.layout import in_rows, straighten
from bot.media.saw import ReadImage
from bot.settings import ROOT, load_settings

PAGE = ROOT / "docs" / "pictures.md"
DATA = ROOT / "tests" / "data" / "screenshots"
COMMAND = "python -m bot pictures-report"
AS_RENDERED = "as rendered"


@dataclass(frozen=True)
class Trial:
    """One picture: what it truly says, what was read, and how long it took."""

    truth: dict[str, Any]
    read: ReadImage
    seconds: float


def plain(text: str) -> str:
    """Return the characters that count: no spaces, full-width folded."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def errors(true: Sequence[str], read: Sequence[str]) -> tuple[int, int]:
    """Return (characters to mend, characters there truly are)."""
    right = plain("".join(true))
    return Levenshtein.distance(right, plain("".join(read))), len(right)


def lines_of(read: ReadImage) -> list[str]:
    """Return all lines in reading order."""
    placed = straighten(read.lines, read.width, read.height)
    return [line.text for row in in_rows(placed) for line in row]


def side_of(read: ReadImage, mine: bool) -> list[str]:
    """Return the bubbles of one side."""
    placed = straighten(read.lines, read.width, read.height)
    return [bubble.text for bubble in bubbles_of(placed, read.page, read.width) if bubble.mine is mine]


def figures(trials: Sequence[Trial]) -> dict[str, str]:
    """Return the figures of one set of pictures."""
    chats = [trial for trial in trials if trial.truth["kind"] == "chat"]
    codes = [(code, trial) for trial in trials for code in trial.truth["codes"]]
    found = sum(any(seen.text == code for seen in trial.read.codes) for code, trial in codes)
    kinds = sum(trial.read.kind == trial.truth["kind"] for trial in trials)
    return {
        "character errors, all text": _rate(errors(t.truth["lines"], lines_of(t.read)) for t in trials),
        "character errors, the other side's words": _rate(
            errors(t.truth["they"], side_of(t.read, False)) for t in chats
        ),
        "character errors, one's own words": _rate(errors(t.truth["i"], side_of(t.read, True)) for t in chats),
        "kind recognised": f"{kinds}/{len(trials)}",
        "QR codes read": f"{found}/{len(codes)}",
        "ms a picture, median (most)": _times(trials),
    }


def _rate(pairs: Iterable[tuple[int, int]]) -> str:
    wrong, there = (sum(column) for column in zip(*pairs, strict=True))
    return f"{wrong / there:.2%} of {there}"


def _times(trials: Sequence[Trial]) -> str:
    taken = [trial.seconds * 1000 for trial in trials]
    return f"{statistics.median(taken):.0f} ({max(taken):.0f})"


def page(sets: dict[str, dict[str, str]], memory: dict[str, int], start: float) -> str:
    """Return the page."""
    names = list(next(iter(sets.values())))
    table = ["| | " + " | ".join(sets) + " |", "| --- |" + " --- |" * len(sets)]
    table += [f"| {name} | " + " | ".join(found[name] for found in sets.values()) + " |" for name in names]
    return _PAGE.format(
        command=COMMAND, table="\n".join(table), rss=memory["VmRSS"], peak=memory["VmHWM"], start=f"{start:.1f}"
    )


_PAGE = """# How well pictures are read

Written by `{command}`, which has the worker (`bot/media/worker.py`) read the 20 screenshots
of `tests/data/screenshots/`, then the same pictures spoilt in six ways by `bot/media/degrade.py`.
Times are those of one picture after the other on the machine that ran it, others at work on it too.

{table}

Memory of the worker: {rss} MB at rest, {peak} MB at most. It is ready {start} s after the first
picture came; the edge starts it then, and again after a crash.

A character error is one to be put in, taken out or changed; spaces do not count and full-width
marks are folded. "All text" includes status bar, title and times, which are read and then left out.

## Limits

- The pictures were rendered by `tests/data/make_screenshots.py`, in one typeface, by the hands that
  wrote the rules for bubbles and receipts. Real screenshots have other skins, large system letters,
  stickers, red packets and quoted messages; the figures say nothing of those.
- The rules for lines and bubbles were mended after a first run over the first five columns (leaning and
  pale pictures then lost a tenth to a quarter of the words), so those columns show that they hold, not
  how they do on pictures never seen. The two columns marked unseen were added after that.
- Of a long picture on a busy machine the end may stay unread: what is done in 12 s is answered.
- Handwriting, text upside down, photos of paper taken aslant and text over pictures are not measured.
- Only the first frame of a moving GIF is read; HEIC is not (phones send JPEG to a web page).
- A blue, orange or white bubble is judged by its side alone; a group chat's names are left out.
- A code with a link is put into words as a link and judged by the message door. It is never opened.
"""


def memory_of(pid: int) -> dict[str, int]:
    """Return resident and peak memory of a process, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return {name: int(fields[name].split()[0]) // 1024 for name in ("VmRSS", "VmHWM")}


def folders(python: str, spoilt: Path) -> Iterator[tuple[str, Path]]:
    """Yield (name, folder) of each set; the spoilt ones are made now."""
    yield AS_RENDERED, DATA
    command = [python, "-m", "bot.media.degrade", str(DATA), str(spoilt)]
    subprocess.run(command, check=True, cwd=ROOT, timeout=120)  # noqa: S603 - our own module and folders
    yield from ((folder.name, folder) for folder in sorted(spoilt.iterdir()))


def _pictures(folder: Path, truths: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], bytes]]:
    for truth in truths:
        yield truth, next(iter(folder.glob(f"{Path(truth['file']).stem}.*"))).read_bytes()


async def _read_all(worker: WorkerProcess, folder: Path, truths: list[dict[str, Any]]) -> list[Trial]:
    trials = []
    for truth, data in _pictures(folder, truths):
        begun = time.perf_counter()
        read = await worker.ask(data)
        trials.append(Trial(truth, read, time.perf_counter() - begun))
    return trials


async def _measure(python: str) -> str:
    truths = json.loads((DATA / "truth.json").read_text(encoding="utf-8"))
    worker = worker_of(python)
    begun = time.perf_counter()
    await worker.ask(b"no picture")
    start = time.perf_counter() - begun
    try:
        with tempfile.TemporaryDirectory() as name:
            found = {each: await _read_all(worker, where, truths) for each, where in folders(python, Path(name))}
        return page({name: figures(trials) for name, trials in found.items()}, memory_of(worker.pid), start)
    finally:
        await worker.stop()


def write_pictures() -> int:
    """Measure, write the page and say where; returns the exit code."""
    python = load_settings().media_python
    if not Path(python).exists():
        print("pictures-report: .venv-media is missing; run `make media`")
        return 2
    PAGE.write_text(asyncio.run(_measure(python)), encoding="utf-8")
    print(f"written: {PAGE.relative_to(ROOT)}")
    return 0
