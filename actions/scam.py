"""Answers whatever tells of a scam: the urgent lane, a question, the verdict, more of it."""

from __future__ import annotations

from actions.base import ComposedAction


class ActionScam(ComposedAction):
    """Answers whatever tells of a scam: the urgent lane, a question, the verdict, more of it."""

    action_name = "action_scam"
