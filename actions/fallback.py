"""Answers what was not understood."""

from __future__ import annotations

from actions.base import ComposedAction


class ActionFallback(ComposedAction):
    """Answers what was not understood."""

    action_name = "action_fallback"
