"""Has sentences said ahead by the worker in `.venv-voice`, those that have no sound yet, one at a time."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol

from bot.settings import ROOT, Settings
from bot.voice.pronounce import pronounce
from bot.voice.script import Line
from bot.voice.store import SYNTHETIC, Store

VOICE = SYNTHETIC.partition("-")[0]
INSTALL = "the voice is not installed: run `make voice` (290 MB); until then the kiosk offers nothing to listen to"


class NotInstalled(RuntimeError):
    """There is no voice on this machine."""


class WorkerEnded(RuntimeError):
    """The process that speaks has ended."""


class Sayer(Protocol):
    """Somebody who says a sentence into a file."""

    def say(self, text: str, file: Path) -> dict[str, Any]:
        """Return `seconds` of sound, or a `problem`."""


def model_folder(settings: Settings) -> Path:
    """Return where model and voices lie, beside the Python that reads them."""
    return Path(settings.voice_python).parent.parent / "kokoro"


def is_installed(settings: Settings) -> bool:
    """Say whether this machine can speak."""
    return Path(settings.voice_python).is_file() and (model_folder(settings) / "model.onnx").is_file()


class Worker:
    """The process that speaks; use as a context."""

    def __init__(self, settings: Settings, voice: str = VOICE) -> None:
        """Keep what to start, and whose voice it is.

        Raises:
            NotInstalled: there is no voice on this machine.
        """
        if not is_installed(settings):
            raise NotInstalled(INSTALL)
        self._command = [settings.voice_python, "-m", "bot.voice.worker", str(model_folder(settings)), voice]
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Worker:
        """Start it, and wait until it is ready."""
        self._process = subprocess.Popen(  # noqa: S603 - our own Python and module
            self._command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={"PATH": "/usr/bin"}
        )
        self._read()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End it."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()

    @property
    def pid(self) -> int:
        """The process, for those who measure it."""
        return self._process.pid if self._process else 0

    def say(self, text: str, file: Path) -> dict[str, Any]:
        """Return `seconds` of sound, or a `problem`.

        Raises:
            WorkerEnded: it died.
        """
        pipe = self._pipe("stdin")
        try:
            pipe.write(json.dumps({"text": text, "file": str(file)}) + "\n")
            pipe.flush()
        except BrokenPipeError as error:
            raise WorkerEnded(str(error)) from error
        return self._read()

    def _read(self) -> dict[str, Any]:
        line = self._pipe("stdout").readline()
        if not line:
            raise WorkerEnded("the process that speaks has ended; what it printed stands above. Run the command again")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _pipe(self, name: str) -> IO[str]:
        pipe: IO[str] | None = getattr(self._process, name, None)
        if pipe is None:
            raise WorkerEnded("not started")
        return pipe


@dataclass
class Done:
    """What a run has made."""

    sentences: int = 0
    seconds: float = 0.0
    took: float = 0.0
    problems: list[str] = field(default_factory=list)


def missing(lines: Sequence[Line], store: Store) -> list[Line]:
    """Return the sentences without a sound, in order."""
    return [line for line in lines if store.file(line.key) is None]


def render(lines: Sequence[Line], store: Store, sayer: Sayer, tell: Callable[[str], None]) -> Done:
    """Say these sentences into the store, telling how far it is; may be stopped and run again at any time."""
    store.synthetic.mkdir(parents=True, exist_ok=True)
    done = Done()
    begun = time.monotonic()
    for number, line in enumerate(lines, 1):
        answer = sayer.say(pronounce(line.text), store.target(line.key))
        done.took = time.monotonic() - begun
        if "problem" in answer:
            done.problems.append(f"{line.text}: {answer['problem']}")
        else:
            done.sentences += 1
            done.seconds += float(answer["seconds"])
        left = (len(lines) - number) * done.took / number
        tell(f"{number}/{len(lines)} {line.part} {line.text}  (about {left / 60:.0f} min left)")
    return done
