"""How every process begins: logs as JSON, metrics on a port of their own, one line that says it started."""

from __future__ import annotations

import logging
import os
import threading
import time

from prometheus_client import start_http_server

from bot.observe.logs import configure
from bot.observe.private import close_to_others
from bot.serve.orphan import make_room_for_successors
from bot.settings import Settings

logger = logging.getLogger(__name__)

AGAIN_SECONDS = 5.0
# a fixed place after METRICS_PORT for each, so that a scraper knows where to look; edges count up from 0
PLACES = {"edge": 0, "rasa": 10, "actions": 20, "console": 30}


def metrics_port(settings: Settings, process: str, number: int) -> int:
    """Return the port of this process' metrics, 0 for none."""
    base = int(settings.metrics_port)
    return base + PLACES[process] + number if base else 0


def begin(process: str, settings: Settings) -> None:
    """Set up logs and metrics; without metrics residents are answered all the same."""
    enter(process, settings, int(settings.edge_port) if process == "edge" else 0)
    serve_metrics(process, settings, int(os.environ.get("PROCESS_NUMBER") or 0))


def enter(process: str, settings: Settings, shared_port: int) -> None:
    """Set up logs, and make room once there is a new supervisor.

    Args:
        process: its name.
        settings: where the supervisor keeps its number.
        shared_port: on which a successor can listen beside this process; 0: it needs the port for itself.
    """
    configure(process)
    if settings.secret_key:  # otherwise the key lies in a file, which whoever has our user reads
        close_to_others()
    make_room_for_successors(settings.var, shared_port)


def serve_metrics(process: str, settings: Settings, number: int) -> None:
    """Serve the metrics of the process with this number among its kind; a port that is taken is waited for."""
    port = metrics_port(settings, process, number)
    logger.info("started", extra={"data": {"number": number, "metrics_port": port}})
    if port and not _serve_metrics(port, settings.metrics_host):
        logger.error("no metrics yet: port %d is taken; free it, or set METRICS_PORT to a free range", port)
        threading.Thread(target=_serve_when_free, args=(port, settings.metrics_host), daemon=True).start()


def _serve_metrics(port: int, host: str) -> bool:
    try:
        start_http_server(port, host)
    except OSError:
        return False
    return True


def _serve_when_free(port: int, host: str) -> None:
    """Wait until whoever has the port is gone: after a restart of the supervisor it is our predecessor."""
    while not _serve_metrics(port, host):
        time.sleep(AGAIN_SECONDS)
