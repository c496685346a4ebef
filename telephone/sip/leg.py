"""One SIP dialogue."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

import pjsua2 as pj

from telephone.core.call import Call
from telephone.sip.address import place_of, transfer_uri
from telephone.sip.guarded import guarded
from telephone.sip.keys import Presses
from telephone.sip.offer import is_plain
from telephone.sip.ports import Port

if TYPE_CHECKING:
    from telephone.sip.endpoint import Endpoint

TRANSFER_SECONDS = 40.0  # somebody may be ringing at the other end
log = logging.getLogger("telephone")


class SipLeg(pj.Call):  # type: ignore[misc] # no types in pjsua2
    """A caller by SIP: every callback comes from `Endpoint.poll`, in the event loop's own thread."""

    def __init__(self, endpoint: Endpoint, call_id: int, port: Port | None = None) -> None:
        """Keep where sound passes; None where the call is going to be refused."""
        super().__init__(endpoint.account, call_id)
        self._endpoint = endpoint
        self._port = port
        self._call: Call | None = None
        self._presses = Presses(time.monotonic)
        self._handing: asyncio.Future[bool] | None = None

    def say(self, status: int, contact: str = "") -> None:
        """Answer the INVITE, perhaps with somebody else to ring."""
        parameters = pj.CallOpParam()
        parameters.statusCode = status
        if contact:
            header = pj.SipHeader()
            header.hName, header.hValue = "Contact", f"<{contact}>"
            parameters.txOption.headers.append(header)
        self.answer(parameters)

    # Leg

    async def transfer(self, to: str) -> bool:
        """Hand the caller over by REFER."""
        uri = transfer_uri(to, self._endpoint.config.transfer)
        if not uri:
            return False
        self._handing = asyncio.get_running_loop().create_future()
        try:
            self.xfer(uri, pj.CallOpParam())
            return await asyncio.wait_for(self._handing, TRANSFER_SECONDS)
        except (pj.Error, asyncio.TimeoutError) as error:
            log.warning("nobody took the caller over: %s", type(error).__name__)
            return False

    def hang_up(self) -> None:
        """Send BYE, or refuse what was not answered yet."""
        try:
            if self.isActive():
                self.hangup(pj.CallOpParam())
        except pj.Error as error:
            log.info("already over: %s", error.reason)

    # PJSIP

    @guarded
    def onCallState(self, parameters: pj.OnCallStateParam) -> None:
        """The dialogue stands, or is over."""
        info = self.getInfo()
        if info.state == pj.PJSIP_INV_STATE_CONFIRMED and self._port and self._port.line and self._call is None:
            place = place_of(info.localUri, self._endpoint.config.lines)
            self._call = self._endpoint.board.begin(self._port.line, self, place)
        elif info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self._over()

    @guarded
    def onCallRxOffer(self, parameters: pj.OnCallRxOfferParam) -> None:
        """The other side wants the sound otherwise, in the middle of the call."""
        if not is_plain(parameters.offer.wholeSdp):
            parameters.statusCode = pj.PJSIP_SC_NOT_ACCEPTABLE_HERE

    @guarded
    def onCallMediaState(self, parameters: pj.OnCallMediaStateParam) -> None:
        """Sound has a way, perhaps a new one."""
        info = self.getInfo()  # keep it: what is in it goes with it
        for media in info.media:
            active = media.type == pj.PJMEDIA_TYPE_AUDIO and media.status == pj.PJSUA_CALL_MEDIA_ACTIVE
            if active and self._port is not None:
                audio = self.getAudioMedia(media.index)
                self._port.startTransmit(audio)
                audio.startTransmit(self._port)

    @guarded
    def onDtmfDigit(self, parameters: pj.OnDtmfDigitParam) -> None:
        """A key, by RFC 4733 or SIP INFO."""
        if self._call is not None and self._presses.is_new(parameters.digit, parameters.method):
            self._call.key(parameters.digit)

    @guarded
    def onCallTransferStatus(self, parameters: pj.OnCallTransferStatusParam) -> None:
        """The other side says how the hand-over goes."""
        handing, status = self._handing, parameters.statusCode
        if handing is not None and not handing.done() and (parameters.finalNotify or status >= 300):
            parameters.cont = False
            handing.set_result(200 <= status < 300)

    def _over(self) -> None:
        if self._handing is not None and not self._handing.done():
            self._handing.set_result(True)  # the other side hung up on us: it has the caller now
        if self._call is not None:
            self._call.gone()
        if self._port is not None:
            self._endpoint.ports.give_back(self._port)
            self._port = None
        self._endpoint.forget(self)
