"""No number but a hotline, no link, no address of any kind, in anything a resident reads.

A number printed in the wrong place sends a frightened person to a stranger. So this
holds for the scammer's quoted lines too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.check.content import Content, list_path
from bot.check.lines import resident_lines
from bot.check.problems import Problem

_DIGITS = "零〇一二三四五六七八九"
_RUN = re.compile(r"(?<!\d)\d(?:[ \-.·_()]{0,2}\d){4,}")
_SPOKEN = re.compile(rf"[{_DIGITS}幺两](?:[ \-.·]?[{_DIGITS}幺两]){{4,}}")
_SHORT = re.compile(r"(?<!\d)1[12]\d(?!\d)")
_DIALLED = re.compile(r"(?:打|拨|拨打|致电|热线|电话)[ :]?(\d{3,4})(?!\d)(?! ?(?:元|块|个|次|遍|万|年|多|通))")
_ABROAD = "86-10-"  # how 12308 is dialled from abroad
_LINK = re.compile(
    r"[a-z]{2,10}://|(?<![a-z0-9])www\.|[a-z0-9._%+-]+@[a-z0-9.-]+"
    r"|(?<![a-z0-9.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?![a-z0-9])"
    r"|[a-z0-9]+ ?(?:点|dot|。) ?(?:com|cn|net|org|top|xyz|vip|cc|info|app)(?![a-z])"
)


def fold(text: str) -> str:
    """Return the text half-width, lower-case and without invisible characters; numerals stay as written."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in folded if unicodedata.category(char) not in ("Cf", "Mn", "Me"))


def strange_numbers(text: str, known: frozenset[str]) -> list[str]:
    """Return the numbers in `text` that are no hotline.

    Args:
        text: any line of content.
        known: the hotline numbers.
    """
    plain = fold(text)
    found: list[str] = []
    for match in _RUN.finditer(plain):
        parts = re.split(r"\D+", match.group().removeprefix(_ABROAD))
        if not known.issuperset(parts):
            found.append(match.group())
    found += [m.group() for m in _SPOKEN.finditer(plain) if _as_digits(m.group()) not in known]
    found += [m.group() for m in _SHORT.finditer(plain) if m.group() not in known and _is_call(plain, m)]
    found += [m.group(1) for m in _DIALLED.finditer(plain) if m.group(1) not in known]
    return list(dict.fromkeys(found))


def links(text: str) -> list[str]:
    """Return links, domain names and mail addresses in `text`."""
    return [match.group() for match in _LINK.finditer(fold(text))]


def check(content: Content) -> Iterator[Problem]:
    """Yield every number that is no hotline and every link."""
    known = content.ids("hotlines")
    if not content.was_read(list_path("hotlines")):
        return  # every number would seem strange
    for line in resident_lines(content):
        for number in strange_numbers(line.text, known):
            yield Problem(
                line.path,
                f"{line.place} 里的号码「{number}」不在 hotlines.yml 里。只能写那里有的号码；钱数写成「六万二」。",
            )
        for link in links(line.text):
            yield Problem(line.path, f"{line.place} 里有网址或邮箱「{link}」。删掉，改说在哪个官方App或柜台办。")


def _as_digits(spoken: str) -> str:
    digits = {char: str(value) for value, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "幺": "1", "两": "2"}
    return "".join(digits.get(char, "") for char in spoken)


def _is_call(plain: str, match: re.Match[str]) -> bool:
    """Whether a three-digit number is a number to call, not a count (120 元)."""
    return not re.match(r" ?(?:元|块|个|次|遍|万|天|号|克|斤|分|人|家|笔|条|岁|平|页)", plain[match.end() :])
