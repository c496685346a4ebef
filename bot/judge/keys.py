"""By which names a piece may stand on the blocklist: a link also by its host and the domain it belongs to."""

from __future__ import annotations

import re

from bot.judge.address import Address, parse
from bot.judge.pieces import LINK, NUMBERS, SHORT_CODE, Piece
from bot.judge.rules import Rules, within
from bot.judge.script import plain
from bot.judge.suffixes import split

MOBILE, PHONE = "手机号", "电话"
Key = tuple[str, str]  # kind and value


def key_of(piece: Piece) -> Key:
    """Return the kind and value under which a piece is put on the list."""
    kind = piece.found.kind
    if kind == LINK:
        address = parse(plain(piece.raw))
        return LINK, f"{_host(address)}{address.tail.rstrip('/')}"
    if kind in (*NUMBERS, SHORT_CODE):
        return _number(piece.found.value)
    return kind, piece.found.value.strip().lower()


def keys_of(piece: Piece) -> tuple[Key, ...]:
    """Return every kind and value by which a piece may stand on the list."""
    first = key_of(piece)
    if piece.found.kind != LINK:
        return (first,)
    host = parse(plain(piece.raw)).host
    registered = split(host).registered or host
    parts = host.split(".")
    above = (".".join(parts[index:]) for index in range(len(parts)))
    return tuple(dict.fromkeys((first, *((LINK, name) for name in above if within(name, (registered,))))))


def too_wide(key: Key, rules: Rules) -> bool:
    """Say whether a key stands for half the web: an official domain, a shortener, an ending anybody registers under."""
    kind, value = key
    if kind != LINK:
        return value in rules.hotlines
    address = parse(value)
    if address.is_ip or address.tail:  # one page of a big site is narrow enough
        return False
    return within(address.host, rules.domains | rules.shorteners) or not split(address.host).registered


def _host(address: Address) -> str:
    return address.host.removeprefix("www.")


def _number(value: str) -> Key:
    dialled = re.sub(r"[^\d+]", "", value)
    home = re.sub(r"^(?:\+|00)86(?=1[3-9]\d{9}$|0\d{9,}$)", "", dialled)
    home = re.sub(r"^(?:\+|00)86(?=[1-9]\d{8,10}$)", "0", home)  # a landline loses its 0 behind the country's code
    return (MOBILE if re.fullmatch(r"1[3-9]\d{9}", home) else PHONE), re.sub(r"^00", "+", home)
