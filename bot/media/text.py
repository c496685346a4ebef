"""What the message door assesses of a picture: the other side's words first, marked as pasted. Pure."""

from __future__ import annotations

import re

from bot.media.bubbles import bubbles_of, without_status_bar, words_of
from bot.media.layout import close, page_text, straighten
from bot.media.saw import CHAT, RECEIPT, Code, ReadImage

NOTHING = "〔图片〕"  # the door asks how far things have gone, see `picture` in db/content/cues.yml
_PAY_CODE = re.compile(r"wxp://|https?://(?:qr\.alipay\.com|payapp\.weixin\.qq\.com|qr\.95516\.com)/|alipays?://", re.I)
_LINK = re.compile(r"[a-z][a-z0-9+.\-]{1,20}://|(?:[a-z0-9-]+\.)+[a-z]{2,10}(?:/|$)", re.I)
_MOST_CODE = 200  # characters


def code_words(code: Code) -> str:
    """Return what a code holds in words; a link stays a link, to be judged and never opened."""
    text = " ".join(code.text.split())[:_MOST_CODE]
    if _PAY_CODE.match(text):
        return "图上有一个收款二维码。"
    if _LINK.match(text):
        return f"图上的二维码是链接 {text} 。"
    if "QR" not in code.format:
        return ""  # a bar code on a parcel or a ticket says nothing of a scam
    return close(f"图上的二维码写着{text}", "。")


def text_of(read: ReadImage) -> str:
    """Return the text of a picture as a resident would have told it, or `NOTHING`."""
    lines = straighten(read.lines, read.width, read.height)
    if read.kind != CHAT:
        lines = without_status_bar(lines, read.width)
    codes = "".join(dict.fromkeys(filter(None, map(code_words, read.codes))))
    if read.kind == CHAT:
        bubbles = bubbles_of(lines, read.page, read.width)
        theirs, mine = words_of(bubbles, False), words_of(bubbles, True)
        words = (f"对方发来：{theirs}" if theirs else "") + codes + (f"我回：{mine}" if mine else "")
    elif read.kind == RECEIPT:
        words = close(f"转账凭证：{page_text(lines, read.width)}", "。") + codes
    else:
        words = (close(f"图上写着：{page_text(lines, read.width)}", "。") if lines else "") + codes
    return words or NOTHING
