"""Which passwords are taken."""

from __future__ import annotations

import pytest

from bot.console.auth.passwords import normalised, problem


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("", "至少 12"),
        ("elevenchars", "至少 12"),
        ("x" * 129, "最多 128"),
        ("password1234", "太常见"),
        ("PassWord 1234", "太常见"),
        ("ｐａｓｓｗｏｒｄ１２３４", "太常见"),
        ("aaaaaaaaaaaaaaa", "太常见"),
        ("121212121212121", "太常见"),
        ("我叫王芳今年三十多岁了啊", "自己的名字"),
        ("蓝色 自行车 停在 桥边", ""),
        ("correct horse battery", ""),
        ("k" * 3 + "abcdefgh" + "z", ""),
    ],
)
def test_a_password_is_long_and_not_common(password: str, told: str) -> None:
    found = problem(password, "王芳")
    assert told in found if told else found == ""


def test_one_password_whatever_keyboard_wrote_it() -> None:
    assert normalised("ｐａｓｓ　１") == normalised("pass 1")
