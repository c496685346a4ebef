"""A backup is worth what its restore gives back: the words, the case, and the answer to a retry."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from sqlalchemy import func, select

from bot.edge.reader import Keeping, Message
from bot.edge.turns import Turns
from db import cases
from db.migrate import migrate
from db.models import Case, utc_now
from db.session import make_engine, transaction
from tests.conftest import ROOT, Person, free_port
from tests.fakes.rasa import FakeRasa
from tests.machines import Machines

HOURS = timedelta(hours=2)
NewDatabase = Callable[[], str]


def script(name: str, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = ["bash", str(ROOT / "deploy" / "backup" / name), *arguments]
    environment = {"PATH": os.environ["PATH"], **settings}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def backed_up(folder: Path, url: str) -> str:
    done = script("backup.sh", str(folder), DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def filled(url: str) -> None:
    """Fill a database with one person's matter."""
    engine = make_engine(url)
    migrate(engine)
    now = utc_now()
    cases.claim(engine, "person", "m1", "edge", now, HOURS)
    reply = {"blocks": [{"type": "text", "text": "马上打110"}]}
    case = {"format": 1, "type": "authority_police", "stage": "paid"}
    assert cases.save(engine, "person", "m1", "edge", reply, case, 0, now, HOURS)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def new(request: pytest.FixtureRequest, tmp_path: Path) -> NewDatabase:
    """Return what makes an empty database of each kind."""
    if request.param == "postgresql":
        made: NewDatabase = request.getfixturevalue("new_postgres")
        return made
    numbers = iter(range(9))
    return lambda: f"sqlite:///{tmp_path / f'{next(numbers)}.db'}"


def message(message_id: str) -> Message:
    return Message("person", message_id, "然后呢", "", "web", False)


async def test_what_was_restored_answers_with_the_case_kept(new: NewDatabase, tmp_path: Path) -> None:
    old, fresh = new(), new()
    filled(old)
    copy = backed_up(tmp_path / "copies", old)
    restored = script("restore.sh", copy, DATABASE_URL=fresh)
    assert restored.returncode == 0, restored.stderr
    engine = make_engine(fresh)
    migrate(engine)
    rasa = FakeRasa()
    turns = Turns(engine, rasa, Keeping(HOURS, HOURS), 10, lambda _: {"blocks": []})
    assert (await turns.answer(message("m1")))["blocks"][0]["text"] == "马上打110"
    assert rasa.seen == []
    await turns.answer(message("m2"))
    assert rasa.seen[0][1]["case"]["stage"] == "paid"
    engine.dispose()


def _people(url: str) -> int:
    engine = make_engine(url)
    with transaction(engine) as session:
        number = session.scalar(select(func.count()).select_from(Case))
    engine.dispose()
    return number or 0


def test_a_database_in_use_is_replaced_only_when_told(new: NewDatabase, tmp_path: Path) -> None:
    old, other = new(), new()
    filled(old)
    copy = backed_up(tmp_path / "copies", old)
    engine = make_engine(other)
    migrate(engine)
    engine.dispose()
    refused = script("restore.sh", copy, DATABASE_URL=other)
    assert refused.returncode == 1
    assert "REPLACE=1" in refused.stderr
    assert _people(other) == 0
    assert script("restore.sh", copy, DATABASE_URL=other, REPLACE="1").returncode == 0
    assert _people(other) == 1


def test_a_damaged_copy_destroys_nothing(new: NewDatabase, tmp_path: Path) -> None:
    # attack: the disk that held the copies was failing too
    url = new()
    filled(url)
    whole = Path(backed_up(tmp_path / "copies", url)).read_bytes()
    for number, damaged in enumerate((b"", whole[: len(whole) // 3], b"x" * len(whole))):
        copy = tmp_path / f"damaged{number}"
        copy.write_bytes(damaged)
        assert script("restore.sh", str(copy), DATABASE_URL=url, REPLACE="1").returncode != 0
        assert _people(url) == 1


def test_copies_are_for_their_owner_and_old_ones_go(tmp_path: Path) -> None:
    url, folder = f"sqlite:///{tmp_path / 'a.db'}", tmp_path / "copies"
    filled(url)
    first = Path(backed_up(folder, url))
    assert first.stat().st_mode & 0o077 == 0
    old = folder / "assistant-20200101T000000Z.sqlite"
    old.write_bytes(b"old")
    os.utime(old, (0, 0))
    first.unlink()
    backed_up(folder, url)
    assert not old.exists()
    assert not list(folder.glob(".making*"))


@pytest.mark.parametrize("name", ["backup.sh", "restore.sh"])
def test_another_database_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(b"x")
    done = script(name, str(tmp_path / "copy" if name == "restore.sh" else tmp_path), DATABASE_URL="mysql://x")
    assert done.returncode == 2
    assert "DATABASE_URL" in done.stderr


@pytest.mark.timeout(900)
def test_a_restored_system_goes_on_with_the_matter(
    two_machines: Machines, new_postgres: NewDatabase, tmp_path: Path
) -> None:
    person = two_machines.person_at(0, "somebody")
    first = person.send("冒充警察的说我洗钱，让我转到安全账户，我已经转了三万", message_id="first")
    assert first["case"]["stage"] == "paid"
    fresh = new_postgres()
    copy = backed_up(tmp_path, two_machines.database_url)
    assert script("restore.sh", copy, DATABASE_URL=fresh).returncode == 0
    system = two_machines.systems[0]
    edge = type(system)({**system.environment, "DATABASE_URL": fresh, "EDGE_PORT": str(free_port())})
    edge.start("edge")
    try:
        edge.wait_for(lambda: requests.get(f"{edge.url}/readyz", timeout=5).status_code == 200)
        restored = Person(edge, user="somebody")
        assert restored.send("不一样的话", message_id="first") == first
        assert restored.send("然后呢")["case"] == {**first["case"]}
    finally:
        edge.stop()
