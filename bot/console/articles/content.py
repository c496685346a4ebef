"""What stands in an article and in a short video: the words of a script, in an order to be read or filmed. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from db.knowledge import Knowledge, ScriptWords

SPOKEN_PER_SECOND = 4.0  # characters of unhurried speech
ANYBODY = "public"


@dataclass(frozen=True)
class Part:
    """One part of an article: a heading, paragraphs, and then points if any; quotes are what the scammer says."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Article:
    """An article."""

    title: str
    lead: str
    parts: tuple[Part, ...]
    closing: tuple[str, ...]


@dataclass(frozen=True)
class Shot:
    """One shot of a short video: what is seen, what is heard, what stands on the picture, how long."""

    seen: str
    heard: str
    title: str
    seconds: int


@dataclass(frozen=True)
class Video:
    """A short video."""

    title: str
    shots: tuple[Shot, ...]

    @property
    def seconds(self) -> int:
        """Return how long it takes."""
        return sum(shot.seconds for shot in self.shots)


def article(knowledge: Knowledge, type_id: str, group: str) -> Article:
    """Put an article together; what is said to the group stands where its script says something to it."""
    script, say = knowledge.scripts[type_id], Say(knowledge)
    advice = _advice(script, group)
    stages = _stages(script)
    parts = [
        Part(say("article_case"), (str(script.words["case"]),)),
        *(
            Part(
                say("article_stage", n=str(n), name=str(stage["name"])), (_full(stage["does"]),), quotes=_quotes(stage)
            )
            for n, stage in enumerate(stages, 1)
        ),
        Part(say("article_signals"), points=script.lines("red_flags")),
        Part(say("article_do"), points=(*script.lines("do_now"), *script.lines("never_do"))),
    ]
    if advice:
        parts.append(
            Part(say("article_group", group=_group(knowledge, group)), (_full(advice["why_you"]), advice["warning"]))
        )
    parts.append(Part(say("article_paid"), points=script.lines("if_paid")))
    if script.words.get("verify"):
        parts.append(Part(say("article_verify"), (_full(str(script.words["verify"])),)))
    closing = (say("article_second"), say("article_closing"))
    return Article(script.lines("slogans")[0], _full(script.summary), tuple(parts), closing)


def video(knowledge: Knowledge, type_id: str, group: str) -> Video:
    """Put a short video together: the bait, each step, the signals, what to do, the slogan."""
    script, say = knowledge.scripts[type_id], Say(knowledge)
    stages = _stages(script)
    bait = _quotes(stages[0])[0]
    shots = [_shot(say("video_bait"), bait, script.lines("slogans")[-1])]
    for stage in stages:
        heard = " ".join((_full(stage["does"]), *(f"“{quote}”" for quote in _quotes(stage)[:1])))
        shots.append(_shot(say("video_stage"), heard, str(stage["name"])))
    flags = script.lines("red_flags")[:3]
    shots.append(_shot(say("video_signals"), "".join(map(_full, flags)), say("article_signals")))
    advice = _advice(script, group)
    told = (advice["warning"],) if advice else (script.lines("do_now")[0], script.lines("never_do")[0])
    shots.append(_shot(say("video_do"), "".join(map(_full, told)), say("article_do")))
    shots.append(_shot(say("video_end"), say("article_closing"), script.lines("slogans")[0]))
    return Video(script.lines("slogans")[0], tuple(shots))


class Say:
    """Says wordings of the knowledge base."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Keep the words."""
        self._wordings = knowledge.wordings

    def __call__(self, wording: str, **blanks: str) -> str:
        """Return a wording with its blanks filled.

        Raises:
            KeyError: it is not in the knowledge base; `python -m bot prepare` loads it.
        """
        text = str(self._wordings[wording]["text"])
        for name, value in blanks.items():
            text = text.replace(f"{{{name}}}", value)
        return text


def _shot(seen: str, heard: str, title: str) -> Shot:
    return Shot(seen, heard, title, max(3, math.ceil(len(heard) / SPOKEN_PER_SECOND)))


def _stages(script: ScriptWords) -> list[dict[str, Any]]:
    return list(script.words.get("stages") or ())


def _quotes(stage: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(line) for line in stage["says"])


def _advice(script: ScriptWords, group: str) -> dict[str, str]:
    found = (script.words.get("groups") or {}).get(group) or {}
    return {key: str(value) for key, value in found.items()}


def _group(knowledge: Knowledge, group: str) -> str:
    return str(knowledge.groups[group]["name"])


def _full(line: str) -> str:
    """Return a line with its full stop."""
    return line if line.endswith(("。", "！", "？", "”")) else f"{line}。"
