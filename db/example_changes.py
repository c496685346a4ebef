"""Training examples added, moved to another intent, or retired; nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.files import EXAMPLE_METADATA, example_id
from db.models import Example


@dataclass(frozen=True)
class ExampleText:
    """One training example."""

    text: str
    intent: str
    register: str = ""
    variant: str = ""
    stage: str = ""

    @property
    def id(self) -> str:
        """Return its id, which only the text decides."""
        return example_id(self.text)


@dataclass(frozen=True)
class Move:
    """An example that belongs to another intent, or is judged anew.

    Attributes:
        id: of the example.
        intent: where it belongs; the one it has, where only the rest changes.
        register: its new one, None to leave it; ordinary life is learnt by register.
        stage: how far things have gone in it, None to leave it.
    """

    id: str
    intent: str
    register: str | None = None
    stage: str | None = None


@dataclass(frozen=True)
class ExampleChanges:
    """What a draft does to the training examples.

    Attributes:
        add: new ones; one that was retired comes back.
        move: those that get another intent.
        retire: ids of those that are no longer trained on.
    """

    add: tuple[ExampleText, ...] = ()
    move: tuple[Move, ...] = ()
    retire: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changes."""
        return bool(self.add or self.move or self.retire)

    def dump(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        if not self:
            return {}
        return {
            "add": [asdict(one) for one in self.add],
            "move": [asdict(one) for one in self.move],
            "retire": list(self.retire),
        }

    @classmethod
    def load(cls, data: dict[str, Any] | None) -> ExampleChanges:
        """Read what `dump` gave.

        Raises:
            ValueError: it has another form.
        """
        data = data or {}
        try:
            return cls(
                tuple(ExampleText(**one) for one in data.get("add", ())),
                tuple(Move(**one) for one in data.get("move", ())),
                tuple(str(one) for one in data.get("retire", ())),
            )
        except TypeError as error:
            raise ValueError(f"examples: {error}") from error


def write_changes(session: Session, changes: ExampleChanges, by: str) -> dict[str, Any]:
    """Apply the changes to the rows and return their inverse, as `ExampleChanges.dump` gives it.

    Raises:
        LookupError: an example to move or retire is not there; names it.
    """
    undo_add: list[ExampleText] = []
    undo_move: list[Move] = []
    undo_retire: list[str] = []
    for one in changes.add:
        undo_retire += _add(session, one, by)
    for move in changes.move:
        row = _existing(session, move.id)
        undo_move.append(_moved_back(row, move))
        row.intent, row.updated_by = move.intent, by
        row.register = row.register if move.register is None else move.register
        row.stage = row.stage if move.stage is None else move.stage
    for retired in changes.retire:
        row = _existing(session, retired)
        if not row.retired:
            undo_add.append(text_of(row))
        row.retired, row.updated_by = True, by
    return ExampleChanges(tuple(undo_add), tuple(undo_move), tuple(undo_retire)).dump()


def _moved_back(row: Example, move: Move) -> Move:
    register = None if move.register is None else row.register
    return Move(row.id, row.intent, register, None if move.stage is None else row.stage)


def text_of(row: Example) -> ExampleText:
    """Return a row as an example."""
    return ExampleText(row.text, row.intent, *(getattr(row, name) for name in EXAMPLE_METADATA))


def active_examples(session: Session) -> list[Example]:
    """Return the rows that are trained on, in the order of the export."""
    return list(session.scalars(select(Example).where(Example.retired.is_(False)).order_by(Example.intent, Example.id)))


def changed(rows: Iterable[ExampleText], changes: ExampleChanges) -> list[ExampleText]:
    """Return the examples as they would be after the changes."""
    moved = {move.id: move for move in changes.move}
    gone = {*changes.retire, *(one.id for one in changes.add)}
    kept = [_after(one, moved[one.id]) if one.id in moved else one for one in rows if one.id not in gone]
    return sorted([*kept, *changes.add], key=lambda one: (one.intent, one.id))


def _after(one: ExampleText, move: Move) -> ExampleText:
    register = one.register if move.register is None else move.register
    return ExampleText(one.text, move.intent, register, one.variant, one.stage if move.stage is None else move.stage)


def _existing(session: Session, row_id: str) -> Example:
    row = session.get(Example, row_id)
    if row is None:
        raise LookupError(f"example {row_id} is not there any more")
    return row


def _add(session: Session, one: ExampleText, by: str) -> list[str]:
    row = session.get(Example, one.id)
    if row is None:
        row = Example(id=one.id, text=one.text)
        session.add(row)
    row.intent, row.retired, row.updated_by = one.intent, False, by
    for name in EXAMPLE_METADATA:
        setattr(row, name, getattr(one, name))
    return [one.id]
