"""Every metric of the project, by what it tells; docs/runbooks/observing.md lists them for the operator.

Labels are bounded: no person, no message, no address a stranger can choose.
"""

from __future__ import annotations

from typing import Any

from prometheus_client import Counter, Gauge, Histogram

CHANNELS = frozenset({"web", "kiosk", "wechat", "phone", "service"})
_SECONDS = (0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 2.5, 4.0, 5.0, 10.0, 20.0)

TURNS = Counter(
    "assistant_turns",
    "Answered requests: real (computed or stored), safe (the turn failed), late (safe, the turn goes on)",
    ["channel", "outcome"],
)
TURN_SECONDS = Histogram("assistant_turn_seconds", "From a message to its answer", ["outcome"], buckets=_SECONDS)
SLOW_TURNS = Counter("assistant_turns_slow", "Answers that made residents wait; how long: bot/edge/slowness.py")
TURNS_RUNNING = Gauge("assistant_turns_running", "Turns under way, those whose caller has gone included")
FAILED = Counter("assistant_turns_failed", "Turns that ended in the safe reply, by what failed", ["reason"])
TAKEN_OVER = Counter("assistant_claims_taken_over", "Messages whose owner died and that another process took over")
WECHAT_LATE = Counter("assistant_wechat_late", "WeChat answers that came late: sent afterwards, or safe reply", ["how"])
UP = Gauge("assistant_up", "1 while a part answers this process, 0 while it does not", ["part"])
RASA_WAITING = Gauge("assistant_rasa_waiting", "Turns that wait for a free place at Rasa")
DATABASE_ERRORS = Counter("assistant_database_errors", "Failed statements and connections, by kind", ["kind"])
QUEUE = Gauge("assistant_media_queue", "Pictures or recordings that are read or wait for it", ["thing"])
WORKER_STARTS = Counter("assistant_media_starts", "Started workers that read pictures or recordings", ["thing"])
WORKER_DEATHS = Counter("assistant_media_deaths", "Workers that died or hung and were replaced", ["thing"])
RELEASE = Gauge("assistant_release", "1 for the model and the knowledge that answered last", ["model", "knowledge"])
CLOCK_JUMPS = Counter("assistant_clock_jumps", "Times the wall clock jumped against the monotonic one")
DISK_FREE = Gauge("assistant_disk_free_bytes", "Free room where database and models lie")
RETENTION_DONE = Gauge("assistant_retention_done_seconds", "When expired rows were last deleted, seconds since 1970")
MODEL_FALLBACKS = Counter("assistant_model_fallbacks", "Starts of Rasa with an older model, the wanted one is broken")
ACTION_ERRORS = Counter("assistant_action_errors", "Actions that failed", ["error"])


def channel_label(channel: str) -> str:
    """Return a channel as a label; a caller with the token may name any, so the rest is one."""
    return channel if channel in CHANNELS else "other"


class ReleaseInUse:
    """Shows one release at a time: the one that answered last."""

    def __init__(self) -> None:
        """Begin with none."""
        self._shown: tuple[str, str] | None = None

    def saw(self, payload: dict[str, Any]) -> None:
        """Take note of the release that a reply names."""
        assessed = payload.get("assessed") or {}
        found = str(assessed.get("model") or ""), str(assessed.get("knowledge") or "")
        if found == self._shown or not found[0]:
            return
        if self._shown is not None:
            RELEASE.remove(*self._shown)
        self._shown = found
        RELEASE.labels(*found).set(1)
