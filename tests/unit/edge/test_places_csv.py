"""A CSV of places: what is wrong is told by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.edge import places as command
from bot.edge.blocklist_csv import BadFile
from bot.edge.places_csv import read_places
from bot.settings import Settings
from db import places
from db.places import Spot

HEAD = "id,kind,name,township,village\n"
GOOD = "k1,kiosk,村委会,柳河镇,柳河村\n"


def test_good_lines_are_read_and_bad_ones_named() -> None:
    bad = ["k 2,kiosk,x,,", "k1,kiosk,again,,", "k3,tent,x,,", "k4,kiosk,,,", f"k5,poster,{'名' * 61},,"]
    read = read_places("\ufeff" + HEAD + GOOD + "\n".join(bad))
    assert read.spots == [Spot("k1", "kiosk", "村委会", "柳河镇", "柳河村")]
    assert [line.split(":")[:2] for line in read.bad] == [
        ["line 3", " id"],
        ["line 4", " id"],
        ["line 5", " kind"],
        ["line 6", " name"],
        ["line 7", " name"],
    ]


@pytest.mark.parametrize("text", ["", "name,kind\n", "id;kind;name\n"])
def test_without_the_columns_nothing_is_read(text: str) -> None:
    with pytest.raises(BadFile, match="must name the columns"):
        read_places(text)


def test_loading_again_brings_up_to_date(engine: Engine) -> None:
    spots = read_places(HEAD + GOOD).spots
    assert places.load(engine, spots) == (1, 0)
    assert places.load(engine, spots) == (0, 0)
    assert places.load(engine, read_places(HEAD + GOOD.replace("柳河村", "上柳河村")).spots) == (0, 1)
    assert [spot.village for spot in places.listed(engine)] == ["上柳河村"]
    assert places.find(engine, "nowhere") is None


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'places.db'}")
    monkeypatch.setattr(command, "load_settings", lambda: settings)
    file = tmp_path / "places.csv"
    file.write_bytes((HEAD + GOOD).encode("gb18030"))  # as Excel writes it in Chinese
    assert command.import_places(str(file), dry_run=True) == 0
    assert command.import_places(str(file), dry_run=False) == 0
    assert command.import_places(str(tmp_path / "none.csv"), dry_run=False) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == ["1 could be loaded, 0 bad", "1 added, 0 changed, 0 bad"]
    assert "none.csv" in err
