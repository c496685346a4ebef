"""What accounts, cards and mail addresses give away."""

from __future__ import annotations

import pytest

from bot.judge.judgement import SUSPICIOUS, UNKNOWN
from tests.unit.judge.conftest import JudgeText


@pytest.mark.parametrize(
    ("text", "level", "reasons"),
    [
        ("他的微信号wxid_liar99", UNKNOWN, ("account_no_lookup",)),
        ("转到卡号6222021234567890123", UNKNOWN, ("card_no_proof",)),
        ("邮件是someone@163.com发的", UNKNOWN, ("account_no_lookup",)),
        ("邮件是service@icbc.com.cn发的", UNKNOWN, ("official_name_is_no_proof",)),
        ("邮件是icbc_service@qq.com发的", SUSPICIOUS, ("brand_in_foreign_domain",)),
        ("邮件是hr@1cbc.com发的", SUSPICIOUS, ("lookalike_domain",)),
        ("邮件是kefu@icbc-hr.top发的", SUSPICIOUS, ("brand_in_foreign_domain", "abused_tld")),
    ],
)
def test_an_account_is_judged_by_its_kind(text: str, level: str, reasons: tuple[str, ...], judged: JudgeText) -> None:
    (judgement,) = judged(text)
    assert (judgement.level, judgement.reasons) == (level, reasons)


def test_what_can_only_be_the_residents_own_is_not_judged(judged: JudgeText) -> None:
    assert judged("我身份证110101199003074258，验证码739405，住幸福里小区建设路88号3栋502室") == []
