"""Our SIP endpoint: registers where it must, and lets in who may call."""

from __future__ import annotations

import asyncio
import logging
import time

import pjsua2 as pj

from telephone.core.config import Config, host_and_port, is_allowed
from telephone.core.switchboard import Switchboard
from telephone.sip.address import source_ip
from telephone.sip.guarded import guarded
from telephone.sip.leg import SipLeg
from telephone.sip.offer import is_plain
from telephone.sip.ports import Ports
from telephone.sip.setup import account_of, set_codecs, start_library

POLL_SECONDS = 0.01
CLOSE_SECONDS = 3.0
BUSY, FORBIDDEN, MOVED, RINGING, OK, NOT_ACCEPTABLE = 486, 403, 302, 180, 200, 488
log = logging.getLogger("telephone")


class Account(pj.Account):  # type: ignore[misc] # no types in pjsua2
    """Who we are for others."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Keep who takes the calls."""
        super().__init__()
        self._endpoint = endpoint

    @guarded
    def onIncomingCall(self, parameters: pj.OnIncomingCallParam) -> None:
        """Somebody rings."""
        message = parameters.rdata
        self._endpoint.ring(parameters.callId, source_ip(message.srcAddress), is_plain(message.wholeMsg))

    @guarded
    def onIncomingSubscribe(self, parameters: pj.OnIncomingSubscribeParam) -> None:
        """Somebody asks to be told whether we are there: nobody is told, PJSIP is unsafe at it (CVE-2026-28799)."""
        parameters.code = FORBIDDEN

    @guarded
    def onRegState(self, parameters: pj.OnRegStateParam) -> None:
        """The registrar took us, or did not."""
        level = logging.INFO if parameters.code == OK else logging.ERROR
        log.log(level, "registrar: %s %s (for %s s)", parameters.code, parameters.reason, parameters.expiration)


class Endpoint:
    """PJSIP, driven from the event loop: all of it runs in one thread but the clock of the sound."""

    def __init__(self, config: Config, board: Switchboard) -> None:
        """Start it."""
        self.config = config
        self.board = board
        self._library = start_library(config)
        set_codecs(self._library)
        self.ports = Ports(config.most_calls)
        self.account = Account(self)
        self._legs: set[SipLeg] = set()

    def register(self) -> None:
        """Take calls from now on."""
        self.account.create(account_of(self.config))
        host, port = host_and_port(self.config.listen)
        log.info("taking calls at %s:%s, %s at once", host, port, self.config.most_calls)

    def ring(self, call_id: int, source: str, plain: bool) -> None:
        """Answer a call, or say why not."""
        if not plain:
            log.warning("a call from %s was refused: no telephone sends packets of that length", source)
            self._refuse(call_id, NOT_ACCEPTABLE)
            return
        if not is_allowed(source, self.config.allowed):
            log.warning("a call from %s was refused: PHONE_ALLOWED does not name it", source)
            self._refuse(call_id, FORBIDDEN)
            return
        port = None if self.board.busy else self.ports.take()
        if port is None:
            self._refuse(call_id, MOVED if self.config.next and self.board.desk.safe.commands else BUSY)
            return
        port.line = self.board.line()
        leg = SipLeg(self, call_id, port)
        self._legs.add(leg)
        leg.say(RINGING)
        leg.say(OK)

    def _refuse(self, call_id: int, status: int) -> None:
        leg = SipLeg(self, call_id)
        self._legs.add(leg)
        leg.say(status, self.config.next if status == MOVED else "")

    def forget(self, leg: SipLeg) -> None:
        """Let a dialogue go that is over, once PJSIP's own callback has returned."""
        asyncio.get_running_loop().call_soon(self._legs.discard, leg)

    async def poll(self) -> None:
        """Let PJSIP work, for ever."""
        while True:
            self._library.libHandleEvents(0)
            await asyncio.sleep(POLL_SECONDS)

    async def close(self) -> None:
        """Hang up, say so to the registrar, and end."""
        self._library.hangupAllCalls()
        end = time.monotonic() + CLOSE_SECONDS
        while self._legs and time.monotonic() < end:
            self._library.libHandleEvents(10)
            await asyncio.sleep(0)
        self.account.shutdown()
        self._library.libDestroy()
