"""Advisories, as deploy/audit/advisories.yml records them or as OSV publishes them, and whom they concern. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from packaging.version import InvalidVersion, Version

from bot.audit.locks import same_name


@dataclass(frozen=True)
class Advisory:
    """One known weakness of one package.

    Attributes:
        names: its id and aliases; an exception may name any of them.
        package: as registries compare names.
        ranges: (first affected version, first mended one); an empty end is open.
        versions: affected ones that are listed one by one.
        what: in a few words.
    """

    names: tuple[str, ...]
    package: str
    ranges: tuple[tuple[str, str], ...] = ()
    versions: frozenset[str] = frozenset()
    what: str = ""

    @property
    def id(self) -> str:
        """Return the name it is listed by."""
        return self.names[0]

    def concerns(self, version: str) -> bool:
        """Say whether a version is affected; one that cannot be compared is, to be looked at."""
        if version in self.versions:
            return True
        try:
            return any(_within(Version(version), begin, end) for begin, end in self.ranges)
        except InvalidVersion:
            return True


def _within(version: Version, begin: str, end: str) -> bool:
    return (begin in ("", "0") or version >= Version(begin)) and (not end or version < Version(end))


def recorded(data: Mapping[str, Any]) -> Iterator[Advisory]:
    """Yield what advisories.yml holds."""
    for entry in data["advisories"]:
        ranges = tuple((str(begin), str(end)) for begin, end in entry["affected"])
        names = (str(entry["id"]), *map(str, entry.get("aliases", ())))
        yield Advisory(names, same_name(str(entry["package"])), ranges, what=str(entry["what"]))


def from_osv(entry: Mapping[str, Any]) -> Iterator[Advisory]:
    """Yield one advisory for each PyPI package of an OSV record; a withdrawn one concerns nobody."""
    if entry.get("withdrawn"):
        return
    names = (str(entry["id"]), *map(str, entry.get("aliases") or ()))
    for affected in entry.get("affected") or ():
        package = affected.get("package") or {}
        if package.get("ecosystem") != "PyPI":
            continue
        spans = [span for one in affected.get("ranges") or () if one.get("type") == "ECOSYSTEM" for span in _spans(one)]
        listed = frozenset(map(str, affected.get("versions") or ()))
        yield Advisory(names, same_name(str(package["name"])), tuple(spans), listed, str(entry.get("summary") or ""))


def _spans(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    begin: str | None = None
    for event in one.get("events") or ():
        if "introduced" in event:
            begin = str(event["introduced"])
        elif "fixed" in event and begin is not None:
            yield begin, str(event["fixed"])
            begin = None
    if begin is not None:
        yield begin, ""
