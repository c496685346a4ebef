"""Where the PBX connects: AudioSocket for the sound, FastAGI for where a call comes from and goes to."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from uuid import UUID

from telephone.audiosocket import agi
from telephone.audiosocket.leg import PbxLeg
from telephone.audiosocket.wire import HANGUP, ID, ID_BYTES, dump, read
from telephone.core.config import Config, host_and_port, is_allowed
from telephone.core.switchboard import Switchboard

FIRST_SECONDS = 5.0  # within them a connection must say which call it is
_MOST_ANNOUNCED = 200
log = logging.getLogger("telephone")


class PbxServer:
    """All calls of one PBX."""

    def __init__(self, config: Config, board: Switchboard) -> None:
        """Begin without calls."""
        self._config = config
        self._board = board
        self._legs: dict[str, PbxLeg] = {}
        self._places: OrderedDict[str, str] = OrderedDict()
        self._servers: list[asyncio.base_events.Server] = []

    async def start(self) -> None:
        """Listen."""
        host, port = host_and_port(self._config.listen)
        self._servers.append(await asyncio.start_server(self._audio, host, port))
        if self._config.agi:
            host, port = host_and_port(self._config.agi)
            self._servers.append(await asyncio.start_server(self._agi, host, port))
        log.info("taking calls at %s, %s at once", self._config.listen, self._config.most_calls)

    def close(self) -> None:
        """Take no more calls."""
        for server in self._servers:
            server.close()

    async def _audio(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        call = await self._named(reader, writer)
        leg = self._legs.get(call)
        if leg is not None and not leg.to:
            call = ""  # that call is on the line already
        if not call or (leg is None and self._board.busy):
            writer.write(dump(HANGUP))
            writer.close()
            return
        try:
            await (leg or self._begin(call)).carry(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            writer.close()
        finally:
            self._forget(call)

    async def _named(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
        """Return which call this is, empty where it may not come in."""
        address = str(writer.get_extra_info("peername")[0])
        if not is_allowed(address, self._config.allowed):
            log.warning("a connection from %s was refused: PHONE_ALLOWED does not name it", address)
            return ""
        try:
            first = await asyncio.wait_for(read(reader), FIRST_SECONDS)
        except asyncio.TimeoutError:
            return ""
        return str(UUID(bytes=first.payload)) if first.kind == ID and len(first.payload) == ID_BYTES else ""

    def _begin(self, call: str) -> PbxLeg:
        line = self._board.line()
        leg = self._legs[call] = PbxLeg(line, bool(self._config.agi))
        leg.call = self._board.begin(line, leg, self._places.pop(call, ""))
        return leg

    def _forget(self, call: str) -> None:
        """Let a call go, unless it may come back."""
        leg = self._legs.get(call)
        if leg is not None and not leg.to:
            del self._legs[call]

    async def _agi(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not is_allowed(str(writer.get_extra_info("peername")[0]), self._config.allowed):
            writer.close()
            return
        await agi.answer(reader, writer, self.ask)

    def ask(self, script: str, arguments: tuple[str, ...]) -> tuple[str, str]:
        """Return the variable that a script of the dialplan sets, and its value."""
        call = arguments[0].lower() if arguments else ""
        if script == "begin":
            self._places[call] = arguments[1] if len(arguments) > 1 else ""
            while len(self._places) > _MOST_ANNOUNCED:
                self._places.popitem(last=False)
            return "PHONE_ROOM", "0" if self._board.busy else "1"
        if script == "next":
            leg = self._legs.get(call)
            return "PHONE_TO", leg.to if leg is not None else ""
        return "", ""
