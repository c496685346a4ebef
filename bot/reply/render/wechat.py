"""A reply as WeChat messages.

A passive reply has no buttons and may hold 2,048 bytes, a customer-service
message likewise; 1,800 leaves room for the envelope (docs/design: WeChat facts).
Choices are numbered, and the number, the words or the ordinal all count.
"""

from __future__ import annotations

from bot.reply.blocks import Block
from bot.reply.render.pieces import cut, pack

MOST_BYTES = 1800
_ANSWER = "（回复数字）"


def utf8(text: str) -> int:
    """Return the size of a text in UTF-8 bytes."""
    return len(text.encode())


def render(blocks: list[Block], most: int = MOST_BYTES) -> list[str]:
    """Return the messages to send, each at most `most` UTF-8 bytes, cut at sentence ends.

    Choices stand where they are offered, numbered as offered, right under the
    words that ask for them.
    """
    paragraphs: list[str] = []
    for block in blocks:
        if block["type"] == "text":
            paragraphs.append(str(block["text"]))
        elif block["type"] == "choices":
            paragraphs.append(
                "\n".join((_ANSWER, *(f"{choice['n']} {choice['label']}" for choice in block["choices"])))
            )
    parts = [part for paragraph in paragraphs for part in _fitting(paragraph, most)]
    return pack(parts, most, utf8, glue="\n\n")


def _fitting(paragraph: str, most: int) -> list[str]:
    return [paragraph] if utf8(paragraph) <= most else pack(cut(paragraph, most, utf8), most, utf8, glue="\n")
