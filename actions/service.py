"""Answers a wish: a person, a poster, to report a number."""

from __future__ import annotations

from actions.base import ComposedAction


class ActionService(ComposedAction):
    """Answers a wish: a person, a poster, to report a number."""

    action_name = "action_service"
