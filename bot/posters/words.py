"""What stands on a poster, and what to put instead where there is no room: approved lines only, never cut. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.posters.scenes import Topic
from bot.posters.spots import PLACES
from db.knowledge import Knowledge, ScriptWords

ELDERS = frozenset({"elderly", "left_behind_elderly"})
SIGNALS = 3
LONGEST_SAID = 26  # characters of what the scammer says, in a bubble of two or three lines


class NoPoster(ValueError):
    """There is no poster of this; the message says why, in the clerk's words."""


@dataclass(frozen=True)
class PosterWords:
    """The words of one poster.

    Attributes:
        name: of the scam.
        who: calls the group; empty for everybody.
        why: why it could happen to this group; may be left out.
        said: what the scammer says; only some designs show it.
        at: the line that belongs to the place.
        fixed: headings and the lines with the numbers, by name.
    """

    name: str
    slogan: str
    who: str
    why: str
    said: str
    signals: tuple[str, ...]
    do: tuple[str, ...]
    at: str
    fixed: dict[str, str]


def alternatives(knowledge: Knowledge, topic: Topic, turn: int = 0) -> Iterator[PosterWords]:
    """Yield the words of a poster, the fullest first, each needing less room than the one before.

    Args:
        knowledge: the words as they are published.
        topic: type, group and place.
        turn: which slogan: posters of one place need not all say the same.

    Raises:
        NoPoster: the topic is unknown, or not for this group.
    """
    script = _checked(knowledge, topic)
    full = _full(knowledge, script, topic, turn)
    short = _shortest(script.lines("red_flags"))
    names = _signal_names(knowledge, script)
    if not PLACES[topic.place].glance:
        yield full
        yield replace(full, why="")
    yield replace(full, signals=short)
    full = replace(full, why="", signals=short)
    yield full
    yield replace(full, said=_said(script, 1))
    slogan = min(script.lines("slogans"), key=len)
    yield replace(full, slogan=slogan, do=_shortest(full.do, 2))
    for signals in ((*short[:2], names[0]), (short[0], *names[:2]), names):
        yield replace(full, slogan=slogan, said=_said(script, 1), signals=signals)
    yield replace(full, slogan=slogan, said=_said(script, 1), signals=names, do=_shortest(full.do, 1))


def _checked(knowledge: Knowledge, topic: Topic) -> ScriptWords:
    script = knowledge.scripts.get(topic.type)
    if script is None:
        raise NoPoster(f"没有“{topic.type}”这一类。")
    if topic.group not in knowledge.groups:
        raise NoPoster(f"没有“{topic.group}”这一群人。")
    if topic.place not in PLACES:
        raise NoPoster(f"没有“{topic.place}”这种地方，可选：{'、'.join(PLACES)}。")
    if script.sensitive and (topic.group == "minor" or topic.place == "school"):
        raise NoPoster(f"“{script.name}”不给未成年人看，也不贴在学校。")
    return script


def fits(knowledge: Knowledge, topic: Topic) -> bool:
    """Say whether there is a poster of this topic."""
    try:
        _checked(knowledge, topic)
    except NoPoster:
        return False
    return True


def _full(knowledge: Knowledge, script: ScriptWords, topic: Topic, turn: int) -> PosterWords:
    slogans = script.lines("slogans")
    advice = (script.words.get("groups") or {}).get(topic.group) or {}
    group = str(knowledge.groups[topic.group]["name"])
    return PosterWords(
        name=script.name,
        slogan=bare(slogans[turn % len(slogans)]),
        who="" if topic.group == "public" else say(knowledge, "poster_who").replace("{group}", group),
        why=bare(str(advice.get("why_you") or "")),
        said=_said(script, 0),
        signals=tuple(bare(line) for line in script.lines("red_flags")[:SIGNALS]),
        do=_do(knowledge, script, topic.group),
        at=say(knowledge, PLACES[topic.place].wording),
        fixed={name: say(knowledge, f"poster_{name}") for name in FIXED},
    )


# wordings.yml says them all: poster_signals, poster_paid …
FIXED = ("says", "signals", "paid", "unsure", "scan", "by")


def _do(knowledge: Knowledge, script: ScriptWords, group: str) -> tuple[str, ...]:
    """Return two lines; a child is sent to a grown-up first, an old person gets the spoken lines."""
    never = bare(script.lines("never_do")[0])
    if group == "minor":
        return (say(knowledge, "poster_minor"), never)
    if group in ELDERS:
        return tuple(bare(script.for_elder[key]) for key in ("stop", "never") if script.for_elder.get(key))
    return (bare(script.lines("do_now")[0]), never)


def _said(script: ScriptWords, turn: int) -> str:
    """Return what the scammer says: the first line that is short enough, and at the next turn the shortest."""
    lines = [str(line) for stage in script.lines("stages") for line in stage["says"]]  # type: ignore[index]
    fit = [line for line in lines if len(line) <= LONGEST_SAID]
    return (fit[0] if fit and not turn else min(lines, key=len)).rstrip("。")


def _shortest(lines: Sequence[str], most: int = SIGNALS) -> tuple[str, ...]:
    """Return the shortest lines in the order in which they stand."""
    kept = sorted(lines, key=len)[:most]
    return tuple(bare(line) for line in lines if line in kept)[:most]


def _signal_names(knowledge: Knowledge, script: ScriptWords) -> tuple[str, ...]:
    """Return the names of the most typical signals, which are at most twelve characters."""
    typical = sorted(script.signals, key=lambda one: -script.signals[one])
    return tuple(knowledge.signals[one].name for one in typical if one in knowledge.signals)[:SIGNALS]


def say(knowledge: Knowledge, wording: str) -> str:
    """Return a wording.

    Raises:
        KeyError: it is not in the knowledge base; `python -m bot prepare` loads it.
    """
    return str(knowledge.wordings[wording]["text"])


def bare(line: str) -> str:
    """Return a line without the full stop at its end: posters have none."""
    return line.strip().rstrip("。")
