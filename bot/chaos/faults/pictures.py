"""The process that reads pictures: killed while it reads, and given what decoders choke on."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path

import aiohttp

from bot.chaos.faults.base import Fault
from bot.chaos.machine import Machine
from bot.chaos.metrics import Alert
from bot.settings import ROOT

_GOOD = ROOT / "tests" / "data" / "screenshots"
_DIED = "assistant_media_deaths_total"


def _picture() -> bytes:
    return sorted(_GOOD.glob("*.png"))[0].read_bytes()


def bad_pictures() -> list[bytes]:
    """Return pictures whose header promises what does not follow."""
    good = _picture()
    return [good[: len(good) // 2], good[:200] + b"\xff" * 4000, good[:33] + good[40:], b"\xff\xd8\xff\xe0" + good]


async def send(machine: Machine, picture: bytes) -> tuple[int, bool]:
    """Send a picture; returns the HTTP status and whether words came back."""
    form = aiohttp.FormData({"id": uuid.uuid4().hex, "user": uuid.uuid4().hex, "channel": "service"})
    form.add_field("picture", picture, filename="a.png", content_type="image/png")
    headers = {"Authorization": f"Bearer {machine.token}"}
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=40)) as session,
        session.post(f"{machine.url}/api/pictures", data=form, headers=headers) as response,
    ):
        return response.status, bool((await response.json()).get("blocks"))


def workers(machine: Machine) -> list[int]:
    """Return the workers of this machine's edges; they know no VAR_DIR, only their parents do."""
    edges, found = set(machine.pids("edge")), []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            if parent in edges and b"bot.media.worker" in (path / "cmdline").read_bytes():
                found.append(int(path.name))
        except OSError:
            continue
    return found


class PictureWorkerKilled(Fault):
    """The worker dies with a picture in its hands."""

    name, meaning = "picture_worker_killed", "kill -9 of the picture worker while it reads"
    logged = ("its worker is replaced",)
    alert = Alert("edge", _DIED)
    seconds = 1.0

    def impossible(self, machine: Machine) -> str:
        """Say whether pictures can be read at all."""
        python = Path(machine.environment["MEDIA_PYTHON"])
        return "" if python.exists() else "no .venv-media: run `make media`"

    async def begin(self, machine: Machine) -> None:
        """Send pictures until each edge has a worker, then kill those while they read."""
        for _ in range(6):
            await asyncio.gather(*(send(machine, _picture() + bytes([number])) for number in range(3)))
            if len(workers(machine)) >= len(machine.pids("edge")):
                break
        sending = [asyncio.create_task(send(machine, _picture() + bytes([9, number]))) for number in range(6)]
        await asyncio.sleep(0.4)
        killed = workers(machine)
        machine.kill(killed)
        answers = await asyncio.gather(*sending)
        words = sum(blocks for _, blocks in answers)
        self.detail = f"{len(killed)} workers killed, {words} of {len(answers)} pictures answered with words"
        self._silent = len(answers) - words

    async def problems(self, machine: Machine) -> list[str]:
        """Require that every picture was answered, and that one is read now."""
        again = await send(machine, _picture() + b"again")
        found = [f"{self._silent} pictures without an answer"] if self._silent else []
        return found + ([] if again == (200, True) else [f"a picture afterwards: HTTP {again[0]}"])


class BadPictures(PictureWorkerKilled):
    """Pictures that are none."""

    name, meaning = "bad_pictures", "broken pictures to the picture worker, good ones between"
    logged = ("was not read",)
    alert = Alert("edge", "assistant_media_starts_total", (), None)

    async def begin(self, machine: Machine) -> None:
        """Send them, a good one after each."""
        answers, good = [], 0
        machine.kill(workers(machine))  # so that a start is seen
        for bad in bad_pictures():
            answers.append(await send(machine, bad))
            good += await send(machine, _picture() + uuid.uuid4().bytes) == (200, True)
        self._silent = sum(not words for _, words in answers)
        self.detail = f"statuses {[status for status, _ in answers]}; {good} of {len(answers)} good ones read between"
        if good != len(answers):
            self._silent += 1
