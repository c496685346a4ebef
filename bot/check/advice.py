"""The linter: no sentence that could cost a resident money, whoever wrote it.

The rules are data (db/content/schema/forbidden.yml), so that staff can read why.
A sentence is looked at without its quoted speech: what the scammer says, told as
his words, is a warning and not advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.check.content import FORBIDDEN, Content
from bot.check.lines import Line, resident_lines, sentences
from bot.check.problems import Problem, shorten

OPEN, CLOSE = "⟦", "⟧"
_NAME = re.compile(r"\{([a-z_]+)\}")
_QUOTED = re.compile(r"「[^「」]*」|“[^“”]*”")
# The scammer's own lines and deeds, what must never be said, what happened (a kiosk picture's
# sentence is the resident's own); and names, which tell nobody to do anything.
EXEMPT = (
    {"stages", "says"},
    {"stages", "does"},
    {"for_helper", "never_say"},
    {"case"},
    {"name"},
    {"aliases"},
    {"options", "say"},
)


@dataclass(frozen=True)
class Rule:
    """One thing that must not be said.

    Attributes:
        id: its name.
        pattern: finds it in a sentence.
        allow: what makes it fine; searched in the sentence with ⟦…⟧ around the find.
        why: what to tell the author.
        good: sentences that must pass.
        bad: sentences that must not.
    """

    id: str
    pattern: re.Pattern[str]
    allow: tuple[re.Pattern[str], ...]
    why: str
    good: tuple[str, ...]
    bad: tuple[str, ...]

    def find(self, sentence: str) -> str | None:
        """Return the words that break the rule, None when the sentence is fine."""
        plain = unquoted(sentence)
        for match in self.pattern.finditer(plain):
            marked = f"{plain[: match.start()]}{OPEN}{match.group()}{CLOSE}{plain[match.end() :]}"
            if not any(allowed.search(marked) for allowed in self.allow):
                return match.group()
        return None


def unquoted(sentence: str) -> str:
    """Return the sentence with quoted speech blanked, unless it is nothing but a quotation."""
    blank = _QUOTED.sub("「」", sentence)
    return blank if re.search(r"\w", blank) else sentence


def compile_rules(forbidden: dict[str, Any]) -> list[Rule]:
    """Return the rules of forbidden.yml; `{name}` stands for an entry of its `words`.

    Raises:
        ValueError: an expression is broken; names the rule.
    """
    words: dict[str, str] = {}
    try:
        for name, text in (forbidden.get("words") or {}).items():
            words[str(name)] = _fill(str(text), words)  # a word may use those above it
        return [_compile(rule, words) for rule in forbidden.get("rules") or ()]
    except (KeyError, TypeError, AttributeError, re.error) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _fill(text: str, words: dict[str, str]) -> str:
    return _NAME.sub(lambda name: f"(?:{words[name.group(1)]})", text)


def _compile(rule: dict[str, Any], words: dict[str, str]) -> Rule:
    # a long pattern is folded over lines, which leaves spaces before `|`
    pattern = re.compile(re.sub(r"\s+", "", _fill(rule["pattern"], words)))
    allow = tuple(re.compile(_fill(text, words)) for text in rule.get("allow") or ())
    return Rule(rule["id"], pattern, allow, rule["why"], tuple(rule["good"]), tuple(rule["bad"]))


def check(content: Content) -> Iterator[Problem]:
    """Yield every sentence that breaks a rule."""
    try:
        rules = compile_rules(content.forbidden)
    except ValueError as error:
        yield Problem(FORBIDDEN, f"有一条规则写坏了（{error}）。请写规则的人来改。")
        return
    for line in resident_lines(content):
        if not is_exempt(line):
            yield from _check_line(line, rules)


def is_exempt(line: Line) -> bool:
    """Whether the line tells what the scammer says or does, or what happened."""
    return any(fields <= set(line.keys) for fields in EXEMPT)


def _check_line(line: Line, rules: list[Rule]) -> Iterator[Problem]:
    for sentence in sentences(line.text):
        for rule in rules:
            words = rule.find(sentence)
            if words is not None:
                yield Problem(line.path, f"{line.place}「{shorten(sentence)}」里的「{words}」：{rule.why}")
