"""How many customer-service messages WeChat allows after what a person did. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Grant(Enum):
    """What the person did, with (messages, seconds) that it allows."""

    MESSAGE = (5, 48 * 3600)
    ACTION = (3, 60)  # a click, a follow, a scan


@dataclass
class Budget:
    """What is left of one grant; grants do not add up, so each turn has its own.

    Attributes:
        left: messages still allowed.
        until: the time after which none is.
    """

    left: int
    until: float

    @staticmethod
    def of(grant: Grant, now: float) -> Budget:
        """Return the full budget of what was done just now."""
        messages, seconds = grant.value
        return Budget(messages, now + seconds)

    def take(self, now: float) -> bool:
        """Count one message; False when it is not allowed any more."""
        if self.left < 1 or now >= self.until:
            return False
        self.left -= 1
        return True
