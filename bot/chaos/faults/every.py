"""All faults, in the order they are tried: what restarts little comes first."""

from __future__ import annotations

from bot.chaos.faults.base import Fault
from bot.chaos.faults.clock import ClockAhead, ClockBack
from bot.chaos.faults.disk import DiskFull
from bot.chaos.faults.gone import DatabaseGone, DatabaseLocked, RedisGone
from bot.chaos.faults.hung import ActionsSlow, DatabaseHung, RasaHung
from bot.chaos.faults.jobs import JobsKilled
from bot.chaos.faults.killed import (
    ActionsKilled,
    ConsoleKilled,
    EdgeKilled,
    EdgesKilled,
    RasaKilled,
    RasaParentKilled,
    RasaWorkerKilled,
    SupervisorKilled,
)
from bot.chaos.faults.model import ModelCorrupt, ReleaseHalfWritten
from bot.chaos.faults.nothing import Nothing
from bot.chaos.faults.pictures import BadPictures, PictureWorkerKilled

FAULTS: tuple[type[Fault], ...] = (
    Nothing,
    EdgeKilled,
    EdgesKilled,
    RasaWorkerKilled,
    RasaParentKilled,
    RasaKilled,
    ActionsKilled,
    ConsoleKilled,
    SupervisorKilled,
    PictureWorkerKilled,
    BadPictures,
    DatabaseGone,
    DatabaseHung,
    DatabaseLocked,
    RedisGone,
    RasaHung,
    ActionsSlow,
    DiskFull,
    ClockAhead,
    ClockBack,
    ModelCorrupt,
    ReleaseHalfWritten,
    JobsKilled,
)
