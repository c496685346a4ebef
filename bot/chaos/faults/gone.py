"""What is not there at all for a while."""

from __future__ import annotations

import sqlite3

from bot.chaos.faults.base import Fault
from bot.chaos.machine import Machine
from bot.chaos.metrics import Alert

_DATABASE_DOWN = Alert("edge", "assistant_up", (("part", "database"),), 0)
_REDIS_DOWN = Alert("edge", "assistant_up", (("part", "redis"),), 0)


class DatabaseGone(Fault):
    """PostgreSQL is killed, and back after half a minute."""

    name, meaning = "database_gone", "database gone for 30 s"
    seconds = 30.0
    logged = ("database is down",)
    alert = _DATABASE_DOWN

    async def begin(self, machine: Machine) -> None:
        """Kill it."""
        machine.database.stop()

    async def end(self, machine: Machine) -> None:
        """Start it again."""
        machine.database.start()


class DatabaseLocked(Fault):
    """Somebody holds the write lock of the SQLite file."""

    name, meaning = "database_locked", "SQLite's write lock held by another program for 15 s"
    databases = ("sqlite",)
    seconds = 15.0
    logged = ("turn failed", "turn took longer")
    alert = Alert("edge", "assistant_database_errors_total")

    async def begin(self, machine: Machine) -> None:
        """Take the lock."""
        self._connection = sqlite3.connect(machine.disk / "assistant.db", timeout=10, isolation_level=None)
        self._connection.execute("BEGIN IMMEDIATE")

    async def end(self, machine: Machine) -> None:
        """Give it back."""
        self._connection.rollback()
        self._connection.close()


class RedisGone(Fault):
    """Redis is killed, and back later."""

    name, meaning = "redis_gone", "Redis gone for 15 s"
    seconds = 15.0
    logged = ("redis is down",)
    alert = _REDIS_DOWN

    def impossible(self, machine: Machine) -> str:
        """Say whether there is a Redis here."""
        return "" if machine.redis else "no redis-server on this machine: apt-get install redis-server"

    async def begin(self, machine: Machine) -> None:
        """Kill it."""
        assert machine.redis is not None
        machine.redis.stop()

    async def end(self, machine: Machine) -> None:
        """Start it again."""
        assert machine.redis is not None
        machine.redis.start()
