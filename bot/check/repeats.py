"""No sentence stands in two scripts: advice that fits every scam helps against none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from bot.check.content import Content, as_list, list_path, script_path
from bot.check.lines import Line, script_lines, sentences
from bot.check.problems import Problem, shorten

LEAST_LENGTH = 8  # shorter ones ("先挂电话。") may recur
LIKENESS = 88.0  # of 100: a sentence with a word or two swapped
_PUNCTUATION = re.compile(r"[\W_]+")
_COMPARED = frozenset({"do_now", "never_do", "if_paid", "red_flags", "slogans", "warning"})
_NAMES = ("aliases", "slogans")


@dataclass(frozen=True)
class Sentence:
    """One sentence of a script, bare of punctuation."""

    script: str
    place: str
    bare: str
    compared: bool


def bare(text: str) -> str:
    """Return the text without punctuation and spaces."""
    return _PUNCTUATION.sub("", text).lower()


def check(content: Content) -> Iterator[Problem]:
    """Yield every sentence, name or slogan that two scripts share, and near-duplicates."""
    listed = [sentence for stem, script in content.scripts.items() for sentence in _sentences(stem, script)]
    yield from _shared(listed, listed)
    yield from _alike(listed, listed)
    named = [(stem, name) for stem, script in content.scripts.items() for name in _names(script)]
    yield from _shared_names(named, named)
    yield from check_answers(content.lists.get("answers", ()))


def check_one(script: dict[str, Any], content: Content) -> Iterator[Problem]:
    """Yield what this script shares with any other."""
    stem = str(script.get("id"))
    others = {name: other for name, other in content.scripts.items() if name != stem}
    own = list(_sentences(stem, script))
    listed = [sentence for name, other in others.items() for sentence in _sentences(name, other)]
    yield from _shared(own, listed)
    yield from _alike(own, listed)
    named = [(name, word) for name, other in others.items() for word in _names(other)]
    yield from _shared_names([(stem, word) for word in _names(script)], named)


def _sentences(stem: str, script: dict[str, Any]) -> Iterator[Sentence]:
    for line in script_lines(stem, script):
        if line.keys[0] in ("name", "aliases"):
            continue
        for text in sentences(line.text):
            plain = bare(text)
            if len(plain) >= LEAST_LENGTH:
                yield Sentence(stem, line.place, plain, _is_compared(line))


def _is_compared(line: Line) -> bool:
    return not _COMPARED.isdisjoint(line.keys)


def _names(script: dict[str, Any]) -> set[str]:
    names = [str(name) for key in _NAMES for name in as_list(script.get(key))]
    return {bare(name) for name in (*names, str(script.get("name") or "")) if name}


def _shared(own: Iterable[Sentence], others: Iterable[Sentence]) -> Iterator[Problem]:
    seen: dict[str, dict[str, Sentence]] = {}
    for sentence in others:
        seen.setdefault(sentence.bare, {}).setdefault(sentence.script, sentence)
    for sentence in own:
        for script, other in seen.get(sentence.bare, {}).items():
            if script != sentence.script:
                message = f"{sentence.place}「{shorten(sentence.bare)}」在 {script} 的 {other.place} 里也有。"
                yield Problem(script_path(sentence.script), f"{message}换成只说这种骗局的话。")


def _alike(own: list[Sentence], others: list[Sentence]) -> Iterator[Problem]:
    own = [sentence for sentence in own if sentence.compared]
    others = [sentence for sentence in others if sentence.compared]
    if not own or not others:
        return
    scores = process.cdist(
        [sentence.bare for sentence in own],
        [sentence.bare for sentence in others],
        scorer=fuzz.ratio,
        score_cutoff=LIKENESS,
        dtype=np.float32,
    )
    for row, column in np.argwhere(scores >= LIKENESS):
        sentence, other = own[row], others[column]
        if sentence.script != other.script and sentence.bare != other.bare:
            message = f"{sentence.place}「{shorten(sentence.bare)}」和 {other.script} 的 {other.place}"
            yield Problem(script_path(sentence.script), f"{message}「{shorten(other.bare)}」几乎一样。换个说法。")


def _shared_names(own: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    owners: dict[str, set[str]] = {}
    for script, name in others:
        owners.setdefault(name, set()).add(script)
    for script, name in own:
        for other in sorted(owners.get(name, set()) - {script}):
            yield Problem(script_path(script), f"名字、别名或口号「{name}」和 {other} 重了。改成这种骗局自己的叫法。")


def check_answers(answers: Iterable[dict[str, Any]]) -> Iterator[Problem]:
    """Yield sentences that stand in two answers."""
    owners: dict[str, str] = {}
    for answer in answers:
        own = {
            bare(sentence) for key in ("short", "more", "elder") for sentence in sentences(str(answer.get(key) or ""))
        }
        for sentence in sorted(text for text in own if len(text) >= LEAST_LENGTH):
            other = owners.setdefault(sentence, str(answer.get("id")))
            if other != answer.get("id"):
                yield Problem(
                    list_path("answers"), f"{answer.get('id')} 里的「{shorten(sentence)}」在 {other} 里也有。换个说法。"
                )
