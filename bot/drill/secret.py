"""Whether somebody types what no scammer may have, even in a drill. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

# masked by `bot.text.prepare` before anything sees it; amounts, times and hotlines are not
_MASKED = re.compile("〔(?:手机号|电话|银行卡|身份证|验证码|号码|账号|地址|邮箱)〕")
_CODE = re.compile(r"(?<![\d.])(?:\d[ -]?){4,8}(?![\d.元块万千百年月日号])")
_PASSWORD = re.compile(r"密码(?:是|为|：|:)?\s*[0-9A-Za-z]{3,}")


def gives_away(text: str, public: Iterable[str] = ()) -> bool:
    """Say whether a masked text holds a number, a code or a password that looks like one's own.

    Args:
        text: masked.
        public: the hotlines, which anybody may name.
    """
    for number in sorted(public, key=len, reverse=True):
        text = re.sub(rf"(?<!\d){re.escape(number)}(?!\d)", "", text)
    return bool(_MASKED.search(text) or _CODE.search(text) or _PASSWORD.search(text))
