"""Decides whether a message is taken: by who sends it, from where, and how much came before.

A school behind one address stays within what the address may; whoever drops the cookie to be
somebody new each time uses up what newcomers may, and those who are known go on; what is
refused of one person is not counted against the address. The two urgent entries are never
refused: beyond their own limit their fixed words are said, which costs nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bot.edge.limits.counting import Counting
from bot.edge.limits.rates import Rate, Rates

logger = logging.getLogger(__name__)

TELL_SECONDS = 60.0


class Verdict(Enum):
    """What becomes of a message."""

    TAKEN = "taken"
    REFUSED = "refused"
    FIXED = "fixed"  # the fixed words of an urgent entry


@dataclass(frozen=True)
class Asker:
    """Who sends something.

    Attributes:
        person: the hash of the person.
        address: what they are counted under, empty where addresses do not count.
        is_new: nobody whom we gave a cookie.
        kiosk: the place of a kiosk, where one asks.
    """

    person: str
    address: str = ""
    is_new: bool = False
    kiosk: str = ""


class Gate:
    """Lets messages, files and newcomers through."""

    def __init__(
        self, rates: Rates, counting: Counting, secret: bytes, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Keep limits and counters; `secret` hides persons and addresses among the counters."""
        self._rates = rates
        self._counting = counting
        self._secret = secret
        self._clock = clock
        self._refused: Counter[str] = Counter()
        self._told_at = -TELL_SECONDS

    @property
    def shared_state(self) -> bool | None:
        """Say whether Redis answered when it was last asked; None where there is none."""
        return self._counting.shared_state

    async def message(self, asker: Asker, urgent: bool) -> Verdict:
        """Say what becomes of a message; `urgent`: it is one of the two entries."""
        if urgent:
            rates = self._rates
            place = self._place(asker, rates.urgent_address, "urgent")
            full = await self._full((rates.urgent, "urgent", asker.person), *place)
            return Verdict.FIXED if full else Verdict.TAKEN
        return Verdict.TAKEN if await self._passes(asker) else Verdict.REFUSED

    async def file(self, asker: Asker) -> bool:
        """Say whether a picture or a recording is taken in."""
        rates = self._rates
        newcomer = (await self.newcomer(asker)) if asker.is_new else True
        return newcomer and not await self._full(
            (rates.files, "files", asker.person), *self._place(asker, rates.files_address, "files")
        )

    async def newcomer(self, asker: Asker) -> bool:
        """Say whether somebody may become known: each has limits of their own afterwards."""
        return not await self._full(*self._place(asker, self._rates.newcomers, "new"))

    async def _passes(self, asker: Asker) -> bool:
        if asker.is_new and not await self.newcomer(asker):
            return False
        kiosk = [(self._rates.kiosk, "kiosk", f"{asker.kiosk}@{asker.address}")] if asker.kiosk else []
        return not await self._full(
            (self._rates.person, "person", asker.person), *kiosk, *self._place(asker, self._rates.address, "all")
        )

    def _place(self, asker: Asker, rate: Rate, what: str) -> list[tuple[Rate, str, str]]:
        """Return what an address is asked; kiosks have a share of their own, which those around them cannot use up."""
        share = f"{what}:kiosks" if asker.kiosk else what
        return [(rate, f"address:{share}", asker.address)] if asker.address else []

    async def _full(self, *asked: tuple[Rate, str, str]) -> str:
        """Count in order; return the name of the first limit that is reached, empty where none is."""
        for rate, name, subject in asked:
            if not await self._counting.take(rate, self._hidden(name, subject)):
                self._note(name)
                return name
        return ""

    def _hidden(self, name: str, subject: str) -> str:
        hashed = hmac.new(self._secret, f"rate:{name}:{subject}".encode(), hashlib.sha256).hexdigest()
        return f"{name}:{hashed[:24]}"

    def _note(self, name: str) -> None:
        """Tell the operator once a minute how much was refused, and nothing of whom."""
        self._refused[name] += 1
        if self._clock() - self._told_at >= TELL_SECONDS:
            told = ", ".join(f"{limit} {count}" for limit, count in sorted(self._refused.items()))
            logger.warning("rate limits reached since last told: %s", told)
            self._refused.clear()
            self._told_at = self._clock()
