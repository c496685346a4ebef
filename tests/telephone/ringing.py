"""The SIP program and a real SIP caller, as processes."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conftest import ROOT, free_port
from tests.fakes.phone_edge import TOKEN
from tests.telephone.signals import find

PYTHON = ROOT / ".venv-phone" / "bin" / "python"
SECONDS = 60.0  # the machine may be busy
HEARD = 0.5  # of the pieces of a sound: PJSIP stretches some where the machine is busy


@dataclass
class Program:
    """`python -m bot phone-sip` or phone-pbx, running."""

    name: str
    environment: dict[str, str]
    lines: list[str] = field(default_factory=list)
    process: asyncio.subprocess.Process | None = None

    async def start(self, until: str) -> None:
        """Start it and wait until it has logged something."""
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", self.name, cwd=ROOT, env=self.environment, stderr=asyncio.subprocess.PIPE
        )
        await self.logged(until)

    async def logged(self, words: str, times: int = 1) -> None:
        """Read its log until it has said something so many times."""
        assert self.process is not None
        assert self.process.stderr is not None
        while sum(words in line for line in self.lines) < times:
            line = await asyncio.wait_for(self.process.stderr.readline(), SECONDS)
            assert line, "".join(self.lines)
            self.lines.append(line.decode())

    async def stop(self) -> int:
        """End it as supervisor does and return its exit code."""
        assert self.process is not None
        assert self.process.stderr is not None
        if self.process.returncode is not None:
            return self.process.returncode
        with suppress(ProcessLookupError):
            self.process.terminate()
        self.lines.append((await asyncio.wait_for(self.process.stderr.read(), SECONDS)).decode())
        return await asyncio.wait_for(self.process.wait(), SECONDS)


def sip_program(edge: str, folder: Path, **more: str) -> Program:
    """Return the SIP program for an edge, not yet started."""
    environment = {
        **os.environ,
        "VAR_DIR": str(folder),
        "SERVICE_TOKEN": TOKEN,
        "PHONE_SIP": "1",
        "PHONE_MOST_CALLS": "3",  # one process
        "PHONE_EDGE": edge,
        "PHONE_SIP_LISTEN": f"127.0.0.1:{free_port()}",
        **more,
    }
    return Program("phone-sip", environment)


class Caller:
    """tests/telephone/caller.py, running."""

    def __init__(self, process: asyncio.subprocess.Process, folder: Path) -> None:
        """Keep the process and where it writes what it hears."""
        self._process = process
        self._folder = folder
        self.told: list[dict[str, Any]] = []
        self._since = 0  # bytes heard before the last key

    @classmethod
    async def ring(cls, program: Program, folder: Path, calls: int = 1, user: str = "help", **more: Any) -> Caller:
        """Ring the program."""
        target = f"sip:{user}@{program.environment['PHONE_SIP_LISTEN']}"
        plan = {"target": target, "calls": calls, "folder": str(folder), **more}
        process = await asyncio.create_subprocess_exec(
            str(PYTHON), str(ROOT / "tests" / "telephone" / "caller.py"), json.dumps(plan),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        return cls(process, folder)

    async def do(self, **line: Any) -> None:
        """Have it do one thing."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(line).encode() + b"\n")
        await self._process.stdin.drain()

    async def press(self, key: str, how: str = "rfc4733") -> None:
        """Press a key."""
        self._since = len(self.heard())
        await self.do(do="key", key=key, how=how)

    async def until(self, state: str, times: int = 1, seconds: float = SECONDS) -> dict[str, Any]:
        """Wait until calls were in a state so many times; return the last."""
        assert self._process.stdout is not None
        while (seen := [one for one in self.told if one["state"] == state]) == [] or len(seen) < times:
            line = await asyncio.wait_for(self._process.stdout.readline(), seconds)
            assert line, f"the caller ended before {state}; it saw {self.told}"
            if line.startswith(b"{"):
                self.told.append(json.loads(line))
        return seen[-1]

    def heard(self, number: int = 0) -> bytes:
        """Return what a call has heard so far."""
        file = self._folder / f"{number}.raw"
        return file.read_bytes() if file.is_file() else b""

    def calls_told(self) -> set[int]:
        """Return the numbers of the calls that were seen so far."""
        return {int(one["call"]) for one in self.told if one["call"] >= 0}

    async def until_heard(self, sound: list[bytes], number: int = 0) -> None:
        """Wait until most of a sound has come to the ear."""
        await self.until_any_heard([sound], number)

    async def until_any_heard(self, sounds: list[list[bytes]], number: int = 0) -> None:
        """Wait until one of these sounds has come to the ear since a key was pressed last."""

        async def look() -> None:
            while not self._hears(sounds, number):  # noqa: ASYNC110 - another process writes it
                await asyncio.sleep(0.2)

        await asyncio.wait_for(look(), SECONDS)

    def _hears(self, sounds: list[list[bytes]], number: int) -> bool:
        heard = self.heard(number)[self._since :]
        return any(find(sound, heard).heard > HEARD for sound in sounds)

    async def stop(self) -> None:
        """End it."""
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
