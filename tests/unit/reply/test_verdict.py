"""The verdict: what it is, why, what comes next, for who listens."""

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


@pytest.mark.parametrize(("verdict", "words"), [("alarm", "高度疑似"), ("suspect", "可疑，还不能肯定")])
def test_it_names_the_type_and_how_sure_it_is(verdict: str, words: str, say: Compose, knowledge: Knowledge) -> None:
    text = _text(say("verdict", case=replace(CASE, verdict=verdict)))
    assert words in text
    assert knowledge.scripts["service_refund"].name in text


def test_it_quotes_the_residents_own_words(say: Compose) -> None:
    signals = [{"id": "a", "quote": "三倍赔付，"}, {"id": "b", "quote": "屏幕共享"}, {"id": "c", "quote": "三倍赔付"}]
    text = _text(say("verdict", case=CASE, signals=signals))
    assert "「三倍赔付」「屏幕共享」" in text
    assert text.count("三倍赔付」") == 1
    assert "对得上" not in _text(say("verdict", case=CASE))


def test_what_was_quoted_before_serves_where_nothing_new_is(say: Compose) -> None:
    assert "「退款理赔」" in _text(say("verdict", case=replace(CASE, quotes=(("a", "退款理赔"),))))


def test_who_gave_data_is_first_told_to_lock_the_card(say: Compose) -> None:
    assert "挂失" in say("verdict", case=replace(CASE, stage="disclosed")).blocks[0]["text"]
    assert "挂失" not in say("verdict", case=CASE).blocks[0]["text"]
    child = say("verdict", case=replace(CASE, stage="disclosed", group="minor")).blocks[0]["text"]
    assert child.startswith("马上告诉爸妈或老师")


def test_an_old_person_hears_less(say: Compose) -> None:
    assert len(_text(say("verdict", case=CASE, elder=True))) < len(_text(say("verdict", case=CASE))) / 2


def test_a_helper_is_told_what_to_say_to_them(say: Compose, knowledge: Knowledge) -> None:
    words = knowledge.scripts["service_refund"].words["for_helper"]
    assert str(words["say_first"]) in _text(say("verdict", case=replace(CASE, helper="relative")))
    assert str(words["say_first"]) not in _text(say("verdict", case=CASE))


def test_the_group_gets_its_warning_and_is_asked_for_once(say: Compose, knowledge: Knowledge) -> None:
    warning = str(knowledge.scripts["service_refund"].words["groups"]["student"]["warning"]).rstrip("。")
    told = say("verdict", case=replace(CASE, group="student"))
    assert warning in _text(told)
    assert not [choice for choice in told.case.choices if choice.value.startswith("group:")]
    asked = [choice.value for choice in say("verdict", case=CASE).case.choices if choice.value.startswith("group:")]
    assert "group:student" in asked
    assert asked[-1] == "group:none"
    assert not [c for c in say("verdict", case=replace(CASE, group_asked=True)).case.choices if "group" in c.value]


def test_the_second_type_of_the_story_is_told(say: Compose, knowledge: Knowledge) -> None:
    assert knowledge.scripts["loan_fake"].name in _text(
        say("verdict", case=replace(CASE, also=("loan_fake", "withdrawn")))
    )


def test_again_is_shorter_and_offers_a_person(say: Compose) -> None:
    again = say("again", case=CASE)
    assert len(_text(again)) < len(_text(say("verdict", case=CASE)))
    assert "service:human" in [choice.value for choice in again.case.choices]


def test_what_was_said_is_remembered(say: Compose) -> None:
    assert {"verdict", "verdict:service_refund"} <= set(say("verdict", case=CASE).case.said)


def test_unsure_leaves_something_to_do(say: Compose) -> None:
    reply = say("unsure")
    assert "先停下" in _text(reply)
    assert [choice.value for choice in reply.case.choices] == ["urgent:paid", "urgent:paying", "service:human"]


def test_a_child_is_sent_to_an_adult_before_anything_else(say: Compose, knowledge: Knowledge) -> None:
    warning = str(knowledge.scripts["game_minor"].words["groups"]["minor"]["warning"])
    case = Case(type="game_minor", verdict="alarm", stage="contact", group="minor")
    assert say("verdict", case=case).blocks[0]["text"].startswith(warning)
    heard = _text(say("verdict", case=case, elder=True))
    assert heard.index(warning) < heard.index(knowledge.scripts["game_minor"].for_elder["truth"])
    assert knowledge.scripts["game_minor"].for_elder["stop"] not in heard


def test_an_old_person_hears_the_spoken_lines(say: Compose, knowledge: Knowledge) -> None:
    heard = _text(say("verdict", case=CASE, elder=True))
    words = knowledge.scripts["service_refund"].for_elder
    assert all(words[key] in heard for key in ("stop", "never", "truth", "next"))


def test_a_helper_who_listens_hears_the_first_words_first(say: Compose, knowledge: Knowledge) -> None:
    heard = _text(say("verdict", case=replace(CASE, helper="relative"), elder=True))
    words = knowledge.scripts["service_refund"].words["for_helper"]
    assert heard.index(str(words["say_first"])) < heard.index(knowledge.scripts["service_refund"].for_elder["truth"])
