"""What the synthesiser is given to say."""

from __future__ import annotations

import re

import pytest

from bot.voice.pronounce import pronounce
from db.knowledge import Knowledge


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("马上打110。", "马上打幺幺零。"),
        ("拿不准打96110。", "拿不准打九六幺幺零。"),
        ("110说一声", "幺幺零说一声"),
        ("打95588。", "打九五五八八。"),
        ("打12345问", "打幺二三四五问"),
        ("12110加区号", "幺二幺幺零加区号"),
        ("95017、95188", "九五零幺七、九五幺八八"),
        ("急救120", "急救幺二零"),
        ("打10086、10010或10000", "打幺零零八六、幺零零幺零或幺零零零零"),
        ("138", "一百三十八"),
        ("13812345678", "幺三八幺二三四五六七八"),
        ("010", "零幺零"),
    ],
)
def test_what_is_dialled_is_said_digit_by_digit(written: str, said: str) -> None:
    assert pronounce(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("转了5000元", "转了五千元"),
        ("110元", "一百一十元"),
        ("10000元", "一万元"),
        ("12,000元", "一万二千元"),
        ("24小时", "二十四小时"),
        ("2小时后到账", "两小时后到账"),
        ("每2天", "每两天"),
        ("12小时", "十二小时"),
        ("20条", "二十条"),
        ("3.5万", "三点五万"),
        ("100%", "百分之一百"),
        ("2026年", "二零二六年"),
        ("14:05", "十四点零五分"),
        ("3-5天", "三到五天"),
        ("30秒后", "三十秒后"),
    ],
)
def test_what_is_counted_is_said_as_a_number(written: str, said: str) -> None:
    assert pronounce(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("国家反诈中心App", "国家反诈中心诶屁屁"),
        ("加QQ群", "加扣扣群"),
        ("插U盾", "插优盾"),
        ("ETC失效", "伊替西失效"),
        ("看《反诈手册》", "看反诈手册"),
        ("〔手机号〕", "手机号"),
        ("「先别转」", "先别转"),
        ("「律师」「医生」", "律师、医生"),
        ("京东金融、360客服", "京东金融、三六零客服"),
        ("他说：别转；快走……", "他说，别转，快走，"),
        ("有人催您转钱？", "有人催您转钱？"),
        ("先挂电话，\n打110。", "先挂电话，。打幺幺零。".replace("，。", "。")),
    ],
)
def test_letters_and_marks(written: str, said: str) -> None:
    assert pronounce(written) == said


def test_every_hotline_is_said_digit_by_digit(knowledge: Knowledge) -> None:
    digits = dict(zip("0123456789", "零幺二三四五六七八九", strict=True))
    for number in knowledge.hotlines:
        read = "".join(digits[digit] for digit in number)
        for around in (
            "打{}。",
            "{}问一问",
            "拨{}，说清楚",
            "，{}或",
            "{}打来要接",
            "（{}）",
            "电话是{}",
            "{}个人中心",
        ):
            assert read in pronounce(around.format(number)), (number, around)


def test_nothing_is_left_that_the_voice_cannot_say(knowledge: Knowledge) -> None:
    from bot.voice.script import wanted

    for line in wanted(knowledge):
        assert re.fullmatch(r"[\u4e00-\u9fff，、。？！]+", pronounce(line.text)), line.text
