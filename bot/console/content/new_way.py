"""A new way of doing an old scam: a variant of its script and sentences that residents would say. Pure."""

from __future__ import annotations

from typing import Any

from bot.console.content.ids import new_id
from bot.publish.fields import FieldProblem
from db.example_changes import ExampleChanges, ExampleText
from db.items import Item

LEAST = 5  # sentences: fewer do not lead a model to the variant
OFFERED = 8
MOST = 5  # variants of a script, as the validator has it


def own_variant(item: Item, published: Item | None) -> dict[str, Any] | None:
    """Return the variant that a draft adds, None while it adds none."""
    known = {one["id"] for one in (published or {}).get("variants") or () if isinstance(one, dict) and "id" in one}
    added = [one for one in item.get("variants") or () if isinstance(one, dict) and one.get("id") not in known]
    return added[-1] if added else None


def with_variant(item: Item, variant: dict[str, Any], replaced: str = "") -> Item:
    """Return the script with this variant: in place of the one with its id, or first in line.

    Args:
        item: the script as the draft has it.
        variant: with its id.
        replaced: id of one that makes room for it.
    """
    others = [one for one in item.get("variants") or () if one.get("id") not in (replaced or None, variant["id"])]
    return {**item, "variants": [variant, *others]}


def fresh_id(item: Item, published: Item | None, today: Any) -> str:
    """Return an id for a new variant."""
    used = {str(one.get("id")) for one in (*(item.get("variants") or ()), *((published or {}).get("variants") or ()))}
    return new_id("v", today, used)


def with_sentences(changes: ExampleChanges, type_id: str, variant: str, texts: list[str]) -> ExampleChanges:
    """Return the changes with these as the sentences of the variant."""
    others = tuple(one for one in changes.add if one.variant != variant)
    added = tuple(ExampleText(text, f"scam/{type_id}", variant=variant) for text in texts)
    return ExampleChanges((*others, *added), changes.move, changes.retire)


def sentences_of(changes: ExampleChanges, variant: str) -> list[str]:
    """Return the sentences of a variant."""
    return [one.text for one in changes.add if one.variant == variant]


def sentence_problems(
    found: list[FieldProblem], changes: ExampleChanges, variant: str, places: list[int]
) -> list[FieldProblem]:
    """Return the problems of the sentences beside their fields.

    Args:
        found: of the validator; `add.3` is the place among all that the draft adds.
        changes: what the draft adds.
        variant: whose sentences these are.
        places: field of the form of each sentence, in order.
    """
    own = [place for place, one in enumerate(changes.add) if one.variant == variant]
    fields = {f"add.{place}": f"sentences.{places[number]}" for number, place in enumerate(own)}
    made = [FieldProblem(fields.get(one.field, ""), one.message) for one in found if one.field.startswith("add")]
    if len(own) < LEAST:
        made.append(FieldProblem("sentences", f"有 {len(own)} 句，至少写 {LEAST} 句，各用各的说法。"))
    return made
