"""Patterns that the matcher can use, and questions that are asked only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.check.content import Content, as_list, list_path
from bot.check.problems import Problem
from bot.nlu.pattern_language import GAP, PatternError, to_regex

_CUES = "db/content/cues.yml"
_QUESTIONS = ("question", "question_elder")


def check(content: Content) -> Iterator[Problem]:
    """Yield patterns that cannot be used and questions that stand twice."""
    for name, key in (("signals", "patterns"), ("groups", "cues")):
        listed = {str(item.get("id")): as_list(item.get(key)) for item in content.lists.get(name, ())}
        yield from _check_patterns(list_path(name), listed)
    for labelled in (content.cues, content.channels, content.moves):
        if not labelled and content.was_read(_CUES):
            yield Problem(_CUES, "缺少 cues、channels 或 moves，或者里面是空的。照原来的样子补上。")
        yield from _check_patterns(_CUES, labelled)
    for question in _QUESTIONS:
        asked = Counter(str(item.get(question)) for item in content.lists.get("signals", ()))
        for text, count in asked.items():
            if count > 1:
                yield Problem(list_path("signals"), f"问句「{text}」用了 {count} 次。每个问题问的要是不同的事。")


def _check_patterns(path: str, listed: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    for label, patterns in listed.items():
        if not patterns:
            yield Problem(path, f"{label} 没有说法可以对照。至少写一条。")
        for pattern in patterns:
            problem = _wrong_with(str(pattern))
            if problem:
                yield Problem(path, f"{label} 的「{pattern}」{problem}")


def _wrong_with(pattern: str) -> str:
    if pattern.startswith(GAP) or pattern.endswith(GAP):
        return f"用 {GAP} 开头或结尾。{GAP} 只能放在中间。"
    try:
        to_regex(pattern)
    except PatternError as error:
        return f"用不了（{error}）。检查括号成不成对、有没有套起来，字够不够两个。"
    return ""
