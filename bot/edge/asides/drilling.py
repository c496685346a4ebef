"""A drill in the middle of a talk: begins on a wish, ends at the moment of loss, on a word, or on anything real.

Each typed message is read by Rasa as always, with the person's own case; only
where nothing real is in it does the drill take it for an answer to the scammer.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.drill import cues as heard_as
from bot.drill.choose import allowed, choose, named
from bot.drill.cues import Cues
from bot.drill.play import DOUBTED, SECRET, Move, State, begin, load_state, move, resume
from bot.drill.plot import LEVELS, Plot, plot_of
from bot.drill.real import LIFE, is_real
from bot.drill.say import AFTERWARDS, Teller, tell_groups, tell_levels, tell_move
from bot.drill.secret import gives_away
from bot.edge.asides.base import Payload, Turn
from bot.edge.asides.played import LAST, PLAYED, before, carried, counted, offered, payload_of
from bot.edge.words import EdgeKnowledge
from bot.triage.stage import is_urgent
from db import drills
from db.knowledge import Knowledge

HERE = "drill"  # key in the stored case
LEFT, REAL, BEGUN = "left", "real", "begun"
_CHANNELS_WITHOUT = frozenset({"phone"})
_ANSWERS = {
    "go": heard_as.GO,
    "more": heard_as.ASK,
    "no": heard_as.REFUSE,
    "check": heard_as.REFUSE,
    "hint": heard_as.HINT,
}
_URGENT = (("urgent:paid", "choice_paid"), ("urgent:paying", "choice_paying"))


class Drilling:
    """Plays drills; holds no state of its own."""

    def __init__(
        self,
        engine: Engine,
        words: EdgeKnowledge,
        cues: Cues,
        draw: Callable[[], int] = lambda: secrets.randbelow(1 << 20),
    ) -> None:
        """Keep database, words and cues; `draw` gives a number at random."""
        self._engine = engine
        self._words = words
        self._cues = cues
        self._draw = draw

    async def answer(self, turn: Turn) -> Payload | None:
        """Answer a choice of a drill, the wish for one, and the word that ends it; None for anything else."""
        knowledge = self._words.snapshot()
        if knowledge is None or turn.message.channel in _CHANNELS_WITHOUT:
            return None
        kind, _, value = turn.value.partition(":")
        if kind == "drill":
            return await self._chosen(turn, knowledge, value)
        if turn.message.choice or kind:
            return None
        text = turn.message.text
        if _kept(turn) and self._cues.answer(text) == heard_as.QUIT and not self._cues.tells_real(text):
            return self._left(turn, knowledge)
        if playing(turn) is None and self._cues.wish(text) == "drill":
            return await self._wished(turn, knowledge, named(knowledge.scripts, text))
        return None

    def add(self, turn: Turn, payload: Payload) -> tuple[Payload, bool]:
        """Return what is answered in a drill to a message that Rasa read, and whether the drill took it."""
        knowledge, state = self._words.snapshot(), playing(turn)
        if state is None or knowledge is None:
            return carried(turn, payload), False
        if turn.message.choice or turn.value:
            return self._dropped(turn, knowledge, state, payload), False
        if is_real(turn.message.text, turn.case, payload, self._cues):
            return self._real(turn, knowledge, state, payload), False
        return self._played(turn, knowledge, state), True

    async def _wished(self, turn: Turn, knowledge: Knowledge, wanted: str) -> Payload:
        teller, case = self._teller(turn, knowledge), turn.case
        if case.stage == "paid" or await asyncio.to_thread(
            drills.lost_lately, self._engine, turn.message.person, turn.now
        ):
            return _answer(turn, teller.say("drill_too_soon").offer(*_URGENT[:1]), None)
        if is_urgent(case.stage, case.live):
            return _answer(turn, teller.say("drill_first_things").offer(*_URGENT), None)
        known = case.group if case.group and not case.guessed else ""
        setup = {"wanted": wanted, "group": known}
        return _answer(turn, _asked(turn, teller, known), setup)

    async def _chosen(self, turn: Turn, knowledge: Knowledge, value: str) -> Payload:
        """Answer a choice of a drill."""
        if value == "ask" or value.startswith("t_"):
            return await self._wished(turn, knowledge, value[2:] if value.startswith("t_") else "")
        if value == "quit":
            return self._left(turn, knowledge)
        if value == "back":
            return self._back(turn, knowledge)
        state = playing(turn)
        if state is not None and value in _ANSWERS:
            return self._moved(turn, knowledge, state, lambda plot: move(plot, state, _ANSWERS[value]))
        setup = _kept(turn)
        if "wanted" in setup:
            return self._set_up(turn, knowledge, setup, value)
        return _answer(turn, self._teller(turn, knowledge).say("drill_over").offer(*AFTERWARDS), None)

    def _set_up(self, turn: Turn, knowledge: Knowledge, setup: dict[str, Any], value: str) -> Payload:
        """Take in who plays, how hard, or that money was lost lately."""
        teller, group, level = self._teller(turn, knowledge), value[2:], value[2:]
        if value == "recent":
            return _answer(turn, teller.say("drill_too_soon").offer(*_URGENT[:1]), None)
        if value.startswith("g_") and group in knowledge.groups:
            return _answer(turn, tell_levels(teller), {**setup, "group": group})
        if value.startswith("l_") and level in LEVELS and setup.get("group"):
            return self._begun(turn, knowledge, setup, level)
        return _answer(turn, _asked(turn, teller, str(setup.get("group") or "")), setup)

    def _begun(self, turn: Turn, knowledge: Knowledge, setup: dict[str, Any], level: str) -> Payload:
        group, last = str(setup["group"]), str((turn.data or {}).get(LAST) or "")
        plot = self._plot(turn, knowledge, str(setup["wanted"]), group, last)
        teller = self._teller(turn, knowledge)
        if plot is None:
            return _answer(turn, teller.say("drill_none"), None)
        made = begin(plot, group, level)
        payload = _answer(turn, tell_move(teller, plot, made), made.state.dump())
        return counted(payload, turn, made.state, BEGUN)

    def _plot(self, turn: Turn, knowledge: Knowledge, wanted: str, group: str, last: str) -> Plot | None:
        """Return the plot of the type that is wanted, where it may be played, else of one that is drawn."""
        scripts, channel = knowledge.scripts, turn.message.channel
        type_id = wanted if wanted in scripts and wanted != last else ""
        if not type_id or not allowed(scripts[type_id], group, channel, self._cues):
            first = (knowledge.groups.get(group) or {}).get("must_have") or ()
            type_id = choose(scripts, group, channel, self._cues, last, self._draw(), first)
        try:
            return plot_of(scripts[type_id], self._cues)
        except (KeyError, ValueError):  # nothing is left, or a script without lines
            return None

    def _played(self, turn: Turn, knowledge: Knowledge, state: State) -> Payload:
        """Take a free answer for what it says to the scammer."""
        text = turn.message.text
        if gives_away(text, knowledge.hotlines):
            return self._moved(turn, knowledge, state, lambda _: Move(state, SECRET))
        if self._cues.doubts(text):
            return self._moved(turn, knowledge, state, lambda _: Move(state, DOUBTED))
        answer = self._cues.answer(text)
        return self._moved(turn, knowledge, state, lambda plot: move(plot, state, answer))

    def _moved(self, turn: Turn, knowledge: Knowledge, state: State, make: Callable[[Plot], Move]) -> Payload:
        teller = self._teller(turn, knowledge)
        try:
            plot = plot_of(knowledge.scripts[state.type], self._cues)
        except (KeyError, ValueError):  # the script was withdrawn meanwhile
            return _answer(turn, teller.say("drill_over").offer(*AFTERWARDS), None)
        made = make(plot)
        told = tell_move(teller, plot, made)
        payload = _answer(turn, told, None if made.over else made.state.dump(), state.type if made.over else "")
        return counted(payload, turn, made.state, made.what) if made.over else payload

    def _left(self, turn: Turn, knowledge: Knowledge) -> Payload:
        state = playing(turn)
        teller = self._teller(turn, knowledge).say("drill_left")
        payload = _answer(turn, teller, None, state.type if state else "")
        return counted(payload, turn, state, LEFT) if state else payload

    def _dropped(self, turn: Turn, knowledge: Knowledge, state: State, payload: Payload) -> Payload:
        """Something else was chosen: say that the drill is over, unless a life or money is at stake."""
        urgent = turn.message.choice.startswith(("urgent:", "mind:"))
        if not urgent and not payload.get("forget"):
            payload = before(payload, self._teller(turn, knowledge).say("drill_dropped"))
        return counted(carried(turn, payload, state.type), turn, state, REAL if urgent else LEFT)

    def _real(self, turn: Turn, knowledge: Knowledge, state: State, payload: Payload) -> Payload:
        """End the drill, and leave one way back for words that were only played."""
        kind = str((payload.get("read") or {}).get("kind") or "")
        if not payload.get("forget") and kind not in LIFE:
            teller = self._teller(turn, knowledge).say("drill_stopped")
            was = {key: value for key, value in (turn.data or {}).items() if key not in (*PLAYED, "choices")}
            payload = offered(before(payload, teller), "drill:back", teller.words("choice_drill_back"))
            payload = {**payload, "case": {**payload["case"], HERE: {**state.dump(), "was": was}}}
        return counted(carried(turn, payload, state.type), turn, state, REAL)

    def _back(self, turn: Turn, knowledge: Knowledge) -> Payload:
        """Go on where words of the play were taken for a report: the case stands as before."""
        kept = _kept(turn)
        state, was = load_state(kept), kept.get("was")
        if state is None or not isinstance(was, dict):
            return _answer(turn, self._teller(turn, knowledge).say("drill_over").offer(*AFTERWARDS), None)
        payload = self._moved(replace(turn, data=was), knowledge, state, lambda plot: resume(plot, state))

        def record(session: Session) -> None:
            drills.take_back(session, turn.message.person, was)

        return {**payload, "record": record}

    def _teller(self, turn: Turn, knowledge: Knowledge) -> Teller:
        return Teller(knowledge, turn.message.elder)


def _asked(turn: Turn, teller: Teller, group: str) -> Teller:
    return tell_levels(teller) if group else tell_groups(teller, turn.message.channel)


def _answer(turn: Turn, teller: Teller, here: dict[str, Any] | None, last: str = "") -> Payload:
    return payload_of(turn, teller, HERE, here, last)


def _kept(turn: Turn) -> dict[str, Any]:
    kept = (turn.data or {}).get(HERE)
    return kept if isinstance(kept, dict) else {}


def playing(turn: Turn) -> State | None:
    """Return the drill that is on; one that a report has stopped is none."""
    kept = _kept(turn)
    return None if "was" in kept else load_state(kept)
