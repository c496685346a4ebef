"""What all actions share: read the assessment, compose, hand over blocks and case."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.observe.database import count_errors
from bot.reply.blocks import Listener
from bot.reply.compose import compose
from bot.settings import load_settings
from db.knowledge_background import BackgroundKnowledge
from db.session import shared_engine


@lru_cache(maxsize=1)
def knowledge_source() -> BackgroundKnowledge:
    """Return the words of this process, opened at first use."""
    return BackgroundKnowledge(count_errors(shared_engine(load_settings().words_database)))


class ComposedAction(Action, ABC):
    """An action whose words are composed from the assessment."""

    @property
    @abstractmethod
    def action_name(self) -> str:
        """Name of the action in domain.yml."""

    def name(self) -> str:
        """Return the name for the registry."""
        return self.action_name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        """Send one message whose payload holds the blocks and the new case."""
        latest = tracker.latest_message
        listener = Listener.from_metadata(latest.get("metadata") or {})
        text, month = str(latest.get("text") or ""), date.today().isoformat()[:7]
        reply = compose(latest.get("assessment") or {}, listener, knowledge_source().current(), text, month)
        dispatcher.utter_message(json_message=reply.payload())
        return []
