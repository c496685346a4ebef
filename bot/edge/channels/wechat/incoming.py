"""What WeChat delivers, and what each kind asks of us. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.edge.channels.wechat.crypto import Refused
from bot.edge.channels.wechat.menu import KEYS
from bot.edge.channels.wechat.quota import Grant
from bot.edge.channels.wechat.xml_body import LISTED
from bot.posters.scenes import choice_of

_USER = re.compile(r"[A-Za-z0-9_\-]{1,64}")
_NUMBER = re.compile(r"[0-9]{1,20}")
_MEDIA = re.compile(r"[A-Za-z0-9_\-]{1,128}")
_CHOICE = re.compile(r"[a-z]{2,12}:[a-z0-9_]{1,40}")
_UNSUPPORTED = "【收到不支持的消息类型，暂无法显示】"  # what WeChat sends in place of a sticker or a forwarded chat
PICTURE = "〔图片〕"  # triage answers it with a question
HELLO = "你好"
# a scene may open more than the greeting: "quiz", and with a place "quiz--school_3"
_START = {"drill": "drill:ask", "quiz": "quiz:ask"}
_BETWEEN = "--"


@dataclass(frozen=True)
class Ask:
    """To be assessed: words, or a choice of the menu."""

    text: str = ""
    choice: str = ""


@dataclass(frozen=True)
class Media:
    """To be fetched and read first; `otherwise` is what stands for it where it cannot be read."""

    kind: str
    media_id: str = field(repr=False)
    otherwise: Ask | Say


@dataclass(frozen=True)
class Say:
    """To be answered with a fixed wording."""

    wording: str


@dataclass(frozen=True)
class Forget:
    """The person left: everything kept of them goes."""


@dataclass(frozen=True)
class Notices:
    """The person allowed one notice of each of some templates, or refused them."""

    allowed: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True)
class Nothing:
    """To be acknowledged only."""


Wish = Ask | Media | Say | Forget | Notices | Nothing


@dataclass(frozen=True)
class Incoming:
    """One message or event.

    Attributes:
        user: WeChat's id of the person; lives in memory for this turn only.
        account: WeChat's id of our account, the sender of the reply.
        id: the same for every delivery of the same message.
        wish: what it asks of us.
        grant: how many customer-service messages it allows.
        scene: of the QR code that was scanned, if any; may be nobody's place.
    """

    user: str = field(repr=False)
    account: str
    id: str
    wish: Wish
    grant: Grant
    scene: str = ""


def read_incoming(fields: Mapping[str, str]) -> Incoming:
    """Read the fields of a message that was proven to be WeChat's.

    Raises:
        Refused: sender, receiver or time are missing or malformed.
    """
    user, account = fields.get("FromUserName", ""), fields.get("ToUserName", "")
    created, kind = fields.get("CreateTime", ""), fields.get("MsgType", "").lower()
    if not (_USER.fullmatch(user) and _USER.fullmatch(account) and _NUMBER.fullmatch(created) and kind):
        raise Refused("message: FromUserName, ToUserName, CreateTime or MsgType")
    if kind == "event":
        event = fields.get("Event", "").lower()
        wish, scene = _event_wish(fields, event), _scene(fields, event)
        return Incoming(user, account, _event_id(fields, event), wish, Grant.ACTION, scene)
    number = fields.get("MsgId", "")
    message_id = f"m{number}" if _NUMBER.fullmatch(number) else _event_id(fields, kind)
    return Incoming(user, account, message_id, _message_wish(fields, kind), Grant.MESSAGE)


def _event_id(fields: Mapping[str, str], kind: str) -> str:
    """Return sender and time as an id; with the key, so that two buttons within a second are two."""
    names = ("FromUserName", "CreateTime", "EventKey", "Content")
    told = "\n".join((kind, *(fields.get(name, "") for name in names)))
    return f"e{fields['CreateTime']}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def _event_wish(fields: Mapping[str, str], event: str) -> Wish:
    if event in ("subscribe", "scan"):
        start = _START.get(_key(fields, event).partition(_BETWEEN)[0]) or choice_of(_scene(fields, event))
        return Ask(choice=start) if start else Ask(HELLO)
    if event == "unsubscribe":
        return Forget()
    if event == "click":
        text, choice = KEYS.get(fields.get("EventKey", ""), (HELLO, ""))  # a button of an older menu greets
        return Ask(text, choice)
    if event in ("subscribe_msg_popup_event", "subscribe_msg_change_event"):
        return _notices(fields)
    return Nothing()


def _notices(fields: Mapping[str, str]) -> Notices:
    """Read which templates were allowed; WeChat names both events' lists alike at times."""
    lines = "".join(fields.get(name, "") for name in LISTED).splitlines()
    told = [tuple(line.split()) for line in lines if len(line.split()) == 2]
    allowed = tuple(template for template, status in told if status == "accept")
    return Notices(allowed, tuple(template for template, status in told if status == "reject"))


def _scene(fields: Mapping[str, str], event: str) -> str:
    """Return the scene: who follows by a QR code has it after `qrscene_`, who followed before has it alone."""
    key = _key(fields, event)
    start, _, place = key.partition(_BETWEEN)
    return place if start in _START else key


def _key(fields: Mapping[str, str], event: str) -> str:
    key = fields.get("EventKey", "")
    if event == "subscribe":
        return key.removeprefix("qrscene_") if key.startswith("qrscene_") else ""
    return key if event == "scan" else ""


def _message_wish(fields: Mapping[str, str], kind: str) -> Wish:
    if kind == "text":
        return _text_wish(fields)
    if kind == "image":
        return _media_wish(fields, "image", Ask(PICTURE))
    if kind == "voice":
        return _media_wish(fields, "voice", Say("wechat_voice"))
    if kind == "link":
        parts = (fields.get(name, "").strip() for name in ("Title", "Description", "Url"))
        return Ask(" ".join(part for part in parts if part))
    if kind == "location":
        return Say("wechat_location")
    return Say("wechat_unreadable")


def _text_wish(fields: Mapping[str, str]) -> Wish:
    """Read a typed text, or the answer to a customer-service menu, whose id is the choice."""
    text, picked = fields.get("Content", ""), fields.get("bizmsgmenuid", "")
    if text.strip() == _UNSUPPORTED:
        return Say("wechat_unreadable")
    return Ask(text, picked if _CHOICE.fullmatch(picked) else "")


def _media_wish(fields: Mapping[str, str], kind: str, otherwise: Ask | Say) -> Wish:
    media_id = fields.get("MediaId", "")
    return Media(kind, media_id, otherwise) if _MEDIA.fullmatch(media_id) else otherwise
