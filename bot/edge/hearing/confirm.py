"""Between what was heard and its assessment stands the person: 对 or 不对, by a tap, a number or the words.

A channel without buttons of its own calls `ask`; the answer comes back as any
message, and `Turns` has it resolved here before anything is read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from bot.edge.reader import Message
from bot.edge.words import EdgeKnowledge
from bot.reply.blocks import Listener
from bot.reply.speech import NO, YES, heard_choices
from bot.triage.choices import find_choice
from db import heard

Blocks = list[dict[str, Any]]


@dataclass(frozen=True)
class Resolved:
    """What a message comes to.

    Attributes:
        message: what is to be assessed.
        blocks: the answer, where nothing is to be assessed.
        pending: words were waiting; they go once the answer is saved.
    """

    message: Message
    blocks: Blocks | None = None
    pending: bool = False


class Confirming:
    """Keeps what was heard until it is confirmed; holds no state of its own."""

    def __init__(self, engine: Engine, knowledge: EdgeKnowledge) -> None:
        """Keep where words wait, and the words of the question."""
        self._engine = engine
        self._knowledge = knowledge

    async def ask(self, person: str, masked: str, listener: Listener, now: datetime) -> Blocks:
        """Keep masked words and return the question whether they are right."""
        await self._db(heard.keep, person, masked, now)
        return self._knowledge.speech_question(masked, listener)

    async def resolve(self, message: Message, now: datetime, waiting: str | None = None) -> Resolved:
        """Return what a message comes to; one that has nothing to do with speech comes back as it is.

        Args:
            message: what was said.
            now: current time.
            waiting: the words that wait, where they were read already; None has them read.
        """
        words = await self._db(heard.waiting, message.person, now) if waiting is None else waiting
        answer = self._answer(message, bool(words))
        if answer == YES and words:
            return Resolved(replace(message, text=words, choice="", entities=(), judged=()), pending=True)
        if answer in (YES, NO):
            listener = Listener(message.channel, message.elder)
            blocks = self._knowledge.speech_again(answer == YES, listener)
            return Resolved(message, blocks, pending=bool(words))
        return Resolved(message, pending=bool(words))  # they went on to something else

    async def settle(self, resolved: Resolved) -> None:
        """Forget words that were answered, once the turn is saved."""
        if resolved.pending:
            await self._db(heard.drop, resolved.message.person)

    def _answer(self, message: Message, asked: bool) -> str:
        if message.choice or not asked:
            return message.choice
        knowledge = self._knowledge.snapshot()
        if knowledge is None:
            return ""
        return _SHORT.get(message.text.strip("。！!. "), "") or find_choice(message.text, heard_choices(knowledge))

    def _db(self, function: Callable[..., Any], *arguments: Any) -> Awaitable[Any]:
        """Run one short transaction off the event loop."""
        return asyncio.to_thread(function, self._engine, *arguments)


# how people say yes and no besides the labels themselves
_SHORT = {
    **dict.fromkeys(("对的", "对对", "对对对", "是", "是的", "没错", "嗯", "对，没错", "对呀", "对啊"), YES),
    **dict.fromkeys(("不对", "不是", "错了", "听错了", "不对不对", "再说一遍"), NO),
}
