"""A receipt is asked about as a payment, a chat is split into sides: the kind decides."""

from __future__ import annotations

import pytest

from bot.media.kinds import is_receipt, kind_of
from bot.media.saw import CHAT, PAGE, RECEIPT, Line
from tests.unit.media.screens import GREY, WIDTH, centred, line, mine, placed, theirs


def _rows(*texts: str) -> list[Line]:
    return [line(text, 40, 200 + 60 * number) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    "words",
    [
        ("账单详情", "支付成功", "-3000.00", "收款方", "支付方式"),
        ("转账成功", "收款人", "到账方式"),
        ("交易详情", "当前状态", "商户单号"),
        ("电子回单", "18000.00"),
        ("某某银行", "转账凭证"),
        ("付款成功", "对方账户", "创建时间"),
    ],
)
def test_receipts_by_their_words(words: tuple[str, ...]) -> None:
    assert is_receipt(placed(_rows(*words)))
    assert kind_of(placed(_rows(*words)), GREY, WIDTH) == RECEIPT


@pytest.mark.parametrize(
    "words",
    [
        ("提现失败", "收款账户有误", "立即缴纳"),
        ("请转账到指定收款账户", "转账成功后联系客服"),
        ("商户招募", "收款方便"),
        (),
    ],
)
def test_what_asks_for_money_is_no_receipt(words: tuple[str, ...]) -> None:
    assert not is_receipt(placed(_rows(*words)))


def test_two_sides_are_a_chat_whatever_is_said() -> None:
    lines = [theirs("转账成功了吗，收款人是谁", 300), mine("付款方式是银行卡", 400), theirs("电子回单发我", 500)]
    assert kind_of(placed(lines), GREY, WIDTH) == CHAT


def test_one_side_is_a_chat_with_a_time_between() -> None:
    bubble = theirs("您的快件无法派送", 300)
    assert kind_of(placed([centred("今天 09:12", 200), bubble]), GREY, WIDTH) == CHAT
    assert kind_of(placed([bubble]), GREY, WIDTH) == PAGE


def test_a_page_with_a_button_is_a_page() -> None:
    button = centred("立即缴纳", 700, (220, 60, 50))
    assert kind_of(placed([*_rows("提现失败", "需缴纳解冻金"), button]), GREY, WIDTH) == PAGE


def test_no_words_no_kind() -> None:
    assert kind_of([], GREY, WIDTH) == ""
