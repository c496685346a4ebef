"""Takes in which group it is about, and whether to remember."""

from __future__ import annotations

from actions.base import ComposedAction


class ActionGroup(ComposedAction):
    """Takes in which group it is about, and whether to remember."""

    action_name = "action_group"
