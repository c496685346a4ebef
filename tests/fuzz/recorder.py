"""Counts inputs, keeps what crashed and how long the slowest took."""

from __future__ import annotations

import json
import time
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.fuzz.target import Check

EVERY = 500  # inputs between two writes
MOST_CRASHES = 20


@dataclass
class Outcome:
    """What came of one target.

    Attributes:
        inputs: how many were tried.
        crashes: where → one example: the error and the input in hex.
        slowest: CPU seconds of the slowest input.
        slow_input: it, in hex.
        guided: by coverage.
        exit_code: of the process; anything but 0 is a crash below Python.
    """

    inputs: int = 0
    crashes: dict[str, dict[str, str]] = field(default_factory=dict)
    slowest: float = 0.0
    slow_input: str = ""
    guided: bool = False
    exit_code: int = 0


class Recorder:
    """Calls the parser, and never lets an error out, so that the search goes on."""

    def __init__(self, check: Check, wanted: int, out: Path, guided: bool) -> None:
        """Begin with nothing.

        Args:
            check: the parser.
            wanted: inputs in all.
            out: the outcome is written there now and then.
            guided: by coverage.
        """
        self._check, self._wanted, self._out = check, wanted, out
        self.outcome = Outcome(guided=guided)

    @property
    def is_done(self) -> bool:
        """Say whether enough were tried."""
        return self.outcome.inputs >= self._wanted

    def run(self, data: bytes) -> None:
        """Try one input."""
        begun = time.thread_time()
        try:
            self._check(data)
        except Exception as error:  # whatever it is, it is a find
            self._keep(error, data)
        took = time.thread_time() - begun
        if took > self.outcome.slowest:
            self.outcome.slowest, self.outcome.slow_input = took, data[:4000].hex()
        self.outcome.inputs += 1
        if self.outcome.inputs % EVERY == 0 or self.is_done:
            self.write()

    def write(self) -> None:
        """Write the outcome down."""
        fresh = self._out.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self.outcome)), encoding="utf-8")
        fresh.replace(self._out)

    def _keep(self, error: Exception, data: bytes) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [f for f in frames if "site-packages" not in f.filename] or frames
        where = f"{type(error).__name__} {Path(ours[-1].filename).name}:{ours[-1].lineno}"
        if len(self.outcome.crashes) < MOST_CRASHES:
            self.outcome.crashes.setdefault(where, {"error": str(error)[:300], "input": data[:4000].hex()})


def read(out: Path) -> Outcome:
    """Return an outcome as it was written last."""
    return Outcome(**json.loads(out.read_text(encoding="utf-8"))) if out.exists() else Outcome()
