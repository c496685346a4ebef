"""Under which names things stand on the blocklist."""

from __future__ import annotations

import pytest

from bot.judge.keys import Key, key_of, keys_of, too_wide
from bot.judge.pieces import Piece, pieces
from bot.judge.rules import Rules
from bot.text.mask import find


def _piece(text: str) -> Piece:
    (found,) = pieces(text, find(text), ())
    return found


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("http://www.bad-loan.xyz/", ("链接", "bad-loan.xyz")),
        ("bad-loan.xyz", ("链接", "bad-loan.xyz")),
        ("HTTPS://Bad-Loan.xyz/A?u=1", ("链接", "bad-loan.xyz/a?u=1")),
        ("139 1234 5678", ("手机号", "13912345678")),
        ("+86-139-1234-5678", ("手机号", "13912345678")),
        ("（010）88888888", ("电话", "01088888888")),
        ("+861088888888", ("电话", "01088888888")),
        ("0085212345678", ("电话", "+85212345678")),
        ("+85212345678", ("电话", "+85212345678")),
        ("someone@Bad.com", ("邮箱", "someone@bad.com")),
    ],
)
def test_one_thing_has_one_key_however_it_is_written(text: str, key: Key) -> None:
    assert key_of(_piece(text)) == key


def test_a_link_is_also_known_by_its_domain() -> None:
    keys = {value for _, value in keys_of(_piece("http://a.b.bad-loan.com.cn/x"))}
    assert keys == {"a.b.bad-loan.com.cn/x", "a.b.bad-loan.com.cn", "b.bad-loan.com.cn", "bad-loan.com.cn"}


@pytest.mark.parametrize(
    ("value", "wide"),
    [
        ("com.cn", True),
        ("qq.com", True),
        ("docs.qq.com", True),
        ("t.cn", True),
        ("vercel.app", True),
        ("docs.qq.com/form/1", False),
        ("t.cn/a6abc", False),
        ("bad.vercel.app", False),
        ("1.2.3.4", False),
    ],
)
def test_half_the_web_is_never_blocked(value: str, wide: bool, rules: Rules) -> None:
    assert too_wide(("链接", value), rules) is wide
    assert too_wide(("电话", "95588"), rules)
