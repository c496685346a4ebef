"""`python -m bot audit`: the lock files against advisory data; nothing is fetched."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml

from bot.audit.advisories import Advisory, from_osv, recorded
from bot.audit.judging import Finding, exceptions, findings, unused
from bot.audit.locks import pins
from bot.settings import ROOT

HERE = ROOT / "deploy" / "audit"


def _yaml(name: str) -> dict[str, object]:
    data: dict[str, object] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return data


def _osv(path: Path) -> Iterator[Advisory]:
    """Yield the advisories of a folder of OSV records, or of the zip that OSV publishes for PyPI."""
    if path.is_dir():
        for file in sorted(path.rglob("*.json")):
            yield from from_osv(json.loads(file.read_text(encoding="utf-8")))
        return
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            yield from from_osv(json.loads(archive.read(name)))


def _line(one: Finding, today: date) -> str:
    mark = "OPEN" if one.is_open(today) else "excused"
    reason = f"until {one.exempted.until}: {one.exempted.why}" if one.exempted else "update it, or say why not"
    return f"{mark:<8}{one.lock}: {one.package} {one.version}: {one.advisory.id}: {one.advisory.what}\n        {reason}"


def audit(osv: str, today: date | None = None) -> int:
    """Print what is known against the locks.

    Args:
        osv: a folder or zip of OSV records to use besides the recorded advisories, or nothing.
        today: exceptions end.

    Returns:
        The exit code: 1 when anything is open, an exception excuses nothing, or data cannot be read.
    """
    today = today or date.today()
    try:
        known = [*recorded(_yaml("advisories.yml")), *(_osv(Path(osv)) if osv else ())]
        exempt = exceptions(_yaml("exceptions.yml"))
    except (OSError, ValueError, KeyError, yaml.YAMLError, zipfile.BadZipFile) as error:
        print(f"audit: advisory data or exceptions: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    listed = {
        path.name: list(pins(path.read_text(encoding="utf-8"))) for path in sorted(ROOT.glob("requirements*.lock"))
    }
    found = findings(listed, known, exempt)
    for one in sorted(found, key=lambda one: (not one.is_open(today), one.lock, one.package)):
        print(_line(one, today))
    stale = unused(exempt, found)
    for left in stale:
        print(f"STALE   exceptions.yml: {left.advisory} of {left.package} concerns nothing that is pinned: remove it")
    count, still = sum(map(len, listed.values())), sum(one.is_open(today) for one in found)
    print(f"{count} pins, {len(known)} advisories, {len(found)} found, {still} open, {len(stale)} stale exceptions")
    return 1 if still or stale else 0
