"""Answers thanks."""

from __future__ import annotations

from actions.base import ComposedAction


class ActionThanks(ComposedAction):
    """Answers thanks."""

    action_name = "action_thanks"
