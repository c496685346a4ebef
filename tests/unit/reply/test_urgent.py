"""The urgent lane: the first line can be done at once, the number is the right one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.reply.blocks import Reply
from bot.triage.case import Case
from db.files import CONTENT, read_yaml
from db.knowledge import Knowledge

if TYPE_CHECKING:
    from tests.unit.reply.conftest import Compose, Said

CHANNELS: list[str] = list(read_yaml(CONTENT / "cues.yml")["channels"])
NUMBERS = {
    "工商银行": "95588",
    "农业银行": "95599",
    "中国银行": "95566",
    "建设银行": "95533",
    "交通银行": "95559",
    "邮储银行": "95580",
    "招商银行": "95555",
    "支付宝": "95188",
    "微信": "95017",
    "云闪付": "95516",
}
WITHOUT = {"银行卡": "卡背面", "数字人民币": "卡背面", "现金": "车牌", "黄金": "车牌", "礼品卡": "卡", "虚拟币": "币"}
PAID = Case(type="brushing_task", verdict="alarm", stage="paid")


def _text(reply: Reply) -> str:
    return "\n".join(block["text"] for block in reply.blocks if block["type"] == "text")


def test_every_channel_the_model_knows_is_covered_here() -> None:
    assert set(CHANNELS) == {*NUMBERS, *WITHOUT}


@pytest.mark.parametrize("who", ["plain", "elder", "helper", "minor"])
def test_the_first_line_of_paying_has_at_most_sixty_characters(who: str, everything: list[Said]) -> None:
    firsts = {
        said.reply.blocks[0]["text"]
        for said in everything
        if said.listener == who and (said.kind, said.detail) == ("urgent", "paying")
    }
    assert firsts
    assert all(len(first) <= 60 and "110" in first and "先别转" in first for first in firsts)


@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize("helper", ["", "relative"])
@pytest.mark.parametrize(("channel", "number"), NUMBERS.items())
def test_paid_names_the_number_of_the_channel(
    channel: str, number: str, helper: str, elder: bool, say: Compose, knowledge: Knowledge
) -> None:
    text = say("urgent", "paid", replace(PAID, channels=(channel,), helper=helper), elder=elder).blocks[1]["text"]
    assert number in text
    others = set(NUMBERS.values()) - {number}
    assert not [other for other in others if other in text]
    assert knowledge.hotlines[number]["name"] in text


@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize(("channel", "word"), WITHOUT.items())
def test_paid_without_a_number_says_where_to_turn(channel: str, word: str, elder: bool, say: Compose) -> None:
    assert word in _text(say("urgent", "paid", replace(PAID, channels=(channel,)), elder=elder))


@pytest.mark.parametrize(
    ("channels", "number"), [(("银行卡", "工商银行"), "95588"), (("微信", "建设银行"), "95017"), ((), "卡背面")]
)
def test_the_first_channel_with_a_number_counts(channels: tuple[str, ...], number: str, say: Compose) -> None:
    assert number in _text(say("urgent", "paid", replace(PAID, channels=channels)))


@pytest.mark.parametrize("who", [{}, {"helper": "relative"}, {"group": "minor"}, {"group": "elderly"}])
def test_paid_begins_with_110(who: dict[str, str], say: Compose) -> None:
    first = say("urgent", "paid", replace(PAID, **who)).blocks[0]["text"]  # type: ignore[arg-type]
    assert "110" in first


def test_paid_asks_for_the_receipt_and_warns_of_the_second_scam(say: Compose) -> None:
    text = _text(say("urgent", "paid", PAID))
    assert "报案回执" in text
    assert "第二拨骗子" in text


def test_said_again_it_is_shorter(say: Compose) -> None:
    first = say("urgent", "paid", PAID)
    assert "urgent:paid" in first.case.said
    assert len(_text(say("urgent", "paid", first.case))) < len(_text(first))


def test_a_helper_is_told_what_to_do_with_the_phone(say: Compose) -> None:
    helped = _text(say("urgent", "paying", replace(PAID, stage="about_to_pay", helper="relative")))
    assert "把他手里的手机先接过来" in helped
    assert "把他手里的手机先接过来" not in _text(say("urgent", "paying", PAID))


def test_without_a_type_nothing_is_named(say: Compose) -> None:
    reply = say("urgent", "paid", Case(stage="paid"))
    assert "「" not in _text(reply)
    assert [choice.value for choice in reply.case.choices] == ["tell:report", "urgent:paying"]
