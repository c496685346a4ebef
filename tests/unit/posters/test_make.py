"""A set that is killed goes on; what changed meanwhile is made anew; two processes do not make the same set."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from bot.posters import make
from bot.posters.asked import Asked, sheets
from bot.posters.make import Made, make_set
from bot.posters.parts import Busy, open_parts
from bot.posters.press import Press, Printed
from bot.posters.wechat_codes import Codes
from bot.posters.words import alternatives
from db.knowledge import Knowledge

ASKED = Asked(("health_product",), ("elderly",), ("market",), ("block", "talk"), ("a4", "wide"))


class Killed(BaseException):
    """The process ended."""


class NoBrowser(Press):
    """Prints nothing: what is printed is the browser test's matter."""

    def __init__(self) -> None:
        """Hold nothing."""

    def sheet(self, size: object) -> Any:
        """Return no page."""
        return None

    def rest(self) -> None:
        """Nothing grows."""


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what was laid out."""
    seen: list[str] = []

    def set_sheet(on: Any, knowledge: Knowledge, sheet: Any, holds: str, shown: str) -> tuple[Any, float, Printed]:
        seen.append(f"{sheet.design} {sheet.size} {holds}")
        return next(alternatives(knowledge, sheet.topic)), 9.0, Printed(b"%PDF-", b"PNG")

    monkeypatch.setattr(make, "set_sheet", set_sheet)
    return seen


def run(knowledge: Knowledge, target: Path, stop: int = 0, url: str = "https://a.example") -> Made:
    """Make the set, and be killed after so many sheets."""

    def tell(done: int) -> None:
        if done == stop:
            raise Killed

    return make_set(NoBrowser(), knowledge, sheets(ASKED, knowledge), Codes(url), target, tell)


def test_a_killed_set_goes_on(knowledge: Knowledge, tmp_path: Path, printed: list[str]) -> None:
    target = tmp_path / "set.zip"
    with pytest.raises(Killed):
        run(knowledge, target, stop=2)
    assert not target.exists()
    made = run(knowledge, target)
    assert (made.sheets, made.found, len(printed)) == (4, 2, 4)
    assert len(zipfile.ZipFile(target).namelist()) == 9
    assert [path.name for path in tmp_path.iterdir()] == ["set.zip"]


def test_a_sheet_whose_code_changed_is_made_anew(knowledge: Knowledge, tmp_path: Path, printed: list[str]) -> None:
    with pytest.raises(Killed):
        run(knowledge, tmp_path / "set.zip", stop=2)
    made = run(knowledge, tmp_path / "set.zip", url="https://b.example")
    assert (made.sheets, made.found, len(printed)) == (4, 0, 6)


def test_two_processes_do_not_make_the_same_set(knowledge: Knowledge, tmp_path: Path, printed: list[str]) -> None:
    with open_parts(tmp_path / "set.zip"), pytest.raises(Busy, match="--out"):
        run(knowledge, tmp_path / "set.zip")
