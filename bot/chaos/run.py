"""`python -m bot chaos`: start the system, break it one thing at a time, write the table."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.chaos.databases import Database, Postgres, Redis, Sqlite, programs
from bot.chaos.doors import Door, ServiceDoor, WebDoor, WeChatDoor
from bot.chaos.faults.base import Fault
from bot.chaos.faults.every import FAULTS
from bot.chaos.machine import Machine, NotReached
from bot.chaos.report import PAGE, write
from bot.chaos.trial import Trial, try_fault
from bot.settings import load_settings

DISK_MEGABYTES = 160


@dataclass(frozen=True)
class Wish:
    """What is tried, and how.

    Attributes:
        only: names of faults; empty: all.
        databases: kinds.
        keep: the folder with the log stays.
        stand_in: Rasa, actions and examples are made up.
        per_second: messages.
    """

    only: Sequence[str]
    databases: Sequence[str]
    keep: bool
    stand_in: bool
    per_second: float


def chaos(wish: Wish) -> int:
    """Try the faults; returns 0 when everything held. The page is written when all were tried on the real system."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was started is ended then, too
    begun, trials, only = time.monotonic(), list[Trial](), wish.only
    wanted = [fault for fault in FAULTS if not only or fault.name in only]
    for kind in wish.databases:
        faults = [fault() for fault in wanted if kind in fault.databases]
        if faults:
            trials += _on_database(kind, faults, wish)
    seconds = time.monotonic() - begun
    if not only and not wish.stand_in:
        write(trials, seconds, wish.per_second)
        print(f"· {PAGE} is written")
    failed = [f"{trial.name} ({trial.database})" for trial in trials if not trial.fine]
    print(
        f"· {len(trials) - len(failed)} of {len(trials)} held in {seconds:.0f} s"
        + (f"; not: {failed}" if failed else "")
    )
    return 1 if failed else 0


def _on_database(kind: str, faults: Sequence[Fault], wish: Wish) -> list[Trial]:
    folder = Path(tempfile.mkdtemp(prefix="chaos-"))
    folder.chmod(0o755)  # the user postgres has to reach its cluster
    try:
        with _disk(folder / "var") as disk, _database(kind, folder) as database, _redis(folder) as redis:
            machine = Machine(folder, disk, load_settings(), database, redis, wish.stand_in)
            print(f"· starting the system on {kind}, in {folder}", flush=True)
            try:
                machine.start()
                return asyncio.run(_try_each(machine, faults, wish.per_second))
            finally:
                machine.stop()
    finally:
        if not wish.keep:
            shutil.rmtree(folder, ignore_errors=True)


async def _try_each(machine: Machine, faults: Sequence[Fault], per_second: float) -> list[Trial]:
    trials = []
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        made = (
            ServiceDoor(session, machine.url, machine.token),
            WebDoor(session, machine.url),
            WeChatDoor(session, machine.url),
        )
        doors: dict[str, Door] = {door.name: door for door in made}
        for number, fault in enumerate(faults, 1):
            trials.append(await _try_one(f"[{number}/{len(faults)}] {fault.name}", fault, machine, doors, per_second))
    return trials


async def _try_one(head: str, fault: Fault, machine: Machine, doors: dict[str, Door], per_second: float) -> Trial:
    begun = time.monotonic()

    def say(step: str) -> None:
        print(f"· {head}: {step} ({time.monotonic() - begun:.0f} s)", flush=True)

    await asyncio.to_thread(machine.wait_for, "a ready system", machine.is_ready, 60)
    trial = await try_fault(fault, machine, doors, per_second, say)
    say(f"not tried: {trial.skipped}" if trial.skipped else _told(trial))
    if trial.recovery is None and not trial.skipped:
        say("did not recover: restarting by hand")
        await asyncio.to_thread(machine.stop)
        await asyncio.to_thread(machine.start)
    return trial


def _told(trial: Trial) -> str:
    one, back = trial.counted, "never" if trial.recovery is None else f"in {trial.recovery:.0f} s"
    return (
        f"{'held' if trial.fine else 'DID NOT HOLD'}: {one.messages} messages, {one.safe} safe, {one.unanswered} late "
        f"(slowest {one.slowest:.1f} s), {one.doubles} twice, {one.never_real} never, {one.lost} of {one.asked} lost, "
        f"back {back}, log: {trial.logged or 'NOTHING'}, "
        f"metric {'told' if trial.alerted else 'DID NOT TELL'} {trial.alert} "
        f"{trial.detail} {trial.problems or ''}"
    )


@contextmanager
def _disk(folder: Path) -> Iterator[Path]:
    """Give a small disk of its own where this process may mount one, else a folder."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MEGABYTES}m", "none", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True).returncode == 0  # noqa: S603
    try:
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=False)  # noqa: S603, S607


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[Database]:
    binaries = programs()
    if kind == "postgresql" and binaries is None:
        raise NotReached("no PostgreSQL programs on this machine: apt-get install postgresql, or --database sqlite")
    database = Postgres(folder / "cluster", binaries) if kind == "postgresql" and binaries else Sqlite()
    database.start()
    try:
        yield database
    finally:
        database.stop()


@contextmanager
def _redis(folder: Path) -> Iterator[Redis | None]:
    if shutil.which("redis-server") is None:
        yield None
        return
    redis = Redis(folder / "redis")
    redis.start()
    try:
        yield redis
    finally:
        redis.stop()
