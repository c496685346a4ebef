"""What is said when the edge is away: fetched ahead with its sounds, kept on disk, renewed now and then."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path

from bot.phone.events import Answer, Command
from bot.phone.wire import BadExchange, dump_answer, load_answer
from telephone.core.edge import Edge, EdgeAway
from telephone.core.frames import BadSound
from telephone.core.sounds import Sounds, write_whole

RENEW_SECONDS = 600.0
RETRY_SECONDS = 10.0  # while there is none
AT_HAND = "the last resort is at hand"
log = logging.getLogger("telephone")


class Safe:
    """The list of the last resort."""

    def __init__(self, edge: Edge, sounds: Sounds, folder: Path) -> None:
        """Read what an earlier run left."""
        self._edge = edge
        self._sounds = sounds
        self._file = folder / "safe.json"
        self.commands: tuple[Command, ...] = self._kept()

    async def renew(self) -> bool:
        """Fetch list and sounds anew; what there is stays when the edge is away."""
        try:
            answer = await self._edge.safe()
            await self._sounds.fetch_all(answer.commands)
            write_whole(self._file, json.dumps(dump_answer(answer), ensure_ascii=False).encode())
        except (EdgeAway, BadSound, OSError) as error:
            log.warning("what is said without the edge could not be renewed: %s", error)
            return False
        if not self.commands:
            log.info(AT_HAND)
        self.commands = answer.commands
        return True

    async def keep_renewing(self) -> None:
        """Renew for ever; what an earlier process kept serves until then."""
        if self.commands:
            log.info(AT_HAND)
        while True:
            await self.renew()
            await asyncio.sleep(RENEW_SECONDS if self.commands else RETRY_SECONDS)

    def _kept(self) -> tuple[Command, ...]:
        try:
            answer: Answer = load_answer(json.loads(self._file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, BadExchange) as error:
            log.warning("%s cannot be read and is fetched anew: %s", self._file.name, error)
            return ()
        return answer.commands
