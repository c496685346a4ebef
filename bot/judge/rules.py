"""The rules of db/content/judge.yml and the hotlines, in the form that judging needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.judge.suffixes import split

_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Rules:
    """Everything that links and numbers are compared with.

    Attributes:
        domains: official domains; their subdomains are official too.
        labels: the registered names in them, such as "icbc".
        words: how brands are written in Latin letters or digits.
        chinese: how brands are written in Chinese.
        shorteners: domains of link shorteners.
        virtual: first three digits of resale operators.
        call_centres: first three digits of call centres' 95 numbers.
        tlds: endings that are abused often.
        installers: endings of files that install something.
        hotlines: the public numbers.
    """

    domains: frozenset[str]
    labels: frozenset[str]
    words: frozenset[str]
    chinese: frozenset[str]
    shorteners: frozenset[str]
    virtual: frozenset[str]
    call_centres: frozenset[str]
    tlds: frozenset[str]
    installers: frozenset[str]
    hotlines: frozenset[str]


def make_rules(content: Mapping[str, Any], hotlines: Iterable[str]) -> Rules:
    """Return the rules.

    Args:
        content: judge.yml, as it is.
        hotlines: the ids of hotlines.yml.
    """
    domains = frozenset(str(domain) for brand in content["brands"] for domain in brand["domains"])
    words = frozenset(str(word) for brand in content["brands"] for word in brand["words"])
    chinese = frozenset(word for word in words if _HAN.search(word))
    return Rules(
        domains=domains,
        labels=frozenset(filter(None, (split(domain).name for domain in domains))),
        words=words - chinese,
        chinese=chinese,
        shorteners=_texts(content["shorteners"]),
        virtual=_texts(content["virtual_prefixes"]),
        call_centres=_texts(content["call_centre_prefixes"]),
        tlds=_texts(content["abused_tlds"]),
        installers=_texts(content["installers"]),
        hotlines=frozenset(hotlines),
    )


def _texts(values: Iterable[Any]) -> frozenset[str]:
    return frozenset(str(value) for value in values)


def within(host: str, domains: Iterable[str]) -> bool:
    """Say whether a host is one of these domains or lies below one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
