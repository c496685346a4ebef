"""A tracker store that keeps nothing.

The edge holds the case and hands it in with each turn, so Rasa has nothing to
remember: replicas need no lock, a turn never slows with history, and deleting
a person is our own SQL (docs/adr/0002-rasa-keeps-no-conversation.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


class NoTrackerStore(TrackerStore):
    """Answers every question with "never heard of"."""

    def __init__(self, domain: Domain | None, event_broker: EventBroker | None = None, **_: Any) -> None:
        """Ignore an address: there is nowhere to write."""
        super().__init__(domain, event_broker)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep nothing."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return None: every turn starts from a fresh tracker."""
        return None

    async def delete(self, sender_id: str) -> None:
        """Do nothing: there is nothing to delete."""

    async def keys(self) -> Iterable[str]:
        """Return no conversation."""
        return []
