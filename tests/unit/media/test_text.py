"""What the message door gets of a picture."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.media.saw import FAILED, PAGE, RECEIPT, Code, ReadImage
from bot.media.text import NOTHING, code_words, text_of
from bot.text.prepare import prepare
from tests.unit.media.screens import GREY, HEIGHT, WIDTH, centred, chat, lean, line, mine, theirs

CHAT_LINES = (centred("上午9:41", 200), mine("怎么收钱？", 300), theirs("先垫两千", 400), theirs("返两千六", 600))
LINK = Code("https://egg.example.com/join?g=1024", "QRCode")


def test_the_other_side_comes_first() -> None:
    assert text_of(chat(*CHAT_LINES)) == "对方发来：先垫两千。返两千六。我回：怎么收钱？"


def test_a_leaning_chat_says_the_same() -> None:
    assert text_of(chat(*lean(list(CHAT_LINES), 4))) == text_of(chat(*CHAT_LINES))


def test_a_code_stands_with_the_other_side() -> None:
    text = text_of(replace(chat(*CHAT_LINES), codes=(LINK, LINK)))
    assert text.count("二维码") == 1
    assert text.index(LINK.text) < text.index("我回")


def test_the_link_of_a_code_is_masked_and_judged_like_any() -> None:
    prepared = prepare(text_of(ReadImage(codes=(LINK,))))
    assert "egg.example.com" not in prepared.text
    assert [found.value for found in prepared.finds] == [LINK.text]


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        ("wxp://f2f0abc", "QRCode", "图上有一个收款二维码。"),
        ("https://qr.alipay.com/fkx1", "QRCode", "图上有一个收款二维码。"),
        ("HTTP://QR.95516.COM/0001", "QRCode", "图上有一个收款二维码。"),
        ("http://a.example/b", "QRCode", "图上的二维码是链接 http://a.example/b 。"),
        ("butie.example.top/x", "MicroQRCode", "图上的二维码是链接 butie.example.top/x 。"),
        ("加群号1024", "QRCode", "图上的二维码写着加群号1024。"),
        ("6901234567892", "EAN13", ""),
        ("/restart", "QRCode", "图上的二维码写着/restart。"),
    ],
)
def test_codes_in_words(content: str, kind: str, words: str) -> None:
    assert code_words(Code(content, kind)) == words


def test_a_code_is_cut_before_it_drowns_the_words() -> None:
    assert len(code_words(Code("骗" * 1500, "QRCode"))) < 220


def test_a_receipt_is_marked_as_one() -> None:
    lines = (centred("付款成功", 200), line("699.00元", 40, 300))
    assert text_of(ReadImage(WIDTH, HEIGHT, GREY, lines, kind=RECEIPT)) == "转账凭证：付款成功，699.00元。"


def test_a_page_goes_without_the_status_bar() -> None:
    lines = (line("9:41", 33, 11), line("5G", 640, 11), centred("提现失败", 200))
    assert text_of(ReadImage(WIDTH, HEIGHT, GREY, lines, kind=PAGE)) == "图上写着：提现失败。"


@pytest.mark.parametrize(
    "read",
    [
        ReadImage(),
        ReadImage(problem=FAILED),
        ReadImage(codes=(Code("6901234567892", "EAN13"),)),
        chat(centred("9:41", 200)),
    ],
)
def test_a_picture_without_words_is_a_picture(read: ReadImage) -> None:
    assert text_of(read) == NOTHING
