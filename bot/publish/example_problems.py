"""What is wrong with examples that a draft adds, moves or retires: the validator's rules, for a few of many.

Fields are `add.0`, `move.0`, `retire.0`: the place in the draft.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from bot.check.content import Content
from bot.check.examples import LEAST, LIKENESS, WITHOUT
from bot.check.measured import read_regression, runs
from bot.check.numbers import links
from bot.check.problems import shorten
from bot.publish.fields import FieldProblem
from bot.publish.stored import SCAM
from bot.text.mask import find
from bot.text.normalise import normalise
from bot.triage.reading import STAGES
from db.example_changes import ExampleChanges, ExampleText, changed

_LONGEST = 500
_SHOWN = 3


@lru_cache(maxsize=2**17)
def canonical(text: str) -> str:
    """Return the text as two examples are compared; remembered, for most stay when something is published."""
    return normalise(text).text.strip()


@dataclass(frozen=True)
class Known:
    """What new examples are compared with; made once for a version of the knowledge.

    Attributes:
        examples: those that are trained on.
        texts: their canonical texts, in the same order.
        measured: runs of characters of the regression set → a text that has it.
    """

    examples: tuple[ExampleText, ...]
    texts: tuple[str, ...]
    measured: dict[str, str]

    @classmethod
    def of(cls, examples: Sequence[ExampleText], content: Content) -> Known:
        """Prepare the comparison."""
        regression = read_regression(content.root)
        measured = {run: item["text"] for items in regression.values() for item in items for run in runs(item["text"])}
        return cls(tuple(examples), tuple(canonical(one.text) for one in examples), measured)


def example_problems(changes: ExampleChanges, known: Known, content: Content) -> list[FieldProblem]:
    """Return everything wrong with the changes."""
    labels = {f"{SCAM}{type_id}" for type_id in content.types} | {one for one in content.intents if one not in WITHOUT}
    labels |= {one.intent for one in known.examples}
    found: list[FieldProblem] = []
    gone = {*changes.retire, *(move.id for move in changes.move)}
    alike = _alike(changes.add, known, gone)
    for place, one in enumerate(changes.add):
        field = f"add.{place}"
        found += [FieldProblem(field, message) for message in _unfit(one, labels, content)]
        found += [FieldProblem(field, message) for message in _seen(one, alike[place], known, content)]
    ids = {one.id for one in known.examples}
    for place, move in enumerate(changes.move):
        if move.id not in ids:
            found.append(FieldProblem(f"move.{place}", "这句已经不在例句里了，可能别人刚退掉。刷新再看。"))
        if move.intent not in labels:
            found.append(FieldProblem(f"move.{place}", f"没有 {move.intent} 这个类型。从列表里选。"))
    for place, retired in enumerate(changes.retire):
        if retired not in ids:
            found.append(FieldProblem(f"retire.{place}", "这句已经不在例句里了，可能别人刚退掉。刷新再看。"))
    return [*found, *_too_few(changes, known, content)]


def _unfit(one: ExampleText, labels: set[str], content: Content) -> Iterator[str]:
    if not one.text.strip():
        yield "是空的。写一句居民会说的话。"
    if len(one.text) > _LONGEST or "\n" in one.text:
        yield f"要写成一段，{_LONGEST} 个字以内。"
    if one.text.startswith(("/", "／")):
        yield "用 / 开头，会被当成命令。去掉 /。"
    if one.intent not in labels:
        yield f"没有 {one.intent} 这个类型。从列表里选。"
    if one.stage and one.stage not in STAGES:
        yield f"走到哪一步要写成：{'、'.join(STAGES)}，或者空着。"
    for found in find(one.text, content.ids("hotlines")):
        yield f"里面的「{found.value}」像是{found.kind}。换成〔{found.kind}〕。"
    for link in links(one.text):
        yield f"里面有网址或邮箱「{shorten(link)}」。换成〔链接1〕。"
    if one.variant and not _has_variant(one, content):
        yield f"剧本里没有 {one.variant} 这个新花样。先在剧本里写上，或者空着。"


def _has_variant(one: ExampleText, content: Content) -> bool:
    script = content.scripts.get(one.intent.removeprefix(SCAM), {})
    return any(isinstance(item, dict) and item.get("id") == one.variant for item in script.get("variants") or ())


def _alike(added: Sequence[ExampleText], known: Known, gone: set[str]) -> list[list[ExampleText]]:
    """Return for each added example what is (nearly) the same: known ones, then those before it in the draft."""
    texts = [canonical(one.text) for one in added]
    stored = process.cdist(texts, known.texts, scorer=fuzz.ratio, score_cutoff=LIKENESS)
    own = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=LIKENESS)
    found = []
    for place in range(len(added)):
        others = [known.examples[at] for at in np.flatnonzero(stored[place])]
        others += [added[at] for at in np.flatnonzero(own[place, :place])]
        found.append([other for other in others if other.id not in gone][:_SHOWN])
    return found


def _seen(one: ExampleText, alike: Sequence[ExampleText], known: Known, content: Content) -> Iterator[str]:
    """Yield whether an example stands already, nearly stands already, or is measured with."""
    shared = next((run for run in sorted(runs(one.text)) if run in known.measured), None)
    if shared is not None:
        text_there = shorten(known.measured[shared])
        yield f"和检验用的句子「{text_there}」有一段一样：「{shared}」。学了它，就量不出真本事。换一种说法。"
    for other in alike:
        same = canonical(other.text) == canonical(one.text)
        how = "已经有了" if same else f"和「{shorten(other.text)}」几乎一样"
        where = "" if other.intent == one.intent else f"（在“{_named(other.intent, content)}”里）"
        yield f"{how}{where}。换一种说法，或者不加。"


def _named(intent: str, content: Content) -> str:
    entry = content.types.get(intent.removeprefix(SCAM), {}) if intent.startswith(SCAM) else {}
    return str(entry.get("name") or intent)


def _too_few(changes: ExampleChanges, known: Known, content: Content) -> Iterator[FieldProblem]:
    if not changes.retire and not changes.move:
        return
    before = Counter(one.intent for one in known.examples)
    after = Counter(one.intent for one in changed(known.examples, changes))
    for intent, count in before.items():
        if after[intent] < count and after[intent] < LEAST and intent.startswith(SCAM):
            yield FieldProblem(
                "", f"{_named(intent, content)}只剩 {after[intent]} 句，至少要 {LEAST} 句。先补新的再退旧的。"
            )
