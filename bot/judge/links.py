"""What a link gives away by how it is made. It is never opened."""

from __future__ import annotations

import re
from urllib.parse import unquote

from bot.judge.address import Address, parse
from bot.judge.brands import IMITATED, brand_reasons
from bot.judge.judgement import OFFICIAL
from bot.judge.rules import Rules, within
from bot.judge.script import has_hidden, is_foreign, is_han, plain, visible
from bot.judge.suffixes import split

_USUAL_PORTS = frozenset({"", "80", "443"})
_UNQUOTED = 3  # how often an ending may be wrapped


def link_reasons(raw: str, rules: Rules) -> set[str]:
    """Return everything that a link gives away.

    Args:
        raw: as it was written.
        rules: what it is compared with.
    """
    address = parse(plain(raw))
    disguise = _disguise(raw)
    found = disguise | _form(address, rules)
    if within(address.host, rules.domains):
        if "mixed_script" in disguise:  # it only looks like the official one
            return found | {IMITATED}
        return found | {OFFICIAL}
    return found | host_reasons(address.host, rules)


def host_reasons(host: str, rules: Rules) -> set[str]:
    """Return what is wrong with the name of a host that is no official one."""
    address, parts = parse(host), split(host)
    if address.is_ip:
        return {"raw_ip"}
    found = brand_reasons(parts, address.labels, rules)
    if within(host, rules.shorteners):
        found = {"shortener"}
    if parts.suffix.rpartition(".")[2] in rules.tlds:
        found.add("abused_tld")
    return found


def _disguise(raw: str) -> set[str]:
    """Return how the link is disguised to the eye."""
    found = {"hidden_characters"} if has_hidden(raw) else set()
    address = parse(visible(raw))
    if any(is_foreign(char) for char in address.host):
        found.add("mixed_script")
    read = zip(address.labels, address.host.split("."), strict=True)
    if any(label != written and not all(map(is_han, label)) for label, written in read):
        found.add("punycode")
    return found


def _form(address: Address, rules: Rules) -> set[str]:
    """Return what the form of the link tells, whoever's it is."""
    found = {"user_at_host"} if address.tricked else set()
    if address.port.lstrip("0") not in _USUAL_PORTS:
        found.add("odd_port")
    tail = address.tail
    for _ in range(_UNQUOTED):
        tail = unquote(tail)
    endings = "|".join(map(re.escape, sorted(rules.installers)))
    if re.search(rf"\.(?:{endings})(?![a-z0-9_.-])", tail):
        found.add("installer")
    return found
