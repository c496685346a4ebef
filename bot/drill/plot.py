"""From a published script to the plot of its drill: the scenes up to the moment of loss, and what shows in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drill.cues import Cues
from db.knowledge import ScriptWords

EASY, PLAIN, HARD = "easy", "plain", "hard"
LEVELS = (EASY, PLAIN, HARD)
FIRST_LOSS = 2  # scene, from 0: what he asks for before is mostly bait


@dataclass(frozen=True)
class Sign:
    """A signal that could be seen, and the words that showed it."""

    signal: str
    quote: str


@dataclass(frozen=True)
class Line:
    """One thing that the scammer says."""

    text: str
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True)
class Scene:
    """One stage of the script: what he does and says in it.

    Attributes:
        does: what he does, as the script tells it.
        lines: what he says.
        alone: which line is said alone on the hardest level.
    """

    does: str
    lines: tuple[Line, ...]
    alone: int = 0

    def shown(self, level: str) -> tuple[int, ...]:
        """Return which lines are said at once."""
        return (self.alone,) if level == HARD else tuple(range(len(self.lines)))


@dataclass(frozen=True)
class Plot:
    """A drill of one type.

    Attributes:
        type: id of the script.
        scenes: what is played; going along in the last one is the loss.
        then: what he would do next.
    """

    type: str
    scenes: tuple[Scene, ...]
    then: str


def plot_of(script: ScriptWords, cues: Cues) -> Plot:
    """Return the plot of a script's drill.

    Raises:
        ValueError: the script has no stages with lines.
    """
    own = cues.pressure | script.signals.keys()
    stages = script.words.get("stages") or ()
    told = [(str(stage.get("does") or ""), tuple(str(line) for line in stage.get("says") or ())) for stage in stages]
    told = [(does, lines) for does, lines in told if lines]
    if len(told) < 2:
        raise ValueError(f"{script.id}: fewer than two stages with lines: nothing to play")
    loss = loss_of([[signal for text in lines for signal in cues.says.find(text)] for _, lines in told], cues, own)
    scenes = []
    for number, (does, lines) in enumerate(told[: loss + 1]):
        seen = own | cues.gives if number == loss else own  # what is taken shows, listed or not
        said = tuple(Line(text, _signs(text, cues, seen)) for text in lines)
        scenes.append(Scene(does, said, _alone(said, number == 0, number == loss, cues)))
    return Plot(script.id, tuple(scenes), told[loss + 1][0] if loss + 1 < len(told) else "")


def _alone(lines: Sequence[Line], opens: bool, takes: bool, cues: Cues) -> int:
    """Return which line is said alone on the hardest level: the one that gives least away.

    He says first who he is, or nobody would know what it is about; and where the
    loss is, he says what he wants, or "照他说的做" would mean nothing.
    """
    fit = [0] if opens else list(range(len(lines)))
    if takes:
        fit = [n for n in fit if not cues.gives.isdisjoint(cues.says.find(lines[n].text))] or fit
    return min(fit, key=lambda number: len(lines[number].signs))


def _signs(text: str, cues: Cues, own: frozenset[str] | set[str]) -> tuple[Sign, ...]:
    """Return what can be seen in a line, each signal once; one clause shows at most one."""
    found: dict[str, Sign] = {}
    clauses: set[str] = set()
    for signal, clause in cues.says.in_clauses(text):
        if signal in own and signal not in found and clause not in clauses:
            found[signal] = Sign(signal, clause)
            clauses.add(clause)
    return tuple(found.values())


def loss_of(signals: Sequence[Sequence[str]], cues: Cues, own: frozenset[str] | set[str]) -> int:
    """Return in which stage something is taken away.

    Args:
        signals: those found in the lines of each stage.
        cues: which of them take something.
        own: those that the script lists.
    """
    giving = [{signal for signal in found if signal in cues.gives} for found in signals]
    for listed in (True, False):
        for first in (FIRST_LOSS, 1):
            for number in range(first, len(giving)):
                if giving[number] & own if listed else giving[number]:
                    return number
    return max(1, len(signals) - 2)
