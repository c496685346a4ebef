"""Answers a yes or no to nothing that was asked."""

from __future__ import annotations

from actions.base import ComposedAction


class ActionContinue(ComposedAction):
    """Answers a yes or no to nothing that was asked."""

    action_name = "action_continue"
