"""What a call needs of whatever carries it."""

from __future__ import annotations

from typing import Protocol


class Leg(Protocol):
    """The way to the caller: a SIP dialogue, or the socket of a PBX."""

    async def transfer(self, to: str) -> bool:
        """Hand the caller over; return whether it worked. When not, the caller is still with us."""

    def hang_up(self) -> None:
        """End the call; nothing happens when it has ended."""
