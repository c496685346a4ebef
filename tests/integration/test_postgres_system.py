"""The whole assistant on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from db.models import Case, StoredReply
from db.session import make_engine, transaction
from tests.conftest import Person, make_environment, prepare_system, words


def test_answers_and_keeps_the_case_in_postgresql(new_postgres: Callable[[], str], tmp_path: Path) -> None:
    url = new_postgres()
    system = prepare_system(make_environment(tmp_path, DATABASE_URL=url))
    system.start("actions", "rasa", "edge")
    try:
        system.wait_ready()
        person = Person(system)
        first = person.send("冒充警察的说我洗钱，让我把钱转到安全账户，我已经转了三万", message_id="first")
        again = person.send("冒充警察的说我洗钱，让我把钱转到安全账户，我已经转了三万", message_id="first")
    finally:
        system.stop()
    assert (first["case"]["type"], first["case"]["stage"]) == ("authority_police", "paid")
    assert "110" in words(first)
    assert again == first
    engine = make_engine(url)
    with transaction(engine) as session:
        assert session.scalars(select(StoredReply.message_id)).all() == ["first"]
        assert session.scalars(select(Case)).one().data["type"] == "authority_police"
    engine.dispose()
    assert not (tmp_path / "assistant.db").exists()
