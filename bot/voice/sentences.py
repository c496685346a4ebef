"""Words cut into the sentences that have a sound each, so that screens share sounds. Pure."""

from __future__ import annotations

import hashlib
import re

from bot.reply.render.pieces import sentences

_NUMBER = re.compile(r"^\d (?=\D)")  # "1 先挂电话。": the ear needs no numbers, and they change
_HEARD = re.compile(r"[\w\u4e00-\u9fff]")


def sentence_key(sentence: str) -> str:
    """Return the name of the file that says this sentence: blanks and step numbers do not count."""
    return hashlib.sha256("".join(_NUMBER.sub("", sentence.strip()).split()).encode()).hexdigest()[:32]


def spoken_sentences(text: str) -> list[str]:
    """Return the sentences of a text as they are said, without step numbers and what has no sound."""
    found = (_NUMBER.sub("", sentence) for sentence in sentences(text))
    return [sentence for sentence in found if _HEARD.search(sentence)]
