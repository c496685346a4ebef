"""How long an answer will take to come, judged by how fast those before it have been coming. Pure.

In a crowd most answers cannot come while WeChat waits. Who waits for them all the same is answered
`success` in the same moment as everybody else, and the last of them too late.
"""

from __future__ import annotations

# seconds an answer, before the first have been timed (`make bench`: throughput through the edge)
GUESS = 0.03
WEIGHT = 0.1  # of the latest answer in the mean
# a pause of Rasa must not send home those who would be answered: AT_ONCE of these are less than WeChat waits
MOST = 0.2


class Pace:
    """The time from one answer to the next while others are waiting."""

    def __init__(self) -> None:
        """Guess, until answers have come."""
        self._each = GUESS
        self._last: float | None = None

    def answered(self, now: float, crowded: bool) -> None:
        """Note that an answer came; with nobody waiting behind it the next tells nothing of our speed."""
        if self._last is not None:
            took = min(MOST, max(0.0, now - self._last))
            self._each += WEIGHT * (took - self._each)
        self._last = now if crowded else None

    def expected(self, before: int) -> float:
        """Return the seconds until the answer comes that has so many before it."""
        return (before + 1) * self._each
