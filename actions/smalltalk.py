"""Greets, says who we are, brings the talk back."""

from __future__ import annotations

from actions.base import ComposedAction


class ActionSmalltalk(ComposedAction):
    """Greets, says who we are, brings the talk back."""

    action_name = "action_smalltalk"
