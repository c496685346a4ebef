"""A draft begun from the review, or the officer's own open draft of the same thing added to."""

from __future__ import annotations

from collections.abc import Callable

from bot.publish.rules import Actor
from bot.publish.service import Desk
from bot.publish.views import DraftView
from bot.publish.writing import EXAMPLES
from db.example_changes import ExampleChanges
from db.items import Item

OPEN = ("editing", "returned")
Change = Callable[[Item | None, ExampleChanges], tuple[Item | None, ExampleChanges]]


def draft_with(desk: Desk, kind: str, item_id: str, actor: Actor, why: str, change: Change) -> DraftView:
    """Put a change into the officer's own open draft, or into a new one.

    Args:
        desk: the publishing desk.
        kind: script or examples.
        item_id: of the script; of examples, the intent.
        actor: whose draft.
        why: the reason of a new draft; an old one keeps its own. Never a resident's words: it is audited.
        change: makes (item, examples) of what the draft holds.

    Raises:
        NotAllowed: the role is too low.
        SaveConflict: somebody saved the draft in this moment.
        UnknownItem: there is no such script.
    """
    mine = [
        one for one in desk.drafts.of_item(kind, item_id) if one.state in OPEN and one.authors[-1:] == (actor.name,)
    ]
    if mine:
        draft = mine[-1]
        item, examples = change(draft.data, draft.examples)
        return desk.drafts.save(draft.id, draft.version, actor, item, examples, draft.why or why).draft
    item, examples = change(None if kind == EXAMPLES else desk.item(kind, item_id), ExampleChanges())
    return desk.drafts.open(kind, item_id, actor, why, item=item, examples=examples)
