# Attack: read the database, its journal, the log, the model or what a process left in a temporary file after a
# conversation, and find who said what: phone numbers, ID cards, bank cards, codes, links, addresses, names of users.
"""None of three hundred planted numbers is anywhere that the assistant writes, whatever way the talk took."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select

from bot.settings import ROOT, load_settings
from db.session import transaction
from tests.conftest import Person, System, words
from tests.hardening.conftest import database
from tests.hardening.planted import COUNT, Planted, planted

OPENID = "o6_bmjrPTlm6_2sgVt7hMZOPfL2M"  # what WeChat calls a person
# what else is said around the planted sentences, so that every flow has passed over them
_AROUND: tuple[dict[str, str], ...] = (
    {"text": "那我现在怎么办"},
    {"text": "他不是骗子吧，我上次还提现过"},
    {"choice": "lead:yes"},
    {"text": "我妈不听劝"},
    {"choice": "urgent:paid"},
    {"choice": "tell:report"},
    {"choice": "remember:yes"},
    {"text": "举报一个号码"},
    {"choice": "answer:yes"},
    {"text": "写几句给我家里人看"},
    {"text": "你都记了我什么"},
    {"text": "我不想活了"},
)
_EACH = 10  # planted sentences a person


@pytest.fixture(scope="module")
def told(system: System) -> Person:
    """Tell all three hundred by thirty persons, each through other flows; return the last of them."""
    sentences = list(planted())
    for start in range(0, COUNT, _EACH):
        person = Person(system, user=f"{OPENID}{start}")
        for offset, one in enumerate(sentences[start : start + _EACH]):
            person.send(one.sentence)
            person.send(**_AROUND[(start // _EACH + offset) % len(_AROUND)])
    return person


def written(system: System) -> Iterator[Path]:
    """Yield every file that the assistant may write: database, journal, log, model, export, what lies aside."""
    home = Path(system.environment.get("HOME", "/"))
    places = [Path(system.environment["VAR_DIR"]), load_settings().model.parent, load_settings().export, ROOT / ".rasa"]
    for place in (*places, home / ".config" / "rasa", home / ".cache" / "rasa"):
        if place.exists():
            yield from (path for path in place.rglob("*") if path.is_file())


def _open_for_writing(pid: int) -> Iterator[Path]:
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target, flags = link.resolve(), (link.parent.parent / "fdinfo" / link.name).read_text()
        except OSError:
            continue  # closed in between
        mode = int(next(line.split()[1] for line in flags.splitlines() if line.startswith("flags:")), 8)
        if target.is_file() and mode & os.O_ACCMODE != os.O_RDONLY:
            yield target


def test_the_list_of_places_is_complete(told: Person) -> None:
    searched = {path.resolve() for path in written(told.system)}
    for name, process in told.system.processes.items():
        open_now = {path for path in _open_for_writing(process.pid) if not str(path).startswith(("/dev", "/proc"))}
        assert open_now - searched == set(), name


def test_none_is_in_any_file(told: Person) -> None:
    contents = {path.name: path.read_bytes() for path in written(told.system)}
    assert any(name.endswith(".db") for name in contents)
    assert [found for one in planted() for found in _places(one, contents)] == []


def _places(one: Planted, contents: dict[str, bytes]) -> Iterator[str]:
    spellings = {form.encode() for form in one.forms} | {ascii(form)[1:-1].encode() for form in one.forms}
    for name, content in contents.items():
        if any(spelling in content for spelling in spellings):
            yield f"{one.kind} in {name}: {one.sentence}"


def test_none_is_in_any_table(told: Person) -> None:
    engine = database(told.system)
    tables = MetaData()
    tables.reflect(engine)
    with transaction(engine) as session:
        rows = "\n".join(str(tuple(row)) for table in tables.sorted_tables for row in session.execute(select(table)))
    engine.dispose()
    assert {
        "stored_replies",
        "leads",
        "lead_reports",
        "fragments",
        "cases",
        "assessments",
        "matters",
    } <= tables.tables.keys()
    assert [one.sentence for one in planted() if any(form in rows for form in one.forms)] == []


def test_the_user_is_kept_as_a_hash_only(told: Person) -> None:
    assert [path.name for path in written(told.system) if OPENID.encode() in path.read_bytes()] == []


def test_no_words_of_a_resident_reach_the_log(told: Person) -> None:
    log = told.system.log.read_text(encoding="utf-8", errors="replace")
    assert [w for w in ("骗子打来的", "安全账户", "退款的了", "\\u9a97\\u5b50\\u6253\\u6765") if w in log] == []


def test_quotes_in_an_answer_are_masked(told: Person) -> None:
    answer = Person(told.system).send("让我加13912345678，垫钱刷单返利，再转到6222021234567890128")
    assert "13912345678" not in words(answer)
    assert "6222021234567890128" not in words(answer)
