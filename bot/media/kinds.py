"""What kind of picture it is: a chat, a payment receipt, or any page with words. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.media.bubbles import bubbles_of, stamps
from bot.media.layout import Placed
from bot.media.saw import CHAT, PAGE, RECEIPT, Colour

# the words of WeChat, Alipay and bank receipts
_SURELY = re.compile(r"电子回单|转账凭证|交易回单|汇款回单|付款凭证|存款回单")
_RECEIPT = (
    re.compile(r"(?:转账|支付|付款|交易|汇款|扣款|充值|转出)(?:成功|已完成|已受理)"),
    re.compile(r"收款(?:方|人|账户|账号|银行|户名)|对方账户|商户(?:全称|单号)?"),
    re.compile(r"(?:付款|支付|到账)方式|付款(?:账户|账号|卡|人)"),
    re.compile(r"(?:转账|交易|商户|订单|流水|支付)(?:单号|流水号|号)|凭证号"),
    re.compile(r"(?:转账|交易|支付|付款|到账|创建)时间|当前状态"),
    re.compile(r"账单详情|交易详情|转账详情|转账结果"),
)


def is_receipt(lines: Sequence[Placed]) -> bool:
    """Say whether the words are those of a payment that was made."""
    text = "\n".join(line.text for line in lines)
    return bool(_SURELY.search(text)) or sum(bool(sign.search(text)) for sign in _RECEIPT) >= 3


def kind_of(lines: Sequence[Placed], page: Colour, width: int) -> str:
    """Return `CHAT`, `RECEIPT`, `PAGE`, or nothing where there are no words.

    Two sides make a chat, whatever is said in it; one side alone needs a time
    stamp between the bubbles, for a page has cards of another colour too.
    """
    if not lines:
        return ""
    bubbles = bubbles_of(lines, page, width)
    theirs = any(not bubble.mine for bubble in bubbles)
    if theirs and any(bubble.mine and bubble.coloured for bubble in bubbles):
        return CHAT
    if is_receipt(lines):
        return RECEIPT
    return CHAT if theirs and stamps(lines, width) else PAGE
