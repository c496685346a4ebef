"""Where a change of examples is kept: the clerk's own open draft of that label, or a new one."""

from __future__ import annotations

from bot.console.pages.examples.changing import together
from bot.publish.rules import Actor, NotAllowed
from bot.publish.service import Desk
from bot.publish.views import DraftView
from bot.publish.writing import EXAMPLES
from db.example_changes import ExampleChanges

_OPEN = ("editing", "returned")
_LONGEST_WHY = 600


def keep(desk: Desk, actor: Actor, intent: str, changes: ExampleChanges, why: str) -> DraftView:
    """Add a change to the draft in which this clerk gathers the changes of a label.

    Args:
        desk: the publishing desk.
        actor: who.
        intent: the label.
        changes: what to add.
        why: the reason, for whoever approves.

    Raises:
        NotAllowed: no reason was given.
        SaveConflict: the same clerk saved it in another window at this moment.
    """
    if not why.strip():
        raise NotAllowed("请写明为什么，审的人要看。")
    draft = open_draft(desk, actor, intent)
    if draft is None:
        return desk.drafts.open(EXAMPLES, intent, actor, why, examples=changes)
    told = draft.why if why in draft.why else f"{draft.why}；{why}"[:_LONGEST_WHY]
    merged = together(draft.examples, changes)
    return desk.drafts.save(draft.id, draft.version, actor, None, merged, told).draft


def open_draft(desk: Desk, actor: Actor, intent: str) -> DraftView | None:
    """Return the clerk's own draft of a label that is still being written, if there is one."""
    listed = desk.drafts.of_item(EXAMPLES, intent)
    own = [one for one in listed if one.state in _OPEN and one.authors[-1:] == (actor.name,)]
    return own[-1] if own else None
