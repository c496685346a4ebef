"""Everything a reply is composed from, and the words by id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.reply.blocks import Listener
from bot.triage.case import Case
from db.knowledge import Knowledge, ScriptWords

_BY_TELEPHONE = {"choice_family": "choice_family_heard"}  # labels that speak of looking


@dataclass(frozen=True)
class Context:
    """One turn's facts.

    Attributes:
        case: the case after the message.
        kind: what is to be composed.
        detail: its object: a signal, a topic, a choice.
        quotes: the resident's own words for the signals of this message.
        assessment: the assessment as it came from the graph.
        listener: who is being talked to.
        knowledge: the words.
        moves: what the message does in the talk, see db/content/cues.yml.
        entities: the numbers and links of this message, as they may be shown.
        judgements: what is thought of them: shown, level, reasons.
    """

    case: Case
    kind: str
    detail: str
    quotes: tuple[str, ...]
    assessment: dict[str, Any]
    listener: Listener
    knowledge: Knowledge
    moves: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    judgements: tuple[dict[str, Any], ...] = ()

    @property
    def elder(self) -> bool:
        """Whether short clauses are wanted: asked for, heard, or an old person speaks for themselves."""
        old = self.case.group in ("elderly", "left_behind_elderly") and not self.case.helper
        return self.listener.elder or self.listener.spoken or old

    @property
    def by_telephone(self) -> bool:
        """Whether there is no screen at all: nothing can be shown, sent on or filled in."""
        return self.listener.channel == "phone"

    @property
    def script(self) -> ScriptWords | None:
        """The script of the case's type, None while there is none."""
        return self.knowledge.scripts.get(self.case.type)

    def say(self, wording: str, **names: str) -> str:
        """Return a fixed sentence, worded for this listener.

        Args:
            wording: id in wordings.yml.
            names: what its braces are filled with.

        Raises:
            MissingWording: there is no such wording.
        """
        words = self.knowledge.wordings[wording]
        text = str(words.get("elder") if self.elder and words.get("elder") else words["text"])
        for name, value in names.items():
            text = text.replace("{" + name + "}", value)
        return text

    def offer(self, *choices: tuple[str, str]) -> list[tuple[str, str]]:
        """Return (value, label) pairs from (value, wording id) pairs."""
        named = (
            (value, _BY_TELEPHONE.get(wording, wording) if self.by_telephone else wording) for value, wording in choices
        )
        return [(value, str(self.knowledge.wordings[wording]["text"])) for value, wording in named]


def sentence(text: str) -> str:
    """Return `text` with a full stop, unless it ends in a mark already or is empty."""
    text = text.strip()
    return text if not text or text.endswith(("。", "？", "！", "”", "…")) else f"{text}。"


def bare(text: str) -> str:
    """Return `text` without its final mark, to stand inside a sentence."""
    return text.strip().rstrip("。！；，")


def numbered(lines: tuple[str, ...], first: int = 1) -> str:
    """Return the lines, numbered."""
    return "\n".join(f"{number} {bare(line)}。" for number, line in enumerate(lines, first))


def implicated(context: Context) -> str:
    """Return what is said to somebody who fears the police for what they did themselves, or nothing."""
    if "afraid" in context.moves:
        return context.say("implicated")
    scripts = (context.knowledge.scripts.get(name) for name in (context.case.type, *context.case.also))
    drawn_in = any(script.words.get("implicates") for script in scripts if script)
    return context.say("implicated") if drawn_in and not context.case.helper else ""
