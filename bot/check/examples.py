"""Training examples: enough of each, none twice, none of two minds, none with personal data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from bot.check.content import NLU, Content, ExampleLine
from bot.check.problems import Problem, shorten
from bot.text.mask import find
from bot.text.normalise import normalise

LEAST = 24
LIKENESS = 92.0  # of 100
WITHOUT = frozenset({"answer", "scam"})  # decided by rule; counted by type
_CHUNK = 512
_WORKERS = 2


@dataclass(frozen=True)
class _Known:
    """An example with its canonical text."""

    line: ExampleLine
    text: str


def check(content: Content) -> Iterator[Problem]:
    """Yield everything wrong with the training examples."""
    known = [_Known(line, normalise(line.text).text.strip()) for line in content.examples]
    yield from _too_few(content)
    yield from _unfit(content)
    yield from _twice(known)
    yield from _of_two_minds(known)


def _too_few(content: Content) -> Iterator[Problem]:
    by_label = Counter(line.intent for line in content.examples)
    by_intent = Counter(line.intent.partition("/")[0] for line in content.examples)
    wanted = {f"{NLU}/scams/{type_id}.yml": by_label[f"scam/{type_id}"] for type_id in content.types}
    wanted |= {f"{NLU}/{intent}.yml": by_intent[intent] for intent in content.intents if intent not in WITHOUT}
    for path, count in wanted.items():
        if count < LEAST:
            yield Problem(path, f"只有 {count} 句例句，至少要 {LEAST} 句。补上不同的人、不同的说法。")


def _unfit(content: Content) -> Iterator[Problem]:
    hotlines = content.ids("hotlines")
    for line in content.examples:
        if line.text.startswith("/"):
            yield Problem(line.path, f"「{shorten(line.text)}」用 / 开头，会被当成命令。去掉 /。")
        for found in find(line.text, hotlines):
            label = f"〔{found.kind}〕"
            yield Problem(line.path, f"「{shorten(line.text)}」里的「{found.value}」像是{found.kind}。换成{label}。")


def _twice(known: list[_Known]) -> Iterator[Problem]:
    first: dict[str, ExampleLine] = {}
    for item in known:
        other = first.setdefault(item.text, item.line)
        if other is item.line:
            continue
        if other.intent == item.line.intent:
            yield Problem(item.line.path, f"「{shorten(item.line.text)}」写了两遍，删掉一句。")
        else:
            told = f"「{shorten(item.line.text)}」在 {item.line.intent} 和 {other.intent} 里都有"
            yield Problem(item.line.path, f"{told}。只能留在一边。")


def _of_two_minds(known: list[_Known]) -> Iterator[Problem]:
    """Compare examples of different intents, sorted by length so that only like lengths meet."""
    ordered = sorted(known, key=lambda item: len(item.text))
    texts = [item.text for item in ordered]
    lengths = np.array([len(text) for text in texts])
    for start in range(0, len(ordered), _CHUNK):
        stop = min(start + _CHUNK, len(ordered))
        # two texts of lengths a < b are at most 2a / (a + b) alike
        longest = lengths[stop - 1] * (200 - LIKENESS) / LIKENESS
        end = int(np.searchsorted(lengths, longest, side="right"))
        scores = process.cdist(
            texts[start:stop],
            texts[start:end],
            scorer=fuzz.ratio,
            score_cutoff=LIKENESS,
            dtype=np.uint8,
            workers=_WORKERS,
        )
        for row, column in np.argwhere(np.triu(scores, 1)):
            yield from _pair(ordered[start + row], ordered[start + column])


def _pair(one: _Known, other: _Known) -> Iterator[Problem]:
    if one.line.intent == other.line.intent or one.text == other.text:
        return
    told = f"「{shorten(one.line.text)}」（{one.line.intent}）和「{shorten(other.line.text)}」（{other.line.intent}）"
    yield Problem(one.line.path, f"{told}几乎一样，机器分不清。改掉一句。")
