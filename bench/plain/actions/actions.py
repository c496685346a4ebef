"""The one action of the plain project: says what belongs to the intent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

REPLIES = json.loads((Path(__file__).parent.parent / "replies.json").read_text(encoding="utf-8"))


class ActionReply(Action):
    """Says the words of an intent."""

    def name(self) -> str:
        """Return the name for the registry."""
        return "action_reply"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        """Send one message."""
        intent = (tracker.latest_message.get("intent") or {}).get("name") or ""
        dispatcher.utter_message(text=REPLIES.get(intent) or REPLIES[""])
        return []
