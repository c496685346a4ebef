"""Has everything about the person deleted."""

from __future__ import annotations

from actions.base import ComposedAction


class ActionForget(ComposedAction):
    """Has everything about the person deleted."""

    action_name = "action_forget"
