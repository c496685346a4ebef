"""A drill in blocks: every text begins with the mark, so that none can be taken for a scammer's or for ours alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.drill.choose import MINOR, OPEN_PLACES
from bot.drill.play import (
    AGAIN,
    BEGUN,
    DOUBTED,
    HELD,
    HINTED,
    LISTENING,
    LOST,
    SECRET,
    SILENT,
    WON,
    Move,
    scene_signs,
    signs,
)
from bot.drill.plot import EASY, HARD, Plot, Sign
from bot.reply.blocks import Block
from bot.reply.context import bare, sentence
from bot.triage.case import Choice
from db.knowledge import Knowledge, ScriptWords

HALL_GROUPS = ("elderly", "left_behind_elderly", "parent", "young_worker", "minor", "public")
MOST_SIGNS = 4  # the end fits one screen of a phone
_SUM = re.compile(r"[一二两三四五六七八九十几]+(?:百|千|万)|\d+(?:元|块|万)|积蓄|养老钱|存款")
_AVERTED = re.compile("要是|停了?手|没有?出去|退了群|只[少搭]|先打|拦")  # told of who did not go along
Offered = tuple[str, str]  # value and wording

AFTERWARDS: tuple[Offered, ...] = (("drill:ask", "choice_drill_again"), ("quiz:ask", "choice_quiz"))
_LEVEL_CHOICES: tuple[Offered, ...] = (
    ("drill:l_easy", "choice_drill_easy"),
    ("drill:l_plain", "choice_drill_plain"),
    ("drill:l_hard", "choice_drill_hard"),
    ("drill:recent", "choice_drill_recent"),
)
_BEFORE = {
    BEGUN: "drill_begin",
    HELD: "drill_pushes",
    SILENT: "drill_presses",
    LISTENING: "drill_unclear",
    SECRET: "drill_secret",
    AGAIN: "drill_goes_on",
}
_QUIT: Offered = ("drill:quit", "choice_drill_quit")


@dataclass
class Teller:
    """Puts a drill into words.

    Attributes:
        knowledge: the words.
        elder: short clauses are wanted.
        mark: the wording that stands before every text.
        blocks: what was said so far.
        choices: what was offered, numbered through.
    """

    knowledge: Knowledge
    elder: bool = False
    mark: str = "drill_mark"
    blocks: list[Block] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)

    def say(self, wording: str, **names: str) -> Teller:
        """Add one marked text."""
        return self.text(self.words(wording, **names))

    def text(self, words: str) -> Teller:
        """Add one marked text of words that are no wording."""
        self.blocks.append({"type": "text", "text": f"{self.words(self.mark)}{words}", "drill": True})
        return self

    def words(self, wording: str, **names: str) -> str:
        """Return a wording, worded for the listener."""
        told = self.knowledge.wordings[wording]
        text = str((self.elder and told.get("elder")) or told["text"])
        for name, value in names.items():
            text = text.replace("{" + name + "}", value)
        return text

    def offer(self, *offered: Offered) -> Teller:
        """Add a block of choices, each a value and the id of its label."""
        return self.offer_labels([(value, str(self.knowledge.wordings[name]["text"])) for value, name in offered])

    def offer_labels(self, offered: Iterable[tuple[str, str]]) -> Teller:
        """Add a block of choices, each a value and its label."""
        first = len(self.choices) + 1
        listed = [Choice(n, value, label) for n, (value, label) in enumerate(offered, first)]
        self.choices += listed
        shown = [{"n": one.n, "value": one.value, "label": one.label} for one in listed]
        self.blocks.append({"type": "choices", "choices": shown, "drill": True})
        return self


def tell_groups(teller: Teller, channel: str) -> Teller:
    """Ask who plays; in a hall only among those who stand there, so that the buttons fit one screen."""
    known = teller.knowledge.groups
    listed = [name for name in HALL_GROUPS if name in known] if channel in OPEN_PLACES else list(known)
    groups = [(f"drill:g_{name}", str(known[name]["name"])) for name in listed]
    return teller.say("drill_group").offer_labels([*groups, ("drill:quit", teller.words("choice_drill_quit"))])


def tell_levels(teller: Teller) -> Teller:
    """Ask whether they lost money lately, and how hard it shall be."""
    return teller.say("drill_level").offer(*_LEVEL_CHOICES, _QUIT)


def tell_move(teller: Teller, plot: Plot, move: Move) -> Teller:
    """Say what came of a move."""
    if move.over:
        return tell_end(teller, plot, move)
    if move.what == DOUBTED:
        return teller.say("drill_doubt").offer(
            ("urgent:paid", "choice_paid"), ("drill:go", "choice_drill_played"), _QUIT
        )
    if move.what in _BEFORE:
        teller.say(_BEFORE[move.what])
    for number, line in enumerate(move.lines):
        # the lines of a stage are ways of saying it, not one speech
        teller.say("drill_line_other" if number else "drill_line", line=line.text)
        if move.state.level == EASY:
            _hints(teller, line.signs[:1])
    if move.what == HINTED:
        _asked_hints(teller, plot, move)
    return teller.offer(*_choices(move))


def _asked_hints(teller: Teller, plot: Plot, move: Move) -> None:
    found = scene_signs(plot, move.state)
    _hints(teller, found[:3])
    if not found:
        teller.say("drill_no_hint")


def _hints(teller: Teller, found: Iterable[Sign]) -> None:
    for sign in found:
        teller.say("drill_hint", quote=sign.quote, name=_name(teller, sign))


def _name(teller: Teller, sign: Sign) -> str:
    known = teller.knowledge.signals.get(sign.signal)
    return known.name if known else sign.signal


def _choices(move: Move) -> list[Offered]:
    """Return what can be done; the easier the drill, the more plainly the way out is named."""
    offered = [("drill:go", "choice_drill_go"), ("drill:more", "choice_drill_ask")]
    if move.state.level == HARD:
        offered.append(("drill:no", "choice_drill_refuse"))
    else:
        offered.append(("drill:no", "choice_drill_hang_up"))
    if move.state.level == EASY:
        offered.append(("drill:check", "choice_drill_check"))
    elif move.state.level != HARD and move.what != HINTED:
        offered.append(("drill:hint", "choice_drill_hint"))
    return [*offered, _QUIT]


def tell_end(teller: Teller, plot: Plot, move: Move) -> Teller:
    """Say how it ended, what was there to see, and what it would have cost."""
    script = teller.knowledge.scripts[plot.type]
    if move.what == WON:
        teller.say("drill_won", n=str(move.state.scene + 1))
    elif move.what == LOST:
        teller.say("drill_lost")
    teller.say("drill_type", name=script.name, summary=bare(script.summary))
    _signs(teller, signs(plot, move.state))
    at = move.state.scene + 1
    does = plot.scenes[at].does if at < len(plot.scenes) else plot.then
    if does and not teller.elder and move.what == WON:
        teller.say("drill_next", does=bare(does))
    teller.say("drill_cost", case=_cost(script, teller.elder))
    if move.state.group == MINOR:
        teller.say("drill_real_minor")
    else:
        verify = sentence(str(script.words.get("verify") or "")) if not teller.elder else ""
        teller.say("drill_real", verify=verify or sentence(script.for_elder.get("stop", "")))
    return teller.offer(*AFTERWARDS)


def _signs(teller: Teller, found: tuple[Sign, ...]) -> None:
    if not found:
        teller.say("drill_no_signs")
        return
    listed = [f"{n} “{sign.quote}”：{_name(teller, sign)}" for n, sign in enumerate(foremost(found), 1)]
    teller.text("\n".join([teller.words("drill_signs"), *listed]))


def foremost(found: tuple[Sign, ...]) -> tuple[Sign, ...]:
    """Return the signs that are named at the end: the first ones, and the one with which it would have been lost."""
    return found if len(found) <= MOST_SIGNS else (*found[: MOST_SIGNS - 1], found[-1])


def _cost(script: ScriptWords, short: bool) -> str:
    """Return the typical case; to who needs it short, the sentence that names the sum."""
    case = str(script.words.get("case") or script.summary).strip()
    if not short:
        return case
    parts = re.findall(r"[^。！？]+[。！？]?", case)
    told = [part for part in parts if _SUM.search(part) and not _AVERTED.search(part)]
    return told[-1].strip() if told else case
