"""Changes of examples put together, and taken apart."""

from __future__ import annotations

import pytest

from bot.console.pages.examples.changing import added, by_line, judged, lines_of, moved, together, without
from bot.publish.fields import FieldProblem
from db.example_changes import ExampleChanges, ExampleText, Move, changed, write_changes
from db.models import Example
from db.session import transaction

ONE = ExampleText("他让我先垫钱", "scam/brushing_task", "plain")
NONE = ExampleChanges()


def row(intent: str = "scam/brushing_task", register: str = "plain") -> Example:
    """Return an example as it is stored."""
    return Example(id=ONE.id, text=ONE.text, intent=intent, register=register, variant="", stage="", retired=False)


def test_lines_are_taken_one_by_one_and_once() -> None:
    assert lines_of(" - 甲\n\n乙 \r\n· 丙\n甲\n") == ["甲", "乙", "丙"]


def test_only_ordinary_life_has_a_register() -> None:
    assert added(["甲"], "ordinary", "none", "parcel").add == (ExampleText("甲", "ordinary", "parcel", "", "none"),)
    assert added(["甲"], "thanks", "", "parcel").add == (ExampleText("甲", "thanks"),)


@pytest.mark.parametrize(
    ("register", "to", "given"),
    [("plain", "ordinary", "chat"), ("parcel", "ordinary", None), ("plain", "scam/job_recruit", None)],
)
def test_who_becomes_ordinary_life_gets_a_register_that_is_known(register: str, to: str, given: str | None) -> None:
    """Otherwise the model would learn a class of its own from one text."""
    assert moved(row(register=register), to).move == (Move(ONE.id, to, given),)


@pytest.mark.parametrize(
    ("first", "then", "both"),
    [
        (moved(row(), "thanks"), moved(row(), "ordinary"), moved(row(), "ordinary")),
        (moved(row(), "thanks"), judged(row(), "paid"), ExampleChanges(move=(Move(ONE.id, "thanks", stage="paid"),))),
        (judged(row(), "paid"), moved(row(), "thanks"), ExampleChanges(move=(Move(ONE.id, "thanks", stage="paid"),))),
        (judged(row(), "paid"), judged(row(), ""), judged(row(), "")),
        (moved(row(), "thanks"), ExampleChanges(retire=(ONE.id,)), ExampleChanges(retire=(ONE.id,))),
        (ExampleChanges(retire=(ONE.id,)), ExampleChanges(add=(ONE,)), ExampleChanges(add=(ONE,))),
    ],
)
def test_of_two_changes_of_one_example_the_later_counts(
    first: ExampleChanges, then: ExampleChanges, both: ExampleChanges
) -> None:
    assert together(first, then) == both
    assert together(NONE, both) == both


@pytest.mark.parametrize(
    ("field", "left"),
    [("add.1", ["甲"]), ("add.0", ["乙"]), ("add.9", ["甲", "乙"]), ("", ["甲", "乙"]), ("id.0", ["甲", "乙"])],
)
def test_one_change_is_taken_out(field: str, left: list[str]) -> None:
    both = added(["甲", "乙"], "thanks", "", "chat")
    assert [one.text for one in without(both, field).add] == left


def test_problems_stand_by_their_line() -> None:
    told = [FieldProblem("add.1", "一"), FieldProblem("", "二"), FieldProblem("add.1", "三")]
    assert by_line(told) == {"add.1": ["一", "三"], "": ["二"]}


def test_a_move_that_judges_is_written_exported_and_undone(engine: object) -> None:
    change = ExampleChanges(move=(Move(ONE.id, "ordinary", "chat", "none"),))
    assert changed([ONE], change) == [ExampleText(ONE.text, "ordinary", "chat", "", "none")]
    with transaction(engine) as session:  # type: ignore[arg-type]
        session.add(row())
        session.flush()
        undo = ExampleChanges.load(write_changes(session, change, "王芳"))
        after = session.get_one(Example, ONE.id)
        assert (after.intent, after.register, after.stage) == ("ordinary", "chat", "none")
        write_changes(session, undo, "王芳")
        assert (after.intent, after.register, after.stage) == (ONE.intent, "plain", "")
    assert ExampleChanges.load(change.dump()) == change
