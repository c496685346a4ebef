"""Which of the recogniser's words are believed. Pure.

Whisper invents: over silence and noise it says what stood under videos it was
trained on, repeats itself, or says its prompt. Here words that nobody said cost
more than words that must be said again.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

# words of this service, so that they are spelt as it knows them; nothing that anybody would tell
PROMPT = "以下是居民对反诈助手说的话，讲的是转账、验证码、刷单、医保卡、客服、投资的事。"

LEAST_LOGPROB = -1.0  # mean of a piece
SURE_LOGPROB = -0.6
NO_SPEECH = 0.6
MOST_REPEATED = 2.4  # how far zlib shortens it; speech has about 1
MOST_CHARS_A_SECOND = 11.0  # a hurried person says seven or eight syllables
ECHO = 0.75  # of a piece's pairs of characters that stand in the prompt too
_CREDITS = re.compile(
    r"字幕(?:由|组|提供|制作|志愿者|by)|amara\.?org|(?:请|請)?不吝(?:点赞|點贊)|点赞.{0,4}订阅|订阅.{0,6}(?:频道|打赏|明镜)"
    r"|明镜(?:与|需要)|(?:谢谢|感谢)(?:大家)?(?:的)?(?:观看|收看|收听)|(?:我们)?下(?:期|集)(?:节目|视频)?(?:再见|见)|^优优独播剧场"
    r"|词曲?[:：]|作曲[:：]|编曲[:：]|李宗盛$|^(?:音乐|掌声|笑声)$",
    re.IGNORECASE,
)
_LOOP = re.compile(r"(.{1,12}?)\1{3,}")
_MARKS = str.maketrans({",": "，", "?": "？", "!": "！", ";": "；", ":": "："})
_CJK = "\u4e00-\u9fff"
_BLANK = re.compile(rf"(?<=[{_CJK}，。？！])\s+|\s+(?=[{_CJK}，。？！])")
_PLAIN = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Piece:
    """What the recogniser made of one stretch of speech.

    Attributes:
        text: its words.
        seconds: how long the stretch is.
        logprob: mean of its characters.
        no_speech: how likely nobody spoke.
    """

    text: str
    seconds: float
    logprob: float
    no_speech: float


def tidy(text: str) -> str:
    """Return a text with Chinese marks and without blanks between characters."""
    text = re.sub(rf"(?<=[{_CJK}])[,?!;:]|[,?!;:](?=[{_CJK}])", lambda mark: mark.group().translate(_MARKS), text)
    return _BLANK.sub("", text).strip()


def doubt(piece: Piece) -> str:
    """Return why a piece is not believed, empty when it is."""
    plain = _PLAIN.sub("", piece.text)
    if not plain:
        return "no words"
    if piece.logprob < LEAST_LOGPROB:
        return "unsure"
    if piece.no_speech > NO_SPEECH and piece.logprob < SURE_LOGPROB:
        return "no speech"
    if (_LOOP.search(plain) and len(plain) > 8) or repeated(piece.text) > MOST_REPEATED:
        return "a loop"
    if len(plain) > 6 and len(plain) / max(piece.seconds, 0.3) > MOST_CHARS_A_SECOND:
        return "too many words for the time"
    if _CREDITS.search(piece.text):
        return "the credits of a video"
    return "the prompt" if echoes(plain) else ""


def repeated(text: str) -> float:
    """Return how far a text can be shortened, 1 for not at all."""
    raw = text.encode()
    return len(raw) / len(zlib.compress(raw)) if raw else 1.0


def echoes(plain: str) -> bool:
    """Say whether a text is little but the prompt; a single term of it is what people do say."""
    pairs = [plain[at : at + 2] for at in range(len(plain) - 1)]
    known = _PLAIN.sub("", PROMPT)
    return len(plain) > 8 and sum(pair in known for pair in pairs) >= ECHO * len(pairs)


def believed(pieces: Sequence[Piece]) -> tuple[str, float, tuple[str, ...]]:
    """Return (the words that are believed, how sure they are from 0 to 1, why others are not)."""
    judged = [(piece, doubt(piece)) for piece in pieces]
    kept = [piece for piece, why in judged if not why]
    doubts = tuple(dict.fromkeys(why for _, why in judged if why))
    if not kept:
        return "", 0.0, doubts
    length = sum(len(piece.text) for piece in kept)
    mean = sum(piece.logprob * len(piece.text) for piece in kept) / length
    return _joined([tidy(piece.text) for piece in kept]), round(math.exp(mean), 3), doubts


def _joined(parts: Sequence[str]) -> str:
    """Return the parts as one text: a breath is a comma, unless a mark stands there."""
    text = ""
    for part in parts:
        text += part if not text or text[-1] in "，。？！；：、" or not part else f"，{part}"
    return text
