"""Answers a question about scams, rules and numbers."""

from __future__ import annotations

from actions.base import ComposedAction


class ActionKnowledge(ComposedAction):
    """Answers a question about scams, rules and numbers."""

    action_name = "action_knowledge"
