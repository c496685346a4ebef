"""Attack: a package with a published weakness stays in the locks because nobody looked, or looked away for ever."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.audit import command
from bot.audit.advisories import Advisory, from_osv
from bot.audit.judging import Exempted, exceptions, findings, unused
from bot.audit.locks import pins
from bot.settings import ROOT

TODAY = date(2026, 11, 26)
LOCK = "Foo_Bar==1.2.3 \\\n    --hash=sha256:aa\n# a==1\nbaz==2.0 ; python_version < '3.11'\n"
# as OSV publishes it
OSV: dict[str, Any] = {
    "id": "GHSA-x",
    "aliases": ["CVE-1"],
    "summary": "it leaks",
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "foo.bar"},
            "ranges": [
                {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.0"}, {"introduced": "1.2"}]},
                {"type": "GIT", "events": [{"introduced": "0"}]},
            ],
            "versions": ["1.1.5"],
        },
        {"package": {"ecosystem": "npm", "name": "baz"}, "versions": ["2.0"]},
    ],
}


def one(**more: Any) -> Exempted:
    return Exempted(
        **{"advisory": "CVE-1", "package": "foo-bar", "reachable": False, "why": "w" * 20, "until": TODAY, **more}
    )


def test_pins_are_read_and_names_compared_as_registries_do() -> None:
    assert list(pins(LOCK)) == [("foo-bar", "1.2.3"), ("baz", "2.0")]


@pytest.mark.parametrize(
    ("version", "concerned"),
    [
        ("0.9", True),
        ("1.0", False),
        ("1.1.5", True),
        ("1.1.6", False),
        ("1.2", True),
        ("9", True),
        ("1.2rc1", False),
        ("?", True),
    ],
)
def test_an_osv_record_concerns_its_ranges_and_versions(version: str, concerned: bool) -> None:
    (advisory,) = from_osv(OSV)
    assert advisory.package == "foo-bar"
    assert advisory.concerns(version) is concerned


def test_a_withdrawn_record_concerns_nobody() -> None:
    assert list(from_osv({**OSV, "withdrawn": "2026-01-01"})) == []


@pytest.mark.parametrize(
    ("exempt", "is_open"),
    [
        ([], True),
        ([one()], False),
        ([one(advisory="GHSA-x")], False),
        ([one(until=date(2026, 11, 25))], True),
        ([one(reachable=True)], True),
        ([one(package="baz")], True),
    ],
)
def test_only_a_living_reason_excuses(exempt: list[Exempted], is_open: bool) -> None:
    (found,) = findings({"a.lock": pins(LOCK)}, from_osv(OSV), exempt)
    assert found.is_open(TODAY) is is_open


def test_the_same_weakness_from_two_sources_is_one() -> None:
    twice = [*from_osv(OSV), Advisory(("CVE-1",), "foo-bar", (("0", ""),))]
    assert len(findings({"a.lock": pins(LOCK)}, twice, [])) == 1


def test_an_exception_that_excuses_nothing_is_named() -> None:
    found = findings({"a.lock": pins(LOCK)}, from_osv(OSV), [one(), one(package="gone")])
    assert unused([one(), one(package="gone")], found) == [one(package="gone")]


@pytest.mark.parametrize("missing", ["why", "until", "reachable"])
def test_an_exception_needs_its_reason(missing: str) -> None:
    entry = {"advisory": "CVE-1", "package": "a", "reachable": False, "why": "w" * 20, "until": TODAY}
    with pytest.raises(ValueError, match="CVE-1"):
        exceptions({"exceptions": [{key: value for key, value in entry.items() if key != missing}]})


def test_our_own_locks_have_nothing_open(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.audit("", TODAY) == 0
    assert " 0 open, 0 stale" in capsys.readouterr().out


def test_on_the_day_after_they_are_looked_at_again() -> None:
    assert command.audit("", date(2027, 6, 2)) == 1


@pytest.mark.parametrize("zipped", [True, False])
def test_data_from_osv_is_used_besides(zipped: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = {"ecosystem": "PyPI", "name": "aiohttp"}
    record = json.dumps({"id": "PYSEC-new", "affected": [{"package": package, "versions": [_pinned("aiohttp")]}]})
    where = tmp_path / ("all.zip" if zipped else "osv")
    if zipped:
        with zipfile.ZipFile(where, "w") as archive:
            archive.writestr("PYSEC-new.json", record)
    else:
        where.mkdir()
        (where / "PYSEC-new.json").write_text(record)
    assert command.audit(str(where), TODAY) == 1
    assert "OPEN    requirements.lock: aiohttp" in capsys.readouterr().out


def test_data_that_cannot_be_read_is_no_all_clear(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.audit(str(tmp_path / "none.zip"), TODAY) == 1
    assert "audit: " in capsys.readouterr().err


def _pinned(name: str) -> str:
    return dict(pins((ROOT / "requirements.lock").read_text()))[name]
