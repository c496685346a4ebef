"""The quiz in the middle of a talk. Like a drill, it gives way to anything real."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from functools import lru_cache

from sqlalchemy import Engine

from bot.drill.choose import allowed
from bot.drill.cues import QUIT, Cues
from bot.drill.real import is_real
from bot.drill.say import Teller
from bot.edge.asides.base import Payload, Turn
from bot.edge.asides.played import counted_quiz, payload_of
from bot.edge.words import EdgeKnowledge
from bot.quiz.items import Item, draw, read_items
from bot.quiz.play import Round, load_round
from bot.quiz.say import AFTERWARDS, tell_answer, tell_begin, tell_item, tell_result, tell_together
from db import drills
from db.files import CONTENT, read_yaml
from db.knowledge import Knowledge

HERE = "quiz"  # key in the stored case
MARK = "quiz_mark"
WISHES = frozenset({"service", "ask_knowledge"})  # nobody has to end a quiz to be given a person or a leaflet
_CHANNELS_WITHOUT = frozenset({"phone"})


@lru_cache(maxsize=1)
def quiz_items() -> dict[str, Item]:
    """Return the items, read once."""
    files = sorted((CONTENT / "quiz").glob("*.yml"))
    return read_items({file.stem: read_yaml(file)["quiz"] for file in files})


class Quizzing:
    """Asks the ten items; holds no state of its own."""

    def __init__(
        self,
        engine: Engine,
        words: EdgeKnowledge,
        cues: Cues,
        items: Mapping[str, Item],
        draw_seed: Callable[[], int] = lambda: secrets.randbelow(1 << 20),
    ) -> None:
        """Keep database, words and items; `draw_seed` gives a number at random."""
        self._engine = engine
        self._words = words
        self._cues = cues
        self._items = items
        self._seed = draw_seed

    async def answer(self, turn: Turn) -> Payload | None:
        """Answer a choice of the quiz, the wish for one, and the word that ends it; None for anything else."""
        knowledge = self._words.snapshot()
        if knowledge is None or turn.message.channel in _CHANNELS_WITHOUT:
            return None
        kind, _, value = turn.value.partition(":")
        if kind == "quiz":
            return await self._chosen(turn, knowledge, value)
        if turn.message.choice or kind:
            return None
        text, kept = turn.message.text, self._round(turn)
        if kept and self._cues.answer(text) == QUIT and not self._cues.tells_real(text):
            return payload_of(turn, self._teller(turn, knowledge).say("quiz_left"), HERE, None)
        return self._begun(turn, knowledge) if not kept and self._cues.wish(text) == "quiz" else None

    def add(self, turn: Turn, payload: Payload) -> tuple[Payload, bool]:
        """Return what is answered to a message that Rasa read, and whether the quiz took it."""
        knowledge, kept = self._words.snapshot(), self._round(turn)
        if kept is None or knowledge is None or turn.message.choice or turn.value:
            return payload, False
        wished = str((payload.get("read") or {}).get("intent") or "").partition("/")[0]
        if wished in WISHES or is_real(turn.message.text, turn.case, payload, self._cues):
            return payload, False
        teller = self._teller(turn, knowledge).say("quiz_unclear")
        return payload_of(turn, tell_item(teller, self._items[kept.ids[kept.at]], kept), HERE, kept.dump()), True

    async def _chosen(self, turn: Turn, knowledge: Knowledge, value: str) -> Payload:
        if value == "ask":
            return self._begun(turn, knowledge)
        teller, kept = self._teller(turn, knowledge), self._round(turn)
        if value == "quit":
            return payload_of(turn, teller.say("quiz_left"), HERE, None)
        if kept is None or value not in ("scam", "fine"):
            return payload_of(turn, teller.say("quiz_over").offer(*AFTERWARDS), HERE, None)
        item = self._items[kept.ids[kept.at]]
        after = kept.answered(value == "scam", item.scam)
        tell_answer(teller, item, after.right > kept.right)
        if after.over:
            return await self._result(turn, teller, after)
        return payload_of(turn, tell_item(teller, self._items[after.ids[after.at]], after), HERE, after.dump())

    def _begun(self, turn: Turn, knowledge: Knowledge) -> Payload:
        teller, group = self._teller(turn, knowledge), turn.case.group
        channel, scripts = turn.message.channel, knowledge.scripts
        types = [one.id for one in scripts.values() if allowed(one, group, channel, self._cues)]
        ids = draw(self._items, group, self._seed(), types)
        if not ids:
            return payload_of(turn, teller.say("quiz_none"), HERE, None)
        kept = Round(ids, group=group)
        return payload_of(turn, tell_begin(teller, self._items[ids[0]], kept), HERE, kept.dump())

    async def _result(self, turn: Turn, teller: Teller, kept: Round) -> Payload:
        tell_result(teller, kept, turn.message.channel == "web")
        if turn.message.place:
            together = await asyncio.to_thread(drills.quiz_sum, self._engine, turn.message.place)
            if together:
                tell_together(teller, together.people, together.right)
        payload = payload_of(turn, teller.offer(*AFTERWARDS), HERE, None)
        return counted_quiz(payload, turn, kept)

    def _round(self, turn: Turn) -> Round | None:
        return load_round((turn.data or {}).get(HERE), frozenset(self._items))

    def _teller(self, turn: Turn, knowledge: Knowledge) -> Teller:
        return Teller(knowledge, turn.message.elder, MARK)
