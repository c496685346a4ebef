"""`python -m bot staff-add`, and what the console's process may import."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.console.auth.tokens import fingerprint
from bot.console.command import add_staff
from db import audit, staff
from db.migrate import migrate
from db.session import make_engine, transaction
from tests.conftest import ROOT


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Return the database that commands find by the environment."""
    url = f"sqlite:///{tmp_path / 'assistant.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("CONSOLE_URL", "https://console.example/")
    return make_engine(url)


def test_the_first_admin_gets_a_link_and_a_second_call_a_new_one(
    database: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    migrate(database)
    tokens = []
    for _ in range(2):
        assert add_staff("王芳", "admin") == 0
        found = re.search(r"https://console\.example/invitation/(\S+)", capsys.readouterr().out)
        assert found is not None
        tokens.append(found[1])
    with transaction(database) as session:
        person = staff.by_key(session, "王芳")
        assert person is not None
        assert (person.role, person.password_hash) == ("admin", None)
        assert staff.invitation(session, fingerprint(tokens[0])) is None
        assert staff.invitation(session, fingerprint(tokens[1])) is not None
        assert [line.action for line in audit.lines(session, audit.Wanted(), 0, 9)] == ["staff.invite"] * 2
    database.dispose()


def test_it_says_what_is_wrong(database: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    assert add_staff("<b>", "admin") == 2
    assert "NAME" in capsys.readouterr().err
    assert add_staff("王芳", "admin") == 1
    assert "prepare" in capsys.readouterr().err
    database.dispose()


def test_the_console_never_imports_rasa() -> None:
    asked = "import sys, bot.console.app; sys.exit('rasa' in sys.modules or 'tensorflow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT, timeout=120, check=False).returncode == 0
