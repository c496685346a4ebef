"""What is said where no scam is being told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.reply.blocks import Reply
from bot.triage.case import Case
from db.knowledge import Knowledge

if TYPE_CHECKING:
    from tests.unit.reply.conftest import Compose

CASE = Case(type="service_refund", verdict="alarm", stage="contact")


def _text(reply: Reply) -> str:
    return "\n".join(block["text"] for block in reply.blocks if block["type"] == "text")


def test_the_greeting_says_who_we_are_not_and_offers_the_urgent_entries(say: Compose) -> None:
    reply = say("smalltalk", "greet")
    assert "我不会主动给您打电话、发下载链接、让您转账" in _text(reply)
    assert [choice.value for choice in reply.case.choices] == ["urgent:paid", "urgent:paying"]
    assert len(_text(say("smalltalk", "greet", reply.case))) < len(_text(reply))


def test_ordinary_says_that_it_proves_nothing_and_once_at_length(say: Compose) -> None:
    first = say("ordinary")
    assert "不能当没事" in _text(first)
    assert len(_text(say("ordinary", case=first.case))) < len(_text(first))


@pytest.mark.parametrize("elder", [False, True])
def test_distress_is_about_nothing_but_life(elder: bool, say: Compose) -> None:
    reply = say("distress", case=replace(CASE, stage="paid"), elder=elder)
    assert "12356" in _text(reply)
    assert "骗" not in _text(reply)
    assert [choice.value for choice in reply.case.choices] == ["mind:with", "mind:alone"]


def test_thanks_after_a_loss_warn_of_the_second_scam(say: Compose) -> None:
    assert "第二拨骗子" in _text(say("thanks", case=replace(CASE, stage="paid")))
    assert "第二拨骗子" not in _text(say("thanks"))


def test_a_prepared_answer_is_given(say: Compose, knowledge: Knowledge) -> None:
    answer = knowledge.answers["hotline_96110"]
    assert str(answer["short"]) in _text(say("ask_knowledge", "hotline_96110"))
    assert _text(say("ask_knowledge", "hotline_96110", elder=True)) == str(answer["elder"])


@pytest.mark.parametrize("detail", ["", "what_is"])
def test_a_type_asked_about_is_explained(detail: str, say: Compose, knowledge: Knowledge) -> None:
    assert knowledge.scripts["loan_fake"].name in _text(say("ask_knowledge", detail, about=["withdrawn", "loan_fake"]))


def test_what_was_not_prepared_is_not_made_up(say: Compose, knowledge: Knowledge) -> None:
    assert _text(say("ask_knowledge", "unheard_of")) == knowledge.wordings["knowledge_unknown"]["text"]


@pytest.mark.parametrize("detail", ["human", "poster", "quiz", "report_number", "visit", "volunteer"])
def test_each_wish_has_its_own_answer(detail: str, say: Compose, knowledge: Knowledge) -> None:
    assert _text(say("service", detail)) == knowledge.wordings[f"service_{detail}"]["text"].strip()


def test_another_wish_is_declined_with_who_can(say: Compose) -> None:
    assert "12345" in _text(say("service", "unheard_of"))


def test_a_group_gets_its_advice_and_is_asked_for_consent_once(say: Compose, knowledge: Knowledge) -> None:
    reply = say("group", "student", replace(CASE, group="student"))
    advice = knowledge.scripts["service_refund"].words["groups"]["student"]
    assert str(advice["why_you"]).rstrip("。") in _text(reply)
    assert [choice.value for choice in reply.case.choices] == ["remember:yes", "remember:no"]
    assert say("group", "student", replace(CASE, group="student", consent=False)).case.choices == ()


@pytest.mark.parametrize(("group", "detail", "kept"), [("", "yes", True), ("", "no", False), ("minor", "yes", False)])
def test_a_minor_is_never_remembered(group: str, detail: str, kept: bool, say: Compose) -> None:
    assert say("remember", detail, replace(CASE, group=group, consent=True)).case.consent is kept
    assert "remember:yes" not in [c.value for c in say("group", "minor", replace(CASE, group="minor")).case.choices]


@pytest.mark.parametrize("kind", ["forget", "forget_me"])
def test_forgetting_forgets(kind: str, say: Compose) -> None:
    assert say(kind).payload()["forget"] is True


def test_only_forgetting_forgets(say: Compose) -> None:
    assert "forget" not in say("thanks").payload()


def test_who_stopped_is_told_to_stay_stopped(say: Compose) -> None:
    assert "停住就好" in _text(say("stop", "done", CASE))
    assert "关机" in _text(say("stop", "pressed", CASE))
    assert [choice.value for choice in say("stop", "done").case.choices] == ["urgent:paid"]
