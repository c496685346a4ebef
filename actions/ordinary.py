"""Answers ordinary talk: nothing was seen, which proves nothing."""

from __future__ import annotations

from actions.base import ComposedAction


class ActionOrdinary(ComposedAction):
    """Answers ordinary talk: nothing was seen, which proves nothing."""

    action_name = "action_ordinary"
