"""Whether a server answers: one that let several questions in a row go by hangs."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Callable, Sequence
from http.client import HTTPConnection
from urllib.parse import urlsplit

ANSWER_SECONDS = 2.0
# with the time between two looks half a minute: putting in a model holds a worker for two seconds
MOST_MISSED = 5
GRACE_SECONDS = 60.0  # to start


def answers(url: str) -> bool:
    """Say whether a server answers a GET, whatever it says."""
    parsed = urlsplit(url)
    connection = HTTPConnection(parsed.hostname or "", parsed.port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", parsed.path or "/")
        connection.getresponse().read(1)
    except OSError:
        return False
    except Exception:  # rubbish is an answer too
        return True
    finally:
        connection.close()
    return True


class Pulse:
    """Counts the questions that each of several servers let go by."""

    def __init__(
        self,
        urls: Sequence[str],
        ask: Callable[[str], bool] = answers,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep the addresses, by number."""
        self._urls, self._ask, self._clock = urls, ask, clock
        self._missed: Counter[int] = Counter()
        self._heard: dict[int, float] = {}

    def stopped(self, number: int) -> bool:
        """Ask one server; true when it hangs. It is given time to start before it is asked to answer."""
        begun = self._heard.setdefault(number, self._clock())
        if self._ask(self._urls[number]):
            self._missed[number] = 0
            self._heard[number] = self._clock() - GRACE_SECONDS
        elif self._clock() - begun >= GRACE_SECONDS:
            self._missed[number] += 1
        if self._missed[number] < MOST_MISSED:
            return False
        with contextlib.suppress(KeyError):
            del self._missed[number], self._heard[number]
        return True
