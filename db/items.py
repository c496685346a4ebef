"""Content rows as items: the form their files, the validator and the drafts have.

An item is what stands in db/content for one id: a script's file, or one entry
of signals.yml, groups.yml, hotlines.yml, answers.yml, wordings.yml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Answer, Group, Hotline, Script, ScriptSignal, Signal, Wording

Item = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """How one kind of item is stored.

    Attributes:
        model: its table.
        columns: fields with a column of their own; all others lie in `words`.
        plural: its name as a list, and of its file.
        may_be_new: whether staff may add one; the code counts on the ids of the others.
    """

    model: type[Any]
    columns: tuple[str, ...]
    plural: str
    may_be_new: bool = False


KINDS: dict[str, Kind] = {
    "script": Kind(Script, ("name", "summary", "sensitive"), "scripts"),
    "signal": Kind(Signal, ("name", "patterns", "question", "question_elder"), "signals", may_be_new=True),
    "group": Kind(Group, ("name", "cues"), "groups"),
    "hotline": Kind(Hotline, ("name",), "hotlines", may_be_new=True),
    "answer": Kind(Answer, ("title",), "answers", may_be_new=True),
    "wording": Kind(Wording, (), "wordings"),
}


class UnknownItem(LookupError):
    """There is no such kind or item; the message names it."""


def kind_of(name: str) -> Kind:
    """Return a kind by its name.

    Raises:
        UnknownItem: there is none.
    """
    if name not in KINDS:
        raise UnknownItem(f"{name}: no kind of content; one of {', '.join(KINDS)}")
    return KINDS[name]


def item_of(kind: str, row: Any) -> Item:
    """Return a row in the form of its file."""
    item: Item = {"id": row.id, **{name: getattr(row, name) for name in kind_of(kind).columns}}
    if kind != "signal":
        item.update(row.words)
    if kind == "script":
        item["signals"] = {link.signal_id: link.weight for link in row.signals}
    return item


def read_item(session: Session, kind: str, item_id: str) -> Item | None:
    """Return one item, None where there is none."""
    row = session.get(kind_of(kind).model, item_id)
    return item_of(kind, row) if row is not None else None


def read_items(session: Session, kind: str) -> Iterator[Item]:
    """Yield all items of a kind in their order."""
    model = kind_of(kind).model
    for row in session.scalars(select(model).order_by(model.position, model.id)):
        yield item_of(kind, row)


def write_item(session: Session, kind: str, item: Item, by: str) -> None:
    """Write an item into its row; `origin` stays, so that the loader sees that staff own it.

    Raises:
        UnknownItem: the row is missing and its kind takes no new ones.
    """
    form = kind_of(kind)
    row = session.get(form.model, item["id"])
    if row is None:
        row = _new_row(session, form, str(item["id"]))
    for name in form.columns:
        if name in item:
            setattr(row, name, item[name])
    if kind != "signal":
        row.words = {key: value for key, value in item.items() if key not in ("id", "signals", *form.columns)}
    if kind == "script":
        _write_weights(row, item.get("signals") or {})
    row.updated_by = by


def _new_row(session: Session, form: Kind, item_id: str) -> Any:
    if not form.may_be_new:
        raise UnknownItem(f"{item_id}: {form.plural} are fixed, none can be added")
    last = session.scalar(select(func.max(form.model.position)))
    row = form.model(id=item_id, position=(-1 if last is None else last) + 1)
    session.add(row)
    return row


def _write_weights(row: Script, weights: dict[str, float]) -> None:
    known = {link.signal_id: link for link in row.signals}
    for signal_id in known.keys() - weights.keys():
        row.signals.remove(known[signal_id])
    for signal_id, weight in weights.items():
        if signal_id in known:
            known[signal_id].weight = float(weight)
        else:
            row.signals.append(ScriptSignal(signal_id=signal_id, weight=float(weight)))
