"""A poster's QR code opens its topic: what the poster said in short, and the ways on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.edge.asides.base import Payload, Saying, Turn
from bot.edge.words import EdgeKnowledge
from bot.posters.scenes import KIND
from db import posters
from db.knowledge import Knowledge, ScriptWords

logger = logging.getLogger(__name__)
_OFFERED = (
    ("urgent:paid", "choice_paid"),
    ("urgent:paying", "choice_paying"),
)
_ELDERS = frozenset({"elderly", "left_behind_elderly"})


class Topics:
    """Opens a topic; the case is left as it is: who reads a poster has not met the scam."""

    def __init__(self, engine: Engine, words: EdgeKnowledge, saying: Saying) -> None:
        """Keep database and words."""
        self._engine = engine
        self._words = words
        self._say = saying

    async def answer(self, turn: Turn) -> Payload | None:
        """Answer a scan; None for anything else. A scene that was never printed is greeted like anybody."""
        kind, _, scene = turn.message.choice.partition(":")
        if kind != KIND:
            return None
        found = await self._db(posters.find, scene)
        knowledge = self._words.snapshot()
        script = knowledge.scripts.get(found.type) if found and knowledge else None
        if found is None or knowledge is None or script is None:
            return self._say.reply(turn, "greeting")
        await self._count(turn, scene)
        return self._open(turn, knowledge, script, turn.message.elder or found.group in _ELDERS)

    def _open(self, turn: Turn, knowledge: Knowledge, script: ScriptWords, elder: bool) -> Payload:
        payload = self._say.reply(turn, "greeting_again")
        opened = opening(knowledge, script, elder)
        blocks = [{"type": "text", "text": text} for text in opened]
        return self._say.offer({**payload, "blocks": blocks}, *_OFFERED)

    async def _count(self, turn: Turn, scene: str) -> None:
        try:
            await self._db(posters.count_scan, scene, turn.message.channel, turn.now)
        except SQLAlchemyError as error:  # nobody goes without words for a statistic
            logger.error("a scan was not counted: %s", type(error).__name__)

    async def _db(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.to_thread(function, self._engine, *arguments)


def opening(knowledge: Knowledge, script: ScriptWords, elder: bool) -> tuple[str, ...]:
    """Return what is said to who scanned: the topic, how to see it, what to do, the question back. Pure."""
    form = "elder" if elder else "text"

    def say(wording: str) -> str:
        found = knowledge.wordings[wording]
        return str(found.get(form) or found["text"])

    spoken = script.for_elder
    if elder:
        lines = [spoken[key] for key in ("truth", "next", "stop", "never") if spoken.get(key)]
        return (say("poster_open").replace("{name}", script.name), "\n".join(lines), say("poster_open_ask"))
    flags = "\n".join(f"{n} {flag}" for n, flag in enumerate(script.lines("red_flags")[:3], 1))
    return (
        say("poster_open").replace("{name}", script.name),
        say("poster_open_flags").replace("{flags}", flags),
        "\n".join((script.lines("do_now")[0], script.lines("never_do")[0])),
        say("poster_open_ask"),
    )
