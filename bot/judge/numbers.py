"""What a telephone number gives away: where it comes from, and whose short code it pretends to be."""

from __future__ import annotations

import re

import phonenumbers

from bot.judge.judgement import OFFICIAL
from bot.judge.rules import Rules

_HOME = re.compile(r"^(?:\+|00)86")
_PREFIXED = re.compile(r"(?:\+|0{1,2})?(?:86)?0?(\d{3,5})")
_LONGEST_95 = 6  # 953, 955 and 956 have five or six digits
_CODE = 5
_MOST_EXTRA = 6  # digits behind a short code; longer ones are no numbers to call


def number_reasons(value: str, rules: Rules) -> set[str]:
    """Return everything that a number gives away.

    Args:
        value: with or without marks and prefix.
        rules: hotlines and prefixes.
    """
    dialled = re.sub(r"[^\d+]", "", value)
    if dialled in rules.hotlines:
        return {OFFICIAL}
    prefixed = _PREFIXED.fullmatch(dialled)
    if prefixed and prefixed.group(1) in rules.hotlines:
        return {"spoofed_short_code"}
    if dialled.startswith(("+", "00")) and not _HOME.match(dialled):
        return {_from_abroad(dialled)}
    return _at_home(_HOME.sub("", dialled), rules)


def _from_abroad(dialled: str) -> str:
    """Say whether a number with a foreign prefix could exist."""
    number = re.sub(r"^(?:\+|00)", "", dialled).replace("+", "")
    try:
        parsed = phonenumbers.parse(f"+{number}")
    except phonenumbers.NumberParseException:
        return "no_such_number"
    return "foreign_number" if phonenumbers.is_possible_number(parsed) else "no_such_number"


def _at_home(number: str, rules: Rules) -> set[str]:
    if re.fullmatch(r"1[3-9]\d{9}", number):
        return {"virtual_operator"} if number[:3] in rules.virtual else set()
    if re.fullmatch(r"400\d{7}", number):
        return {"service_400"}
    if re.fullmatch(r"95\d{3,}|96110\d+", number) and len(number) <= _CODE + _MOST_EXTRA:
        return {_of_short_code(number, rules)}
    return set()


def _of_short_code(number: str, rules: Rules) -> str:
    if number[:_CODE] in rules.hotlines:
        return "short_code_extra_digits"
    if number[:3] in rules.call_centres:
        return "call_centre_95"
    return "unlisted_95" if len(number) <= _LONGEST_95 else "short_code_extra_digits"
