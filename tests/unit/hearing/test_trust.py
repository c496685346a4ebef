"""Attack: the recogniser invents words over noise, and somebody is alarmed by what nobody said."""

from __future__ import annotations

import pytest

from bot.hearing.trust import PROMPT, Piece, believed, doubt, tidy

SAID = "有人打电话说我医保卡被停了，要我转钱到安全账户。"


def _piece(text: str, seconds: float = 6.0, logprob: float = -0.2, no_speech: float = 0.05) -> Piece:
    return Piece(text, seconds, logprob, no_speech)


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        "钱已经转出去了，怎么办？",
        "验证码",
        "对对对",
        "客服让我转账",
        "他说刷单，让我投资",
        "谢谢",
        "我要订阅报纸",
    ],
)
def test_what_people_say_is_believed(text: str) -> None:
    assert doubt(_piece(text)) == ""


@pytest.mark.parametrize(
    ("piece", "why"),
    [
        (_piece("……"), "no words"),
        (_piece(SAID, logprob=-1.1), "unsure"),
        (_piece(SAID, logprob=-0.7, no_speech=0.8), "no speech"),
        (_piece("右转打电话" + "华" * 30, seconds=20), "a loop"),
        (_piece("我是在说我是在说我是在说我是在说我是在说", seconds=20), "a loop"),
        (_piece(SAID, seconds=1.0), "too many words for the time"),
        (_piece("请不吝点赞 订阅 转发 打赏支持明镜与点点栏目"), "the credits of a video"),
        (_piece("字幕由Amara.org社区提供"), "the credits of a video"),
        (_piece("谢谢大家观看"), "the credits of a video"),
        (_piece(PROMPT, seconds=8), "the prompt"),
        (_piece("以下是居民对反诈助手说的话。"), "the prompt"),
    ],
)
def test_what_it_invents_is_not(piece: Piece, why: str) -> None:
    assert doubt(piece) == why


def test_a_doubtful_piece_leaves_the_others() -> None:
    text, confidence, doubts = believed(
        [_piece("有人叫我转钱"), _piece("谢谢观看"), _piece("我该怎么办?", logprob=-0.4)]
    )
    assert text == "有人叫我转钱，我该怎么办？"
    assert 0.67 < confidence < 0.82
    assert doubts == ("the credits of a video",)


def test_nothing_heard_is_nothing() -> None:
    assert believed([]) == ("", 0.0, ())


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("有人打电话,说我涉案", "有人打电话，说我涉案"),
        ("转 了 3.5 万, 咋办?", "转了3.5万，咋办？"),
        ("KK 园区", "KK园区"),
    ],
)
def test_marks_become_chinese(raw: str, shown: str) -> None:
    assert tidy(raw) == shown
