"""Where sound passes between PJSIP and a line. PJSIP's clock calls these, in a thread of its own, every 20 ms."""

from __future__ import annotations

import pjsua2 as pj

from telephone.core.frames import FRAME_BYTES, QUIET, RATE
from telephone.core.line import Line
from telephone.sip.guarded import guarded


class Port(pj.AudioMediaPort):  # type: ignore[misc] # no types in pjsua2
    """A place at the conference bridge for one call. Made once, used by one call after the other.

    It is never taken down while the program runs: PJSIP removes ports later and elsewhere, and would
    meet an object that Python has forgotten.
    """

    def __init__(self, number: int) -> None:
        """Take the place."""
        super().__init__()
        self.line: Line | None = None
        self._quiet = pj.ByteVector(QUIET)
        kind = pj.MediaFormatAudio()
        kind.init(pj.PJMEDIA_FORMAT_PCM, RATE, 1, 20_000, 16)
        self.createPort(f"line-{number}", kind)

    @guarded
    def onFrameRequested(self, frame: pj.MediaFrame) -> None:
        """Give 20 ms to be sent."""
        frame.type = pj.PJMEDIA_TYPE_AUDIO
        line = self.line
        samples = QUIET if line is None else line.next_frame()
        frame.buf = self._quiet if samples is QUIET else pj.ByteVector(samples)

    @guarded
    def onFrameReceived(self, frame: pj.MediaFrame) -> None:
        """Take 20 ms that came, but only while somebody listens: to copy them is the dearest thing here."""
        line = self.line
        if line is not None and line.listens:
            samples = bytes(frame.buf)
            line.hear(samples if len(samples) == FRAME_BYTES else QUIET)


class Ports:
    """As many places as calls may be held at once."""

    def __init__(self, count: int) -> None:
        """Make them; PJSIP must have been started."""
        self._free = [Port(number) for number in range(count)]

    def take(self) -> Port | None:
        """Return a free place, None when there is none."""
        return self._free.pop() if self._free else None

    def give_back(self, port: Port) -> None:
        """Let another call have it."""
        port.line = None
        self._free.append(port)
