"""No mould: scripts that open alike or have one skeleton are not listened to twice.

A skeleton is what is left of a sentence when only its function words stand:
「别把现金交给上门的人」 and 「别把金条交给来收的人」 are one. Lines that must be alike
(call 110, tell an adult first) are not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.check.content import Content, script_path
from bot.check.lines import Line, script_lines, sentences
from bot.check.problems import Problem, shorten
from bot.check.repeats import bare

MOST_SCRIPTS = 5  # that may share one opening or skeleton in a field
OPENING = 5  # characters
LEAST_WORDS = 5  # function words; a sentence with fewer has no shape of its own
LEAST_LENGTH = 8
_FIELDS = ("red_flags", "never_do", "do_now", "slogans", "why_you", "warning", "first_line", "case", "summary")
_FUNCTION_WORDS = "的了是不别就都也还再先要让叫说把给被在从到和跟你您他她它没有一那这谁哪多少才能会可想越真假只每凡"
_CONTENT_WORDS = re.compile(f"[^{_FUNCTION_WORDS}，、：]+")
_MUST_BE_ALIKE = re.compile(r"110|告诉|爸妈|大人|老师")
Shape = tuple[str, str]


def skeleton(sentence: str) -> str:
    """Return a sentence with everything but function words and commas folded to one dot."""
    return _CONTENT_WORDS.sub("·", sentence)


def shapes(text: str) -> Iterator[str]:
    """Yield what is compared of one line: its opening, and the skeleton of each longer sentence."""
    if not _MUST_BE_ALIKE.search(text):
        yield bare(text)[:OPENING] + "…"
    for sentence in sentences(text):
        folded = skeleton(sentence)
        if len(sentence) >= LEAST_LENGTH and len(re.sub(r"[·，、：]", "", folded)) >= LEAST_WORDS:
            yield folded


def check(content: Content) -> Iterator[Problem]:
    """Yield every opening and skeleton that more than `MOST_SCRIPTS` scripts share in one field."""
    found: dict[Shape, dict[str, Line]] = {}
    for stem, script in content.scripts.items():
        for line in _compared(stem, script):
            for shape in shapes(line.text):
                found.setdefault((_field(line), shape), {}).setdefault(stem, line)
    for (field, shape), lines in found.items():
        if len(lines) > MOST_SCRIPTS:
            yield from _told(field, shape, lines)


def _compared(stem: str, script: dict[str, Any]) -> Iterator[Line]:
    return (line for line in script_lines(stem, script) if not {*_FIELDS}.isdisjoint(line.keys))


def _field(line: Line) -> str:
    return next(key for key in line.keys if key in _FIELDS)


def _told(field: str, shape: str, lines: dict[str, Line]) -> Iterator[Problem]:
    stem, line = next(iter(lines.items()))
    others = "、".join(list(lines)[1:6])
    told = f"{line.place}「{shorten(line.text)}」的样子「{shape}」，{len(lines)} 个剧本的 {field} 里都有（{others} …）"
    yield Problem(script_path(stem), f"{told}。想一想这种骗局的人最该听到什么，换个说法。")
