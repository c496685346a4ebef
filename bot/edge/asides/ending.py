"""The one question afterwards: not paid, paid, still thinking. It says what was prevented, and helps once more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine

from bot.edge.asides.base import Payload, Saying, Turn
from bot.triage.verdict import SUSPICIOUS
from db import outcomes

ANSWERS = (
    ("outcome:safe", "choice_outcome_safe"),
    ("outcome:paid", "choice_outcome_paid"),
    ("outcome:thinking", "choice_outcome_thinking"),
)
_NOT_NOW = frozenset({"urgent", "distress", "forget_me", "forget", "ask", "aside"})


class Ending:
    """Asks once, and takes the answer in."""

    def __init__(self, engine: Engine, saying: Saying) -> None:
        """Keep database and words."""
        self._engine = engine
        self._say = saying

    async def answer(self, turn: Turn) -> Turn | Payload | None:
        """Take an answer in: who paid goes to the urgent lane, who still thinks to the verdict again."""
        kind, _, outcome = turn.value.partition(":")
        if kind != "outcome" or outcome not in (outcomes.SAFE, outcomes.PAID, outcomes.THINKING):
            return None
        await self._db(outcomes.answer, turn.message.person, outcome)
        if outcome == outcomes.SAFE:
            return self._say.reply(turn, "outcome_safe")
        if outcome == outcomes.PAID:
            return turn.as_choice("urgent:paid")
        return turn.as_choice("tell:type" if turn.case.type else "stop:pressed")

    async def add(self, turn: Turn, payload: Payload) -> Payload:
        """Ask with the first answer after a person came back; plan to ask on WeChat where they may not."""
        case = payload.get("case") or {}
        if not _open(case):
            return payload
        kind = (payload.get("read") or {}).get("kind")
        soon = turn.since is not None and turn.now - turn.since <= outcomes.WITHIN
        if turn.resumed and soon and kind not in _NOT_NOW and _open(turn.data or {}):
            if await self._db(outcomes.mark_asked, turn.message.person, turn.now):
                await self._db(outcomes.cancel, turn.message.person, outcomes.OUTCOME)
                asked = self._say.text(payload, "outcome_ask", turn.message.elder)
                return self._say.offer(asked, *ANSWERS)
        elif turn.message.reply_to:
            due = turn.now + outcomes.AFTER
            person, to = turn.message.person, turn.message.reply_to
            await self._db(outcomes.plan, person, outcomes.OUTCOME, to, due, turn.now)
        return payload

    async def _db(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.to_thread(function, self._engine, *arguments)


def _open(case: dict[str, Any]) -> bool:
    """Say whether it may be asked how a matter ended: warned, not paid, with consent to remember."""
    consents = case.get("consent") is True and case.get("group") != "minor"
    return consents and case.get("verdict") in SUSPICIOUS and case.get("stage") != "paid"
