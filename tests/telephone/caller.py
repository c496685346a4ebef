# ruff: noqa: D102 - PJSIP's callbacks have names of their own
"""A person who rings by SIP, for tests: run by the Python of .venv-phone, told what to do line by line.

    python tests/telephone/caller.py '{"target": "sip:help@127.0.0.1:5060", "calls": 1, "folder": "/tmp/x"}'

Reads JSON lines: {"do": "key", "key": "9", "how": "rfc4733" | "info" | "both"}, {"do": "say", "file": "x.wav"},
{"do": "hangup"}, {"do": "quit"}. Writes JSON lines {"call", "state", "code"} as calls change. What each call hears
goes into folder/N.raw, 8 kHz, 16 bit: sounds of the test, nobody's voice.
"""

from __future__ import annotations

import json
import os
import select
import sys
import time
from pathlib import Path
from typing import Any

import pjsua2 as pj

HOW = {"rfc4733": (0,), "info": (1,), "both": (0, 1)}


def tell(**what: Any) -> None:
    """Write one line."""
    print(json.dumps(what), flush=True)


class Ear(pj.AudioMediaPort):  # type: ignore[misc]
    """Writes down what it hears, and says what it is given."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file.open("wb", buffering=0)
        self.mouth = b""
        kind = pj.MediaFormatAudio()
        kind.init(pj.PJMEDIA_FORMAT_PCM, 8000, 1, 20_000, 16)
        self.createPort(file.name, kind)

    def onFrameReceived(self, frame: pj.MediaFrame) -> None:
        self.file.write(bytes(frame.buf).ljust(320, b"\0"))

    def onFrameRequested(self, frame: pj.MediaFrame) -> None:
        now, self.mouth = self.mouth[:320], self.mouth[320:]
        frame.type = pj.PJMEDIA_TYPE_AUDIO
        frame.buf = pj.ByteVector(now.ljust(320, b"\0"))


class Ringing(pj.Call):  # type: ignore[misc]
    """One call of ours."""

    def __init__(self, account: pj.Account, number: int, ear: Ear) -> None:
        super().__init__(account)
        self.number, self.ear = number, ear

    def onCallState(self, parameters: pj.OnCallStateParam) -> None:
        info = self.getInfo()
        tell(call=self.number, state=info.stateText, code=info.lastStatusCode)

    def onCallMediaState(self, parameters: pj.OnCallMediaStateParam) -> None:
        info = self.getInfo()  # keep it: what is in it goes with it
        for media in info.media:
            if media.status == pj.PJSUA_CALL_MEDIA_ACTIVE:
                audio = self.getAudioMedia(media.index)
                audio.startTransmit(self.ear)
                self.ear.startTransmit(audio)
                tell(call=self.number, state="MEDIA", code=0)

    def onCallRedirected(self, parameters: pj.OnCallRedirectedParam) -> int:
        tell(call=self.number, state="REDIRECTED", code=302, to=parameters.targetUri)
        return int(pj.PJSIP_REDIRECT_ACCEPT)

    def onCallTransferRequest(self, parameters: pj.OnCallTransferRequestParam) -> None:
        tell(call=self.number, state="REFERRED", code=0, to=parameters.dstUri)
        if self.refuses:
            parameters.statusCode = 603

    refuses = False


class Us(pj.Account):  # type: ignore[misc]
    """Who we are; also the person to whom we are handed over."""

    person: pj.Call | None = None

    def onIncomingCall(self, parameters: pj.OnIncomingCallParam) -> None:
        self.person = pj.Call(self, parameters.callId)
        answer = pj.CallOpParam()
        answer.statusCode = 200
        self.person.answer(answer)
        tell(call=-1, state="ANSWERED", code=200)


def library(port: int) -> pj.Endpoint:
    """Return PJSIP, started."""
    made = pj.Endpoint()
    made.libCreate()
    options = pj.EpConfig()
    options.uaConfig.threadCnt = 0
    options.uaConfig.mainThreadOnly = True
    options.uaConfig.maxCalls = 30
    options.logConfig.level = options.logConfig.consoleLevel = 0
    options.medConfig.clockRate = 8000
    options.medConfig.noVad = True
    options.medConfig.ecTailLen = 0
    options.medConfig.sndAutoCloseTime = -1  # the null device is the clock of all sound
    made.libInit(options)
    transport = pj.TransportConfig()
    transport.boundAddress = "127.0.0.1"
    transport.port = port
    made.transportCreate(pj.PJSIP_TRANSPORT_UDP, transport)
    made.audDevManager().setNullDev()
    made.libStart()
    return made


def account() -> Us:
    """Return who we are."""
    config = pj.AccountConfig()
    config.idUri = "sip:13800138000@127.0.0.1"
    config.mediaConfig.transportConfig.boundAddress = "127.0.0.1"
    config.mediaConfig.transportConfig.port = 20000
    config.mediaConfig.transportConfig.portRange = 400
    made = Us()
    made.create(config)
    return made


def press(call: Ringing, key: str, how: str) -> None:
    """Press a key."""
    for method in HOW[how]:
        parameters = pj.CallSendDtmfParam()
        parameters.digits, parameters.method, parameters.duration = key, method, 160
        call.sendDtmf(parameters)


def do(calls: list[Ringing], line: dict[str, Any]) -> bool:
    """Do one thing with every call; return whether to go on."""
    for call in calls:
        if line["do"] == "key":
            press(call, line["key"], line.get("how", "rfc4733"))
        elif line["do"] == "say":
            call.ear.mouth += Path(line["file"]).read_bytes()[44:]
        elif line["do"] == "hangup" and call.isActive():
            call.hangup(pj.CallOpParam())
    return bool(line["do"] != "quit")


def main() -> None:
    """Ring, and do as told."""
    plan = json.loads(sys.argv[1])
    made, us = library(plan.get("port", 0)), account()
    calls = []
    for number in range(plan["calls"]):
        call = Ringing(us, number, Ear(Path(plan["folder"]) / f"{number}.raw"))
        call.refuses = plan.get("refuses", False)
        call.makeCall(plan["target"], pj.CallOpParam(True))
        calls.append(call)
        until = time.monotonic() + plan.get("apart", 0.0)
        while time.monotonic() < until:
            made.libHandleEvents(10)
    going, end = True, time.monotonic() + plan.get("seconds", 120)
    waiting = b""
    while going and time.monotonic() < end:
        made.libHandleEvents(10)
        if select.select([sys.stdin], [], [], 0)[0]:
            got = os.read(0, 65536)
            waiting += got or b'{"do": "quit"}\n'
            *lines, waiting = waiting.split(b"\n")
            for line in lines:
                going = do(calls, json.loads(line)) and going
    made.hangupAllCalls()
    for _ in range(30):
        made.libHandleEvents(10)
    os._exit(0)


if __name__ == "__main__":
    main()
