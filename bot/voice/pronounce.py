"""From written words to words a synthesiser says rightly: numbers, letters, marks. Pure.

What is dialled is said digit by digit with 幺 for 1, as Chinese operators say it; what is
counted is said as a number. A hotline must never be said as an amount.
"""

from __future__ import annotations

import re

import cn2an

_DIGITS = dict(zip("0123456789", "零幺二三四五六七八九", strict=True))
_PLAIN = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
_COUNTERS = "元块毛分角万亿千百个位次条张笔台部份件种类家名人岁倍楼层届步级折斤克米天日月周秒点时年号页成"
_COUNTED = re.compile(rf"(?=\s*(?:小时|分钟|个月|公里|公斤|多|余|几|[{_COUNTERS}]))")
_UNITS = {"%": "百分之", "％": "百分之"}
_TWO = re.compile(
    r"(?<![\d.])2(?=\s*(?:小时|分钟|个|位|次|条|张|笔|台|部|份|件|种|家|名|天|周|秒|年(?!级)|万|千|倍|元|块))"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[%％])?")
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:：]([0-5]\d)(?!\d)")
_RANGE = re.compile(r"(?<=\d)\s*[-~～—至]\s*(?=\d)")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
LONGEST_COUNT = 9  # digits; longer ones are account numbers
SHORT_CODE = re.compile(r"1[012]\d|95\d{3}|96\d{3}|1[012]\d{3}|1\d{4}")

# said letter by letter, or by the words people use; longest first
LETTERS = {
    "FaceTime": "费斯泰姆",
    "APP": "诶屁屁",
    "App": "诶屁屁",
    "app": "诶屁屁",
    "WiFi": "歪费",
    "Wi-Fi": "歪费",
}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NAMES = "诶 必 西 迪 伊 艾弗 基 诶尺 艾 杰 开 艾勒 艾姆 恩 欧 屁 扣 阿尔 艾斯 替 优 维 达不溜 艾克斯 歪 贼"
_LETTER = dict(zip(_LETTERS, _NAMES.split(" "), strict=True))
_WORD = re.compile("|".join(map(re.escape, sorted(LETTERS, key=len, reverse=True))))
_RUN_TOGETHER = re.compile("」「|”“|』『")  # only the marks keep these words apart
_SPELT = re.compile(r"360(?=客服|金融|借条)")  # a name, and no count
# marks: brackets and quotes are not said, what they hold is
_SILENT = str.maketrans("", "", "「」『』“”‘’\"'《》〈〉【】〔〕[]（）()*_#")
_PAUSES = str.maketrans(
    {"；": "，", "：": "，", ":": "，", ";": "，", "—": "，", "…": "，", "/": "，", "|": "，", "\n": "。"}
)
_READ_WRONGLY = {  # characters with several readings, where the dictionary picks the wrong one
    "还款": "环款",
    "还钱": "环钱",
    "还给": "环给",
    "行号": "航号",
    "都不": "兜不",
}


def _digits(number: str) -> str:
    return "".join(_DIGITS[digit] for digit in number)


def _count(number: str) -> str:
    return str(cn2an.an2cn(number, "low"))


def is_dialled(number: str, after: str) -> bool:
    """Say whether digits are a number to dial rather than a count, by what they are and what follows.

    Args:
        number: the digits.
        after: the text behind them.
    """
    if "." in number or number.endswith(("%", "％")):
        return False
    if len(number) > LONGEST_COUNT or (number.startswith("0") and len(number) > 1):
        return True
    if SHORT_CODE.fullmatch(number):
        # "110元" is money, "110点" nothing: short codes are counted only before money and measures
        return not re.match(r"\s*(?:元|块|万|亿|千|多|余|天|个月|小时|分钟|岁|人次)", after)
    return len(number) >= 5 and not _COUNTED.match(after)


def _say_number(match: re.Match[str]) -> str:
    number, after = match.group(), match.string[match.end() :]
    if is_dialled(number, after):
        return _digits(number)
    if number[-1] in _UNITS:
        return _UNITS[number[-1]] + _count(number[:-1])
    return _count(number)


def _say_clock(match: re.Match[str]) -> str:
    hour, minute = int(match.group(1)), int(match.group(2))
    said = "两点" if hour == 2 else f"{_count(str(hour))}点"
    if minute == 0:
        return said
    return f"{said}{'零' if minute < 10 else ''}{_count(str(minute))}分"


def _say_letters(match: re.Match[str]) -> str:
    return "".join(_LETTER[letter] for letter in match.group().upper())


def _say_digits(match: re.Match[str]) -> str:
    return "".join(_PLAIN[digit] for digit in match.group())


def pronounce(text: str) -> str:
    """Return a sentence as it is said: Chinese characters, commas, full stops and question marks only."""
    text = _RUN_TOGETHER.sub("、", text.strip()).translate(_SILENT)
    text = _SPELT.sub(_say_digits, text)
    text = _GROUPED.sub("", text)
    text = _YEAR.sub(_say_digits, text)
    text = _CLOCK.sub(_say_clock, text)
    text = _RANGE.sub("到", text)
    text = _TWO.sub("两", text)
    text = _NUMBER.sub(_say_number, text)
    text = text.replace("U盾", "优盾").replace("+", "加")
    text = _WORD.sub(lambda match: LETTERS[match.group()], text)
    text = re.sub(r"[A-Za-z]+", _say_letters, text)
    for written, said in _READ_WRONGLY.items():
        text = text.replace(written, said)
    text = re.sub(r"\s+", "", text.translate(_PAUSES))
    text = re.sub(r"，+", "，", text).replace("，。", "。")
    return re.sub(r"^[，、。]+", "", text)
