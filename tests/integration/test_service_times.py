"""What a turn costs each process, in CPU time: docs/province.md is reckoned from it.

Nothing here looks at the clock: on a busy machine CPU time is too high, by its caches, but not by the
waiting; the load is told beside the figures. To write
the file that the page reads: SERVICE_TIMES=docs/service-times.json python -m pytest THIS FILE
"""

from __future__ import annotations

import json
import os
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from sqlalchemy import text

from bench.process_tree import parse_pss
from db.session import make_engine
from tests.machines import Machines

TEXTS = (
    "有人说我中奖了，要先交税",
    "对方冒充公安，让我把钱转到安全账户",
    "刷单先返了几十块，后面要垫三千",
    "今天天气怎么样",
    "我已经把五万转给他了",
    "96110是什么",
    "我妈非要去听养生课买保健品",
    "谢谢",
)
TURNS = int(os.environ.get("SERVICE_TURNS", "120"))
WARM_UP = 24
_TICKS = os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> tuple[int, int, float]:
    """Return (parent, session, CPU seconds with those of ended children) of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return int(fields[1]), int(fields[3]), sum(map(int, fields[11:15])) / _TICKS


def _cpu(leader: int, postmaster: bool = False) -> float:
    """Return the CPU seconds of a session's processes, or of a postmaster and its children."""
    total = 0.0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent, session, seconds = _stat(int(entry.name))
            except (OSError, ValueError, IndexError):
                continue
            if int(entry.name) == leader or (parent == leader if postmaster else session == leader):
                total += seconds
    return total


def _memory(machines: Machines) -> dict[str, int]:
    """Return megabytes of one process of each part, what it shares with others divided among them."""

    def megabytes(pid: int) -> int:
        return parse_pss(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")) // 1024**2

    first = machines.systems[0]
    return {part: megabytes(first.processes[part].pid) for part in ("edge", "rasa", "actions")}


def _postmaster(url: str) -> int:
    engine = make_engine(url)
    with engine.connect() as connection:
        backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        parent = _stat(int(backend))[0]
    engine.dispose()
    return parent


def _spent(machines: Machines) -> dict[str, float]:
    found = dict.fromkeys(("edge", "rasa", "actions"), 0.0)
    for system in machines.systems:
        for part in found:
            found[part] += _cpu(system.processes[part].pid)
    found["database"] = _cpu(_postmaster(machines.database_url), postmaster=True)
    found["redis"] = _cpu(machines.redis.pid)
    return found


def _talk(machines: Machines, turns: int) -> list[int]:
    """Have strangers say three messages each, at either edge; return the statuses."""

    def stranger(number: int) -> list[int]:
        with requests.Session() as session:
            url = machines.systems[number % 2].url
            said = (TEXTS[(number * 3 + turn) % len(TEXTS)] for turn in range(3))
            bodies = ({"id": uuid.uuid4().hex, "text": one} for one in said)
            return [session.post(f"{url}/api/messages", json=body, timeout=20).status_code for body in bodies]

    with ThreadPoolExecutor(4) as threads:
        return [status for found in threads.map(stranger, range(turns // 3)) for status in found]


@pytest.mark.timeout(900)
def test_what_a_turn_costs(two_machines: Machines) -> None:
    assert set(_talk(two_machines, WARM_UP)) == {200}
    before = _spent(two_machines)
    statuses = _talk(two_machines, TURNS)
    after = _spent(two_machines)
    assert set(statuses) == {200}
    cost = {name: round(1000 * (after[name] - before[name]) / len(statuses), 2) for name in after}
    print(cost)
    assert min(cost["edge"], cost["rasa"], cost["actions"]) > 0
    # the claim on which the design rests: the store is not what limits
    assert cost["database"] + cost["redis"] < cost["edge"] + cost["rasa"] + cost["actions"]
    if "SERVICE_TIMES" in os.environ:
        told = {
            "cpu_ms": cost,
            "memory_mb": _memory(two_machines),
            "turns": len(statuses),
            "machine": f"{os.cpu_count()} cores at a load of {os.getloadavg()[1]:.0f}",
            "measured": time.strftime("%Y-%m-%d", time.gmtime()),
        }
        Path(os.environ["SERVICE_TIMES"]).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
