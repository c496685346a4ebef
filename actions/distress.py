"""Answers somebody who may die: nothing else is said."""

from __future__ import annotations

from actions.base import ComposedAction


class ActionDistress(ComposedAction):
    """Answers somebody who may die: nothing else is said."""

    action_name = "action_distress"
