"""What the pins, the advisories and the exceptions come to together. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.audit.advisories import Advisory
from bot.audit.locks import same_name


@dataclass(frozen=True)
class Exempted:
    """A weakness that stays for a while, with the reason."""

    advisory: str
    package: str
    reachable: bool
    why: str
    until: date


@dataclass(frozen=True)
class Finding:
    """A pin that an advisory concerns, and the exception, if there is one."""

    lock: str
    package: str
    version: str
    advisory: Advisory
    exempted: Exempted | None

    def is_open(self, today: date) -> bool:
        """Say whether somebody must act: no exception, an expired one, or one that admits it can be reached."""
        return self.exempted is None or self.exempted.reachable or self.exempted.until < today


def exceptions(data: Mapping[str, Any]) -> list[Exempted]:
    """Return the exceptions of exceptions.yml.

    Raises:
        ValueError: one has no reason or no day; the message names it.
    """
    found = []
    for entry in data["exceptions"]:
        until, why = entry.get("until"), str(entry.get("why") or "")
        if not isinstance(until, date) or len(why) < 20 or not isinstance(entry.get("reachable"), bool):
            raise ValueError(
                f"exceptions.yml: {entry.get('advisory')}: must have reachable, why (20 letters) and until"
            )
        found.append(Exempted(str(entry["advisory"]), same_name(str(entry["package"])), entry["reachable"], why, until))
    return found


def findings(
    pins: Mapping[str, Iterable[tuple[str, str]]], advisories: Iterable[Advisory], exempt: Iterable[Exempted]
) -> list[Finding]:
    """Return every pin that an advisory concerns, by lock file.

    Args:
        pins: (package, version) by lock file.
        advisories: all that are known; several that share a name count once.
        exempt: the exceptions.
    """
    by_package: dict[str, list[Advisory]] = {}
    for advisory in advisories:
        known = by_package.setdefault(advisory.package, [])
        if not any(set(one.names) & set(advisory.names) for one in known):
            known.append(advisory)
    reasons = {(one.package, one.advisory): one for one in exempt}
    found = []
    for lock, listed in pins.items():
        for package, version in listed:
            for advisory in by_package.get(package, ()):
                if advisory.concerns(version):
                    why = next((reasons[package, name] for name in advisory.names if (package, name) in reasons), None)
                    found.append(Finding(lock, package, version, advisory, why))
    return found


def unused(exempt: Iterable[Exempted], found: Iterable[Finding]) -> list[Exempted]:
    """Return the exceptions that excuse nothing any more."""
    needed = {one.exempted for one in found}
    return [one for one in exempt if one not in needed]
