"""One move of a drill: what the resident does, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from bot.drill.cues import ASK, GO, HINT, REFUSE
from bot.drill.plot import EASY, HARD, LEVELS, Line, Plot, Sign

WON, LOST = "won", "lost"
BEGUN, SAID, HELD, SILENT, HINTED, LISTENING = "begun", "said", "held", "silent", "hinted", "listening"
SECRET, AGAIN, DOUBTED = "secret", "again", "doubted"
_WIDTH = 10  # lines a scene at most; a script has three


@dataclass(frozen=True)
class State:
    """How far a drill has gone; it is kept in the case of the person.

    Attributes:
        type: which script is played.
        group: who plays, or empty.
        level: easy, plain or hard.
        scene: the stage that is on, from 0.
        seen: the lines heard so far, scene times ten plus line.
        held: they refused once and he came back; on the hardest level only.
    """

    type: str
    group: str = ""
    level: str = EASY
    scene: int = 0
    seen: tuple[int, ...] = ()
    held: bool = False

    def dump(self) -> dict[str, Any]:
        """Return the state as plain data."""
        return {**self.__dict__, "seen": list(self.seen)}


def load_state(data: Any) -> State | None:
    """Return a state that was kept, None where there is none or it cannot be understood."""
    if not isinstance(data, dict) or data.get("level") not in LEVELS or not data.get("type"):
        return None
    try:
        seen = tuple(int(number) for number in data.get("seen") or ())
        scene, held = int(data.get("scene") or 0), bool(data.get("held"))
        return State(str(data["type"]), str(data.get("group") or ""), str(data["level"]), scene, seen, held)
    except (TypeError, ValueError):
        return None


@dataclass(frozen=True)
class Move:
    """What comes of one move.

    Attributes:
        state: the drill after it.
        what: what happened: begun, said, held, silent, hinted, listening, secret, again, doubted, won or lost.
        lines: what he says now.
    """

    state: State
    what: str
    lines: tuple[Line, ...] = ()

    @property
    def over(self) -> bool:
        """Whether the drill has ended."""
        return self.what in (WON, LOST)


def begin(plot: Plot, group: str, level: str) -> Move:
    """Return the first move."""
    return _enter(plot, State(plot.type, group, level), BEGUN)


def move(plot: Plot, state: State, answer: str) -> Move:
    """Return what comes of an answer.

    Args:
        plot: of the type that is played.
        state: the drill before.
        answer: go, ask, refuse, hint or unclear.
    """
    if state.scene >= len(plot.scenes):  # the script became shorter meanwhile
        return Move(state, WON)
    if answer == GO:
        if state.scene == len(plot.scenes) - 1:
            return Move(state, LOST)
        return _enter(plot, replace(state, scene=state.scene + 1), SAID)
    if answer == REFUSE:
        return _held(plot, state) if state.level == HARD and not state.held else Move(state, WON)
    if answer == ASK:
        return _more(plot, state, SAID)
    return Move(state, HINTED if answer == HINT and state.level != HARD else LISTENING)


def _enter(plot: Plot, state: State, what: str) -> Move:
    scene = plot.scenes[state.scene]
    return _say(plot, state, scene.shown(state.level), what)


def _held(plot: Plot, state: State) -> Move:
    """He does not let go: what he has left to say, or how he goes on; then it is theirs again."""
    kept = replace(state, held=True)
    made = _more(plot, kept, HELD)
    if made.what == SILENT and state.scene + 1 < len(plot.scenes):
        return _enter(plot, replace(kept, scene=state.scene + 1), HELD)
    return made


def _more(plot: Plot, state: State, what: str) -> Move:
    """Return his next line in this stage, or his silence."""
    lines = plot.scenes[state.scene].lines
    left = [number for number in range(len(lines)) if state.scene * _WIDTH + number not in state.seen]
    return _say(plot, state, left[:1], what) if left else Move(state, SILENT)


def _say(plot: Plot, state: State, numbers: Iterable[int], what: str) -> Move:
    listed = tuple(numbers)
    seen = (*state.seen, *(state.scene * _WIDTH + number for number in listed))
    lines = plot.scenes[state.scene].lines
    return Move(replace(state, seen=seen), what, tuple(lines[number] for number in listed))


def resume(plot: Plot, state: State) -> Move:
    """Return the move with which an interrupted drill goes on: what he said last, again."""
    return Move(state, AGAIN, heard(plot, state)[-1:])


def heard(plot: Plot, state: State) -> tuple[Line, ...]:
    """Return the lines that were heard, in order; a line that is no longer there is left out."""
    places = (divmod(number, _WIDTH) for number in state.seen)
    return tuple(
        plot.scenes[scene].lines[line]
        for scene, line in places
        if scene < len(plot.scenes) and line < len(plot.scenes[scene].lines)
    )


def signs(plot: Plot, state: State) -> tuple[Sign, ...]:
    """Return the signals that were there to see, each once, in the order of their appearance."""
    found: dict[str, Sign] = {}
    for line in heard(plot, state):
        for sign in line.signs:
            found.setdefault(sign.signal, sign)
    return tuple(found.values())


def scene_signs(plot: Plot, state: State) -> tuple[Sign, ...]:
    """Return the signs of the stage that is on, of what was heard of it."""
    lines = plot.scenes[state.scene].lines
    told = (divmod(number, _WIDTH) for number in state.seen)
    return tuple(
        sign for scene, line in told if scene == state.scene and line < len(lines) for sign in lines[line].signs
    )
