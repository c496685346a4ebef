"""Loading is repeatable, and what staff changed is theirs."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from db.files import EXAMPLE_METADATA, ContentRow, example_id
from db.knowledge import current_version
from db.loader import LoadReport, load_rows
from db.models import Example, Script, Signal, Wording
from db.session import transaction


def _wording(name: str, text: str) -> ContentRow:
    return ContentRow(Wording, name, {"position": 0, "words": {"text": text}}, "wordings.yml")


def _example(text: str, intent: str = "ordinary") -> ContentRow:
    values = {"intent": intent, "text": text, **dict.fromkeys(EXAMPLE_METADATA, "")}
    return ContentRow(Example, example_id(text), values, "x.yml")


def _signal(name: str) -> ContentRow:
    values = {"position": 0, "name": name, "patterns": ["转账"], "question": "?", "question_elder": "?"}
    return ContentRow(Signal, name, values, "signals.yml")


def _script(signals: dict[str, float]) -> ContentRow:
    values: dict[str, Any] = {
        "position": 0, "family": "f", "family_name": "F", "national": "n", "name": "刷单", "summary": "s",
        "sensitive": False, "words": {"do_now": ["停"]}, "signals": signals,
    }  # fmt: skip
    return ContentRow(Script, "task", values, "task.yml")


def _load(engine: Engine, *rows: ContentRow) -> LoadReport:
    with transaction(engine) as session:
        return load_rows(session, rows)


def _text(engine: Engine, name: str) -> str:
    with transaction(engine) as session:
        row = session.get(Wording, name)
        assert row is not None
        return str(row.words["text"])


def _version(engine: Engine) -> int:
    with transaction(engine) as session:
        return current_version(session)


def _counts(report: LoadReport) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.removed, report.unchanged, len(report.kept)


def test_a_second_load_changes_nothing(engine: Engine) -> None:
    rows = (_wording("a", "一"), _signal("s"), _script({"s": 0.9}), _example("明天下雨吗"))
    assert _counts(_load(engine, *rows)) == (4, 0, 0, 0, 0)
    assert _counts(_load(engine, *rows)) == (0, 0, 0, 4, 0)
    assert _version(engine) == 1


def test_a_changed_file_changes_the_row(engine: Engine) -> None:
    _load(engine, _wording("a", "一"), _wording("b", "二"))
    assert _counts(_load(engine, _wording("a", "新"), _wording("b", "二"))) == (0, 1, 0, 1, 0)
    assert _text(engine, "a") == "新"
    assert _version(engine) == 2


def test_what_staff_changed_is_kept_and_told(engine: Engine) -> None:
    _load(engine, _wording("a", "一"))
    with transaction(engine) as session:
        session.get_one(Wording, "a").words = {"text": "社区改的"}
    report = _load(engine, _wording("a", "新"))
    assert report.kept == ["wordings/a"]
    assert not report.changed
    assert _text(engine, "a") == "社区改的"


def test_a_change_of_staff_that_the_file_takes_over_is_theirs_no_more(engine: Engine) -> None:
    _load(engine, _wording("a", "一"))
    with transaction(engine) as session:
        session.get_one(Wording, "a").words = {"text": "新"}
    assert _counts(_load(engine, _wording("a", "新")))[4] == 1
    assert _text(engine, "a") == "新"


def test_weights_follow_the_file(engine: Engine) -> None:
    _load(engine, _signal("s"), _signal("t"), _script({"s": 0.9}))
    report = _load(engine, _signal("s"), _signal("t"), _script({"s": 0.5, "t": 0.3}))
    assert _counts(report) == (0, 1, 0, 2, 0)
    with transaction(engine) as session:
        assert {link.signal_id: link.weight for link in session.get_one(Script, "task").signals} == {"s": 0.5, "t": 0.3}


def test_an_example_that_left_the_files_goes(engine: Engine) -> None:
    _load(engine, _example("明天下雨吗"), _example("几点了"))
    assert _counts(_load(engine, _example("几点了"))) == (0, 0, 1, 1, 0)


@pytest.mark.parametrize("change", [{"retired": True}, {"intent": "smalltalk"}, {"origin": ""}])
def test_an_example_of_staff_never_goes(change: dict[str, Any], engine: Engine) -> None:
    _load(engine, _example("明天下雨吗"), _example("几点了"))
    with transaction(engine) as session:
        row = session.get_one(Example, example_id("明天下雨吗"))
        for name, value in change.items():
            setattr(row, name, value)
    assert _load(engine, _example("几点了")).removed == 0
    with transaction(engine) as session:
        assert len(list(session.scalars(select(Example)))) == 2


def test_words_are_never_dropped_by_a_load(engine: Engine) -> None:
    _load(engine, _wording("a", "一"), _wording("b", "二"))
    assert _counts(_load(engine, _wording("b", "二"))) == (0, 0, 0, 1, 0)
    assert _text(engine, "a") == "一"


def test_the_first_of_two_examples_alike_counts(engine: Engine) -> None:
    assert _load(engine, _example("几点了"), _example("几点了", "smalltalk")).added == 1


def test_a_load_that_fails_changes_nothing(engine: Engine) -> None:
    with pytest.raises(IntegrityError):
        _load(engine, _wording("a", "一"), _script({"unknown": 0.9}))
    with transaction(engine) as session:
        assert session.get(Wording, "a") is None
    assert _version(engine) == 0


def test_the_report_is_one_line() -> None:
    report = LoadReport(added=1, updated=2, removed=3, unchanged=4, kept=["wordings/a"])
    assert str(report) == "1 added, 2 updated, 3 removed, 4 unchanged, 1 kept as staff changed them"
