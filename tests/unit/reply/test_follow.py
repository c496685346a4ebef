"""What is said in the middle of a talk."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.triage.case import Case
from db.knowledge import Knowledge
from tests.unit.reply.conftest import Compose, words

TOLD = Case(type="invest_platform", verdict="alarm", stage="contact", types={"invest_platform": 0.9, "none": 0.1})
PAID = replace(TOLD, stage="paid")
BANK_APP = re.compile("(打开|登录|进|在)(手机银行|网银|银行App|银行APP|支付宝|微信).*(挂失|冻结|查|关)")


def test_next_steps_go_on_where_the_verdict_stopped(say: Compose, knowledge: Knowledge) -> None:
    first = say("verdict", case=TOLD)
    second = say("what_now", case=first.case)
    third = say("what_now", case=second.case)
    script = knowledge.scripts["invest_platform"]
    told = [line for line in (*script.lines("do_now"), *script.lines("never_do")) if line.rstrip("。") in words(second)]
    assert told
    assert not [line for line in told if line.rstrip("。") in words(first)]
    assert "接着做" not in words(third) or words(third) != words(second)


def test_after_a_loss_the_steps_are_those_of_the_loss(say: Compose, knowledge: Knowledge) -> None:
    steps = knowledge.scripts["invest_platform"].lines("if_paid")
    assert any(step.rstrip("。") in words(say("what_now", case=PAID)) for step in steps)
    assert "报案时说什么" in [c.label for c in say("what_now", case=PAID).case.choices]


def test_a_stranger_is_asked_what_happened(say: Compose) -> None:
    assert "谁找的您" in words(say("what_now"))


@pytest.mark.parametrize("case", [TOLD, PAID])
@pytest.mark.parametrize("kind", ["what_now", "verdict", "persuade", "disagree", "repeat", "urgent"])
def test_a_child_is_never_told_to_work_a_banks_app(kind: str, case: Case, say: Compose, knowledge: Knowledge) -> None:
    for type_id in knowledge.scripts:
        child = replace(case, type=type_id, group="minor")
        text = words(say(kind, "paid" if case.stage == "paid" else "paying", case=child))
        assert not BANK_APP.search(text), (type_id, text)


def test_who_is_not_believed_gets_words_to_say(say: Compose, knowledge: Knowledge) -> None:
    text = words(say("persuade", case=replace(TOLD, helper="bank_teller")))
    assert str(knowledge.scripts["invest_platform"].words["for_helper"]["say_first"]).rstrip("。") in text
    assert "柜台" in text
    assert "96110" in words(say("persuade", case=Case(helper="relative")))


def test_disagreement_gets_one_check_and_then_a_day(say: Compose, knowledge: Knowledge) -> None:
    first = say("disagree", case=TOLD)
    assert str(knowledge.scripts["invest_platform"].words["verify"]).rstrip("。") in words(first)
    assert "等一天" in words(say("disagree", case=first.case))


@pytest.mark.parametrize(
    ("case", "part"), [(TOLD, "96110"), (PAID, "110"), (replace(TOLD, live=True), "挂"), (Case(), "出了什么事")]
)
def test_said_again_it_is_short(case: Case, part: str, say: Compose) -> None:
    assert part in words(say("repeat", case=case))
    if case.type and case.stage != "paid" and not case.live:
        assert len(words(say("repeat", case=case))) < len(words(say("verdict", case=case)))


def test_a_paper_and_a_picture_are_asked_about(say: Compose) -> None:
    paper = say("receipt")
    assert [choice.value for choice in paper.case.choices] == ["urgent:paid", "urgent:paying", "receipt:own"]
    assert "96110" in words(say("receipt", "own"))
    assert "110" in words(say("picture"))
    assert "是谁" in words(say("picture", "talking")) or "对方是谁" in words(say("picture", "talking"))


@pytest.mark.parametrize(
    ("case", "parts"),
    [
        (Case(), ("没有您的记录",)),
        (replace(PAID, group="elderly"), ("钱已经转了", "老年人", "最多留30天")),
        (Case(group="student"), ("学生",)),
    ],
)
def test_what_is_kept_is_told(case: Case, parts: tuple[str, ...], say: Compose) -> None:
    text = words(say("record", case=case))
    assert [part for part in parts if not any(one in text for one in part.split("|"))] == []


@pytest.mark.parametrize("type_id", ["account_rent", "invest_gambling", "romance_escort", "romance_sextortion"])
def test_who_fears_the_police_is_promised_nothing(type_id: str, say: Compose) -> None:
    for kind, detail in (("verdict", ""), ("urgent", "paid")):
        text = words(say(kind, detail, case=replace(TOLD, type=type_id)))
        assert "什么都别删" in text
        assert not re.search("不会(追究|抓|留案底)|保密|从轻|没事", text)


def test_fear_that_is_told_is_answered_for_any_type(say: Compose) -> None:
    assert "什么都别删" in words(say("verdict", case=TOLD, moves=["afraid"]))
    assert "什么都别删" not in words(say("verdict", case=TOLD))
