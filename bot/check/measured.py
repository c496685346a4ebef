"""The regression set: enough of everything, well formed, and never trained on.

A text that the model has seen measures nothing. Two texts that share a run of
twelve characters (punctuation apart) are taken to have seen each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.check.content import Content, as_list
from bot.check.examples import WITHOUT
from bot.check.problems import Problem, shorten
from bot.check.repeats import bare
from bot.text.normalise import normalise
from bot.triage.reading import STAGES
from db.files import ContentError, read_yaml

FOLDER = "data/regression"
LEAST = 5
RUN = 12


def runs(text: str, length: int = RUN) -> set[str]:
    """Return every run of `length` characters of the normalised text, punctuation apart."""
    plain = bare(normalise(text).text)
    return {plain[start : start + length] for start in range(len(plain) - length + 1)}


def overlaps(measured: Iterable[str], trained: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (measured text, shared run) for each measured text that training has partly seen."""
    seen: set[str] = set()
    for text in trained:
        seen |= runs(text)
    for text in measured:
        shared = sorted(runs(text) & seen)
        if shared:
            yield text, shared[0]


def read_regression(root: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the texts of each file by its stem; a broken file is empty."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((root / FOLDER).glob("*.yml")):
        try:
            data = read_yaml(path)
        except ContentError:
            data = None
        texts = as_list(data.get("texts")) if isinstance(data, dict) and data.get("id") == path.stem else []
        found[path.stem] = [item for item in texts if isinstance(item, dict) and isinstance(item.get("text"), str)]
    return found


def check(content: Content) -> Iterator[Problem]:
    """Yield what is missing, misshapen or seen in training."""
    regression = read_regression(content.root)
    wanted = [*content.types, *(intent for intent in content.intents if intent not in WITHOUT)]
    for stem in wanted:
        count = len(regression.get(stem, ()))
        if count < LEAST:
            yield Problem(
                _path(stem), f"只有 {count} 条能用的句子，至少要 {LEAST} 条（写明 id、text、stage、register）。"
            )
    for stem in sorted(regression.keys() - set(wanted)):
        yield Problem(_path(stem), f"{stem} 不是类型，也不是意图。看看文件名是不是拼错了。")
    for stem, items in regression.items():
        for item in items:
            if item.get("stage") not in STAGES:
                yield Problem(_path(stem), f"「{shorten(item['text'])}」的 stage 要写成：{'、'.join(STAGES)}。")
    if content.examples:
        yield from _seen(content, regression)


def _seen(content: Content, regression: dict[str, list[dict[str, Any]]]) -> Iterator[Problem]:
    where = {str(item["text"]): stem for stem, items in regression.items() for item in items}
    for text, shared in overlaps(where, (line.text for line in content.examples)):
        message = f"「{shorten(text)}」里的「{shared}」在训练例句里也有，量不出真本事。换一句别人没写过的。"
        yield Problem(_path(where[text]), message)


def _path(stem: str) -> str:
    return f"{FOLDER}/{stem}.yml"
