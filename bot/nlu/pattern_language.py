"""The pattern language of signals.yml, as regular expressions; what finds them in text is `bot.nlu.patterns`.

`(a|b)` are alternatives, `~` is up to six characters of the same sentence. Apart
from the finder, so that whoever only checks patterns (the console) need not load spaCy.
"""

from __future__ import annotations

import re

GAP = "~"
GAP_CHARS = 6
_GAP_REGEX = rf"[^。!?;\n！？；]{{0,{GAP_CHARS}}}?"
_PART = re.compile(r"\(([^()]*)\)|([^()]+)")


class PatternError(ValueError):
    """A pattern that cannot be used; the message says what is wrong."""


def to_regex(pattern: str) -> str:
    """Return the regular expression of a pattern.

    Raises:
        PatternError: parentheses unbalanced or nested, or a reading with fewer
            than two literal characters (it would fire on almost anything).
    """
    if pattern.count("(") != pattern.count(")") or re.search(r"\([^()]*(?:\(|$)", pattern):
        raise PatternError("parentheses must be closed and not nested")
    found = parts(pattern)
    if sum(min(len(option.replace(GAP, "")) for option in part) for part in found) < 2:
        raise PatternError("needs at least two literal characters in every reading")
    return "".join(_part_regex(part) for part in found)


def parts(pattern: str) -> list[list[str]]:
    """Return the alternatives of each part of a pattern."""
    return [(m.group(1) or "").split("|") if m.group(2) is None else [m.group(2)] for m in _PART.finditer(pattern)]


def _part_regex(options: list[str]) -> str:
    escaped = [_GAP_REGEX.join(re.escape(piece) for piece in option.split(GAP)) for option in options]
    return escaped[0] if len(escaped) == 1 else f"(?:{'|'.join(sorted(escaped, key=len, reverse=True))})"
