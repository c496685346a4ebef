"""How PJSIP is set up for a telephone that only ever answers."""

from __future__ import annotations

import pjsua2 as pj

from telephone.core.config import Config, host_and_port
from telephone.core.frames import RATE
from telephone.sip.shares import PJSIP_CALLS, RTP_PORTS

CODECS = {"PCMA/8000/1": 255, "PCMU/8000/1": 254}


def start_library(config: Config) -> pj.Endpoint:
    """Start PJSIP without threads for SIP, without sound devices, listening on one UDP port.

    Its own log stays at errors: it would write callers' numbers.
    """
    library = pj.Endpoint()
    library.libCreate()
    options = pj.EpConfig()
    options.uaConfig.threadCnt = 0
    options.uaConfig.mainThreadOnly = True
    options.uaConfig.maxCalls = PJSIP_CALLS
    options.uaConfig.userAgent = ""
    options.logConfig.level = options.logConfig.consoleLevel = 1
    options.logConfig.msgLogging = 0
    options.medConfig.clockRate = RATE
    options.medConfig.ptime = options.medConfig.audioFramePtime = 20
    options.medConfig.noVad = True
    options.medConfig.ecTailLen = 0
    options.medConfig.sndAutoCloseTime = -1  # the null device is the clock of all sound
    library.libInit(options)
    library.transportCreate(pj.PJSIP_TRANSPORT_UDP, _transport(config))
    library.audDevManager().setNullDev()
    library.libStart()
    return library


def set_codecs(library: pj.Endpoint) -> None:
    """Offer G.711 alone, A-law first as in China."""
    for codec in library.codecEnum2():
        library.codecSetPriority(codec.codecId, CODECS.get(codec.codecId, 0))


def account_of(config: Config) -> pj.AccountConfig:
    """Return who we are: a user of the registrar, or just this address."""
    host, port = host_and_port(config.listen)
    account = pj.AccountConfig()
    account.idUri = f"sip:{config.user}@{config.registrar.removeprefix('sip:') or f'{config.public or host}:{port}'}"
    if config.registrar:
        account.regConfig.registrarUri = config.registrar
        account.regConfig.timeoutSec = 300
        account.regConfig.retryIntervalSec = 30
        account.sipConfig.authCreds.append(pj.AuthCredInfo("digest", "*", config.user, 0, config.password))
    sound = account.mediaConfig.transportConfig
    sound.port, sound.portRange = config.rtp_port, RTP_PORTS
    sound.boundAddress, sound.publicAddress = _bound(host), config.public
    return account


def _transport(config: Config) -> pj.TransportConfig:
    host, port = host_and_port(config.listen)
    transport = pj.TransportConfig()
    transport.port = port
    transport.boundAddress, transport.publicAddress = _bound(host), config.public
    return transport


def _bound(host: str) -> str:
    return "" if host == "0.0.0.0" else host  # noqa: S104 - it is compared, not bound
