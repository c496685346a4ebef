"""A reply as telephone prompts of at most eight seconds, and the keys that answer it.

Keys 9, 8, 0 and * mean the same in every call (money gone, being pressed, a
person, again), so a reply's own choices take 1 to 7.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.reply.blocks import Block
from bot.reply.render.pieces import cut, pack

KEYS = "phone_keys"  # the wording that names the keys 9, 8 and 0
SECONDS = 8.0
CHARACTERS_A_SECOND = 4.5  # unhurried Mandarin; measured again once the voice is chosen
PAUSE = 0.25  # seconds at a mark
MOST_KEYS = 7
SHORT_LABEL = 2  # characters of a thing that a menu names
FIXED_KEYS = {"urgent:paid": "9", "urgent:paying": "8", "service:human": "0"}
SPOKEN_DIGITS = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
_MARK = re.compile(r"[，。！？；：、…—]+")
_SILENT = re.compile(r"[\s\W]+")


@dataclass(frozen=True)
class Prompts:
    """What the telephone says, and which key means which choice.

    Attributes:
        prompts: spoken one after another; any key interrupts.
        keys: key → value of the choice.
    """

    prompts: tuple[str, ...]
    keys: Mapping[str, str]


def seconds(text: str) -> float:
    """Return about how long a text takes to say."""
    return len(_SILENT.sub("", text)) / CHARACTERS_A_SECOND + PAUSE * len(_MARK.findall(text))


def _tenths(text: str) -> int:
    return round(seconds(text) * 10)


def render(blocks: list[Block], fixed_keys: str) -> Prompts:
    """Return the prompts of a reply.

    Args:
        blocks: the reply, composed for the telephone.
        fixed_keys: the approved sentence that names the keys 9, 8 and 0; said last.
    """
    numbered = own_choices(blocks)
    menu = packed([option(choice["label"], key) for key, choice in numbered.items()])
    prompts = [*spoken(blocks), *menu, *prompts_of(fixed_keys)]
    values = {key: str(choice["value"]) for key, choice in numbered.items()}
    return Prompts(tuple(prompts), {key: value for value, key in FIXED_KEYS.items()} | values)


def spoken(blocks: list[Block]) -> list[str]:
    """Return the words of a reply as prompts, without its choices."""
    return [prompt for block in blocks if block["type"] == "text" for prompt in prompts_of(str(block["text"]))]


def own_choices(blocks: list[Block], most: int = MOST_KEYS) -> dict[str, Block]:
    """Return key → choice for the choices that no fixed key stands for."""
    choices = [choice for block in blocks if block["type"] == "choices" for choice in block["choices"]]
    own = [choice for choice in choices if choice["value"] not in FIXED_KEYS][:most]
    return {str(n): choice for n, choice in enumerate(own, 1)}


def option(label: str, key: str) -> str:
    """Return the sentence that says which key means what."""
    return f"{_clean(label)}，按{SPOKEN_DIGITS[key]}。"


def menu_option(label: str, key: str) -> str:
    """Return that sentence for a menu: a short thing and its key in one breath, "电话按一"."""
    short = len(_clean(label)) <= SHORT_LABEL  # never for 是 and 不是: "不是按二" would say not to press it
    return f"{_clean(label)}按{SPOKEN_DIGITS[key]}。" if short else option(label, key)


def prompts_of(text: str) -> list[str]:
    """Return a text in prompts; a line is never joined with the next."""
    return [piece for line in text.splitlines() if line.strip() for piece in packed([_clean(line)])]


def packed(lines: list[str]) -> list[str]:
    """Return sentences in prompts of at most eight seconds, as many to one as it holds."""
    most = round(SECONDS * 10)
    return pack([piece for line in lines for piece in cut(line, most, _tenths)], most, _tenths)


def _clean(text: str) -> str:
    """Return the text without what cannot be heard: brackets, quotation marks, a leading number."""
    text = re.sub(r"」「|”“", "、", text)  # what only the marks kept apart would run into one word
    return re.sub(r"^\d+ ", "", re.sub(r"[「」“”《》【】（）]", "", text)).strip()
