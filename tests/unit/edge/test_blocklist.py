"""The command that loads the blocklist: once, and without keeping a value."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlalchemy import text as sql

from bot.__main__ import main
from db.session import make_engine
from tests.unit.edge.test_blocklist_csv import GOOD


def _rows(url: str) -> list[tuple[str, ...]]:
    engine = make_engine(url)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(sql("SELECT fingerprint, kind, source FROM blocked"))]
    engine.dispose()
    return rows


def _tables(url: str) -> list[str]:
    engine = make_engine(url)
    names = inspect(engine).get_table_names()
    engine.dispose()
    return names


def test_the_command_loads_once_and_keeps_no_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'list.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("SECRET_KEY", "secret")
    file = tmp_path / "known.csv"
    file.write_text(GOOD + "链接,不是链接,市局\n链接,bad-loan.xyz,市局\n", encoding="utf-8")
    assert main(["blocklist", "--import", str(file), "--dry-run"]) == 1
    assert "8 would be added, 0 already there, 1 twice in the file, 1 bad" in capsys.readouterr().out
    assert _tables(url) == []
    assert main(["blocklist", "--import", str(file)]) == 1
    output = capsys.readouterr()
    assert "8 added, 0 already there, 1 twice in the file, 1 bad" in output.out
    assert "line 10: value" in output.err
    main(["blocklist", "--import", str(file)])
    assert "0 added, 8 already there" in capsys.readouterr().out
    assert len(_rows(url)) == 8
    stored = (tmp_path / "list.db").read_bytes()
    assert not [value for value in (b"bad-loan", b"13912345678", b"wxid_liar99", b"62220212") if value in stored]


def test_a_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["blocklist", "--import", str(tmp_path / "none.csv")]) == 1
    assert "none.csv" in capsys.readouterr().err
