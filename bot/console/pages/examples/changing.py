"""Changes of examples put together and taken apart again. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.publish.fields import FieldProblem
from db.example_changes import ExampleChanges, ExampleText, Move
from db.models import Example

MOST_LINES = 100
ORDINARY = "ordinary"
# ordinary life is learnt by its register: an example without one would be a class of its own
REGISTERS = {
    "chat": "聊天、随口一问",
    "own_money": "自己花钱、办事的事",
    "calls": "一通电话",
    "notice_sms": "通知短信",
    "bank_sms": "银行短信",
    "promo_sms": "广告短信",
    "parcel": "快递通知",
}
FIRST_REGISTER = "chat"


def lines_of(text: str) -> list[str]:
    """Return the examples that were typed, one a line, without marks that lists bring along, each once."""
    stripped = (line.strip().removeprefix("-").removeprefix("·").strip() for line in text.splitlines())
    return list(dict.fromkeys(line for line in stripped if line))


def added(lines: Iterable[str], intent: str, stage: str, register: str, variant: str = "") -> ExampleChanges:
    """Return the change that adds these lines."""
    kept = register if intent == ORDINARY else ""
    return ExampleChanges(add=tuple(ExampleText(line, intent, kept, variant, stage) for line in lines))


def moved(example: Example, intent: str) -> ExampleChanges:
    """Return the change that moves an example to another label."""
    register = FIRST_REGISTER if intent == ORDINARY and example.register not in REGISTERS else None
    return ExampleChanges(move=(Move(example.id, intent, register),))


def judged(example: Example, stage: str) -> ExampleChanges:
    """Return the change that says how far things have gone in an example."""
    return ExampleChanges(move=(Move(example.id, example.intent, stage=stage),))


def retired(example: Example) -> ExampleChanges:
    """Return the change after which an example is no longer trained on."""
    return ExampleChanges(retire=(example.id,))


def brought_back(example: Example) -> ExampleChanges:
    """Return the change after which a retired example is trained on again."""
    one = ExampleText(example.text, example.intent, example.register, example.variant, example.stage)
    return ExampleChanges(add=(one,))


def together(before: ExampleChanges, more: ExampleChanges) -> ExampleChanges:
    """Return both changes in one; of two about the same example the later one counts."""
    ids = {one.id for one in more.add} | {move.id for move in more.move} | set(more.retire)
    moves = {move.id: move for move in before.move}
    merged = tuple(_after(moves[move.id], move) if move.id in moves else move for move in more.move)
    return ExampleChanges(
        add=(*(one for one in before.add if one.id not in ids), *more.add),
        move=(*(move for move in before.move if move.id not in ids), *merged),
        retire=(*(one for one in before.retire if one not in ids), *more.retire),
    )


def _after(first: Move, then: Move) -> Move:
    """Return one move for two: a stage given before a move to another label is kept."""
    kept = {name: getattr(first, name) for name in ("register", "stage") if getattr(then, name) is None}
    intent = first.intent if then.stage is not None and then.register is None else then.intent
    return replace(then, intent=intent, **kept)


def without(changes: ExampleChanges, field: str) -> ExampleChanges:
    """Return the changes without one, named as the validator names it ("add.0")."""
    name, _, number = field.partition(".")
    listed = getattr(changes, name, None) if name in ("add", "move", "retire") else None
    if listed is None or not number.isascii() or not number.isdigit() or int(number) >= len(listed):
        return changes
    return replace(changes, **{name: tuple(one for at, one in enumerate(listed) if at != int(number))})


def by_line(problems: Iterable[FieldProblem]) -> dict[str, list[str]]:
    """Return what is wrong by field: "add.0" → messages; what is about the whole has the field ""."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.field, []).append(problem.message)
    return found
