"""`python -m bot province`: what a province needs on a bad evening, into docs/province.md."""

from __future__ import annotations

import math
from pathlib import Path

from bot.scale.measured import Measured, read_measured
from bot.scale.needs import MESSAGES, ROOM, Needs, limit_of, needed, replicas
from bot.scale.queueing import most
from bot.settings import ROOT

PAGE = ROOT / "docs" / "province.md"
PEOPLE = 50_000_000
RATE = 2_000.0  # messages a second
HOURS = 3  # that the evening lasts
WITHIN = 1.0  # seconds, for 99 of 100 messages
CORES = 16  # of one database server, as it can be bought anywhere
KEPT = 3_000  # bytes a message leaves behind for two hours: answer, case, indexes
WORDS = 700  # bytes of masked words and assessment, kept 30 days
QUIET = 0.02  # share of the bad evening's rate on an ordinary day
CONNECTIONS = 16  # that one edge may open to the database
GIGABYTE = 1024**3


def write_province(page: Path = PAGE) -> int:
    """Write the page; returns the exit code."""
    page.write_text(province(read_measured()), encoding="utf-8")
    print(f"{page.name}: written")
    return 0


def province(measured: Measured) -> str:
    """Return the page."""
    need = needed(measured.cost, RATE, WITHIN)
    parts = (_head(measured), _replicas(measured), _needs(measured, need), _store(need), _limits(measured))
    return "\n\n".join(parts) + "\n"


def _head(measured: Measured) -> str:
    rows = "\n".join(
        f"| {part} | {measured.cost[part]:.2f} | {'assumed' if part in measured.assumed else 'measured'} |"
        for part in measured.cost
    )
    return f"""# What a province needs

Made by `python -m bot province`; do not edit. {PEOPLE // 1_000_000} million people, {RATE:,.0f} messages a second on a
bad evening.

- **Measured**: the CPU time that one message costs each process, and a process's memory, on the full path with
  PostgreSQL and Redis. On a machine with other work it comes out too high: then everything below is rather too much.
  Source: {measured.source}.
- **Modelled**: everything else, by simulated queues (bot/scale/queueing.py; its tests hold it to Erlang and
  Pollaczek–Khinchine): messages come independently, work varies by half its average, each edge, Rasa and action
  server does one thing at a time, messages are dealt out in turn. No machine of this size was ever run.

| process | CPU ms a message | |
| --- | --- | --- |
{rows}"""


def _replicas(measured: Measured) -> str:
    found = {number: most(replicas(measured.cost, number, CORES), WITHIN, MESSAGES) for number in (1, 2, 4)}
    rows = "\n".join(f"| {number} | {rate:.0f} | {rate / found[1]:.2f}× |" for number, rate in found.items())
    return f"""## 1, 2, 4 replicas (modelled)

A replica is an edge, a Rasa and its actions with three cores; one database with {CORES} cores, one Redis. Messages a
second with 99 of 100 answered within {WITHIN:.0f} s:

| replicas | messages a second | |
| --- | --- | --- |
{rows}"""


def _needs(measured: Measured, need: Needs) -> str:
    processes = need.processes
    rows = []
    for part, note in (
        ("edge", "nginx deals out; scaled by CPU"),
        ("rasa", "pods; scaled by CPU"),
        ("actions", "in the pods of Rasa"),
        ("database", f"cores; {max(1, math.ceil(processes['database'] / CORES))} × {CORES} cores, see the limit below"),
        ("redis", "one process; may be lost"),
    ):
        memory = measured.memory.get(part)
        total = f"{processes[part] * memory / 1024:.0f} GB" if memory else "–"
        rows.append(f"| {part} | {processes[part]} | {total} | {note} |")
    cores = math.ceil(sum(RATE * ms / 1000 / ROOM for ms in measured.cost.values()))
    table = "\n".join(rows)
    return f"""## {RATE:,.0f} messages a second (modelled)

Every process is used to {ROOM:.0%} at most, so that one in three may fail. Then a message stays
{1000 * need.times.p50:.0f} ms (half of them) and {1000 * need.times.p99:.0f} ms (99 of 100) in the processes; the
network and the proxy come on top. In all about {cores} cores.

| process | how many | memory | |
| --- | --- | --- | --- |
{table}

Pictures and speech are not in it: each edge reads one picture and hears one recording at a time, a second or two
each (docs/pictures.md, docs/speech.md), and says so kindly when more come."""


def _store(need: Needs) -> str:
    messages = RATE * HOURS * 3600
    kept = messages * min(1.0, 2 / HOURS) * KEPT / GIGABYTE
    words = (messages + RATE * QUIET * 86_400 * 30) * WORDS / GIGABYTE
    connections = need.processes["edge"] * CONNECTIONS
    return f"""## What is stored (reckoned)

- The evening: {messages / 1e6:.0f} million messages in {HOURS} hours. Answers and cases live two hours:
  {kept:.0f} GB. Masked words live 30 days: {words:.0f} GB with a month of ordinary days at {QUIET:.0%} of the rate.
- Network: about {RATE * 6_000 * 8 / 1e6:.0f} Mbit/s to the outside, at six kilobytes for a message and its answer.
- Connections to PostgreSQL: up to {connections} from the edges alone. Put PgBouncer 1.21 or newer between, in
  transaction mode, or set max_connections accordingly."""


def _limits(measured: Measured) -> str:
    database, redis = limit_of(measured.cost, "database", CORES), limit_of(measured.cost, "redis")
    first, rate = min((("the database server", database), ("Redis", redis)), key=lambda pair: pair[1])
    beyond = "below" if rate < RATE else "above"
    return f"""## What limits

Edges, Rasas and actions keep nothing, so more of them help until something shared is full:

| shared | messages a second at {ROOM:.0%} |
| --- | --- |
| PostgreSQL, one server of {CORES} cores | {database:,.0f} |
| Redis, one process | {redis:,.0f} |

So {first} is the limit, at {rate:,.0f} messages a second, {beyond} what this evening asks. Redis past its limit costs
nobody an answer: each edge then counts alone; give groups of edges a Redis each. The database is divided by person:
every row of a message belongs to one person's hash, so two databases, each for half of the hashes, double it;
knowledge and releases are read by all and written by few. That division is not built. Who cannot be answered in time
is sent the safe reply with 110 and 96110 within four seconds."""
