# Attack: a link written so that eye, masking and judge see three different things: letters of another script,
# invisible characters, a second host behind the first, endings and first names that masking does not know;
# or a text that makes the judge fail or think for minutes.
"""The judge sees what a browser would open, and never fails."""

from __future__ import annotations

import random
import time
import unicodedata

import pytest

from bot.edge.judging import make_judge, told
from bot.edge.seal import Sealer
from bot.judge.judgement import REASONS, SUSPICIOUS
from bot.text.mask import find
from tests.unit.judge.conftest import JudgeText

MIXED = {
    "Cyrillic": "https://www.iсbс.com.cn/x",
    "one Cyrillic letter": "аlipay.com",
    "upper-case Cyrillic": "https://ТАОВАО.com",
    "Greek": "https://tαοbaο.com",
    "IPA, which masking does not know": "ɡov.cn",
    "Armenian": "https://օfficial-bank.com",
    "dotless i": "https://alıpay.com",
    "accent": "https://pingán.com",
    "combining mark": "https://alipa\u0301y.com",
    "in the middle of a sentence": "您点这个іcbc.com.cn登录",
}
HIDDEN = {
    "zero-width space": "https://tao\u200bbao.com/x",
    "zero-width joiner": "tao\u200dbao.com",
    "soft hyphen": "https://icbc\u00ad.com.cn",
    "word joiner": "https://www.icbc.com\u2060.cn",
    "right-to-left override": "https://www.\u202eicbc.com.cn",
    "in a look-alike": "http://1c\u200bbc.com",
}


@pytest.mark.parametrize("text", MIXED.values(), ids=MIXED.keys())
def test_letters_of_another_script_are_never_official(text: str, judged: JudgeText) -> None:
    (judgement,) = judged(text)
    assert judgement.level == SUSPICIOUS
    assert {"mixed_script", "hidden_characters"} & set(judgement.reasons)
    assert "official_name_is_no_proof" not in judgement.reasons or "hidden_characters" in judgement.reasons


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN.keys())
def test_invisible_characters_are_seen(text: str, judged: JudgeText) -> None:
    (judgement,) = judged(text)
    assert judgement.level == SUSPICIOUS
    assert "hidden_characters" in judgement.reasons


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("icbc.com.cn@evil-shop.com/x", "user_at_host"),
        ("https://icbc.com.cn:443@evil-shop.com", "user_at_host"),
        ("wx.icbc-pay.com", "brand_in_foreign_domain"),
        ("vx.taobao-tuikuan.cn", "brand_in_foreign_domain"),
        ("点icbc-pay.bond领", "brand_in_foreign_domain"),
        ("登47.1.2.3:8088看", "raw_ip"),
        ("ｈｔｔｐ：／／１ｃｂｃ．ｃｏｍ", "lookalike_domain"),
        ("http://www.icbc.com.cn.evil-shop.com", "brand_in_foreign_domain"),
        ("https:/\\1cbc.com", "lookalike_domain"),
    ],
)
def test_what_masking_passes_by_is_judged(text: str, reason: str, judged: JudgeText) -> None:
    assert any(reason in judgement.reasons for judgement in judged(text))


def _alphabet() -> list[str]:
    special = [
        "http://",
        "https://",
        "xn--",
        "//",
        "@",
        ":",
        ".",
        "..",
        "/",
        "\\",
        "[",
        "]",
        "%",
        "%40",
        "%2e",
        "#",
        "?",
    ]
    numbers = ["+86", "00", "+", "95588", "110", "9", "1", "0", "٣", "五", "１"]
    brands = ["icbc", "gov.cn", "com", "cn", "apk", "工商银行", "。", "𝗶", "ɡ", "а", "\u200b", "\u202e", "\ud800", "\0"]
    planes = [chr(code) for code in range(0x20, 0x3000, 37) if unicodedata.category(chr(code)) != "Cs"]
    return special + numbers + brands + planes


def test_ten_thousand_random_strings_never_raise() -> None:
    chance, alphabet = random.Random(6), _alphabet()
    judge = make_judge(Sealer(b"secret"))
    levels = set()
    for _ in range(10_000):
        text = "".join(chance.choices(alphabet, k=chance.randint(0, 24)))
        for judgement in told(judge.judge(text, find(text), ("110", "95588")), ()):
            assert set(judgement["reasons"]) <= set(REASONS)
            levels.add(judgement["level"])
    assert levels == {"suspicious", "unknown"}


@pytest.mark.parametrize(
    "text",
    [
        *(
            part * (2000 // len(part))
            for part in ("a.", "1.", "@", "a@", "+86", "xn--", "9", "http://1cbc.com ", "-a.")
        ),
        *(f"http://{part * 990}" for part in ("a.", "\u200b", "%4", "@")),
        "a-" * 990 + ".com",
        "http://xn--" + "a" * 1980,
    ],
)
def test_no_text_of_full_length_takes_long(text: str) -> None:
    judge = make_judge(Sealer(b"secret"))
    finds = find(text)
    begun = time.process_time()
    judge.judge(text, finds, ("110",))
    assert time.process_time() - begun < 1.0
