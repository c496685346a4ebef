"""A call back by the duty desk: offered to whose money is gone or going; at a kiosk somebody comes.

Nothing is asked but the number, and that only after consent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine

from bot.edge.asides.base import Payload, Saying, Turn
from db import calls, contacts, outcomes

_STAGES = frozenset({"paid", "about_to_pay"})
_CHANNELS = frozenset({"web", "wechat", "kiosk"})
_OFFERED_WITH = frozenset({"urgent", "what_now"})
_CONSENT = (("call:yes", "choice_call_yes"), ("call:no", "choice_call_no"))


class CallBack:
    """Offers and opens calls."""

    def __init__(self, engine: Engine, saying: Saying) -> None:
        """Keep database and words."""
        self._engine = engine
        self._say = saying

    async def answer(self, turn: Turn) -> Payload | None:
        """Answer what belongs to a call back; None for anything else."""
        if turn.value == "call:ask":
            return await self._asked(turn)
        if turn.value == "call:yes":
            await self._db(contacts.consent, turn.message.person, contacts.CALL, turn.now)
            return self._say.reply(turn, "call_number")
        if turn.value == "call:no":
            return self._say.reply(turn, "call_declined")
        return None

    async def number(self, turn: Turn) -> Payload:
        """Take the number in and ring the desk."""
        await self._open(turn, turn.own_number)
        return self._say.reply(turn, "call_waiting")

    async def add(self, turn: Turn, payload: Payload) -> Payload:
        """Offer the call with the words that the urgent lane says; tell once that nobody came."""
        elder = turn.message.elder
        if await self._db(calls.tell, turn.message.person, turn.now):
            payload = self._say.text(payload, "call_untaken", elder, first=True)
        if not self._offered(turn, payload):
            return payload
        known = await self._db(calls.of_person, turn.message.person, turn.now)
        if known is not None and known.state != calls.DONE:
            return payload
        kiosk = turn.message.channel == "kiosk"
        return self._say.offer(payload, ("call:ask", "choice_come" if kiosk else "choice_call"))

    def _offered(self, turn: Turn, payload: Payload) -> bool:
        case, kind = payload.get("case") or {}, (payload.get("read") or {}).get("kind")
        where = turn.message.channel in _CHANNELS and (turn.message.channel != "kiosk" or bool(turn.message.place))
        # a child's number is not asked for: the words send it to a grown-up
        return where and kind in _OFFERED_WITH and case.get("stage") in _STAGES and case.get("group") != "minor"

    async def _asked(self, turn: Turn) -> Payload:
        if turn.message.channel != "kiosk":
            return self._say.reply(turn, "call_consent", *_CONSENT)
        if not turn.message.place:
            return self._say.reply(turn, "call_untaken")
        await self._open(turn, "")
        return self._say.reply(turn, "call_come")

    async def _open(self, turn: Turn, sealed: str) -> None:
        message, case = turn.message, turn.case
        await self._db(
            calls.ask,
            message.person,
            message.channel,
            message.place,
            case.stage,
            case.type,
            turn.now,
            sealed,
        )
        if message.reply_to:  # WeChat alone can be written to by itself
            late = turn.now + calls.UNTAKEN
            await self._db(outcomes.plan, message.person, outcomes.CALL, message.reply_to, late, turn.now)

    async def _db(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.to_thread(function, self._engine, *arguments)
