"""The quiz through the edge: ten items with their reasons, a result without a name, a place's result as a sum."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from bot.edge.asides.quizzing import quiz_items
from db import cases, drills
from db.drill_models import QuizCount
from db.drills import Answered
from db.session import transaction
from tests.unit.edge.asides.conftest import WARNED, Edge, text_of, values


@pytest.fixture
def calm(edge: Edge) -> Edge:
    """Return an edge whose Rasa sees nothing in what is said."""
    edge.rasa.case, edge.rasa.kind = {"format": 1, "stage": "none"}, "continue"
    return edge


def _asked(edge: Edge) -> Any:
    kept: dict[str, Any] = cases.load(edge.engine, edge.person, edge.now).data["quiz"]  # type: ignore[index]
    return quiz_items()[kept["ids"][kept["at"]]]


async def _all(edge: Edge, wrong: int = 0) -> dict[str, Any]:
    reply = await edge.say("我想做十道题")
    for number in range(10):
        item = _asked(edge)
        assert item.text in text_of(reply)
        reply = await edge.say(choice="quiz:scam" if item.scam is (number >= wrong) else "quiz:fine")
        assert item.why in text_of(reply)
    return reply


async def test_ten_items_with_the_reason_after_each(calm: Edge) -> None:
    reply = await _all(calm, wrong=3)
    assert "10题里您看对7题" in text_of(reply)
    picture = next(block for block in reply["blocks"] if block["type"] == "image")
    assert picture["url"] == "/api/quiz/card.svg?right=7"
    assert values(reply) == ["quiz:ask", "drill:ask"]
    with transaction(calm.engine) as session:
        row = session.scalars(select(QuizCount)).one()
        assert (row.right, row.number, row.channel) == (7, 1, "web")


async def test_where_no_picture_can_be_shown_the_card_is_words(calm: Edge) -> None:
    calm.channel = "wechat"
    reply = await _all(calm)
    assert "我看对了10题" in text_of(reply)
    assert all(block["text"].startswith("【识骗题】") for block in reply["blocks"] if block["type"] == "text")


async def test_an_answer_by_number_or_words_is_understood(calm: Edge) -> None:
    await calm.say("考考我")
    scam = _asked(calm).scam
    assert ("对，" in text_of(await calm.say("1"))) is scam
    assert "点“骗人的”" in text_of(await calm.say("嗯这个嘛"))
    assert "不做了" in text_of(await calm.say("退出"))


async def test_a_real_report_ends_it(calm: Edge) -> None:
    await calm.say("考考我")
    calm.rasa.case, calm.rasa.kind = {**WARNED, "stage": "paid"}, "urgent"
    reply = await calm.say("我真的刚转了钱")
    assert "【识骗题】" not in text_of(reply)
    assert reply["case"]["stage"] == "paid"


@pytest.mark.parametrize("intent", ["service", "service/human", "ask_knowledge"])
async def test_a_wish_for_something_else_is_granted_and_ends_it(calm: Edge, intent: str) -> None:
    await calm.say("考考我")
    calm.rasa.intent = intent
    reply = await calm.say("有没有人工，转人工")
    assert "【识骗题】" not in text_of(reply)
    assert "quiz" not in (cases.load(calm.engine, calm.person, calm.now).data or {})


async def test_a_place_is_told_of_as_a_sum_only_and_never_of_few(calm: Edge) -> None:
    # attack: a school of three, of whom one wants to know how the other two did
    calm.channel, calm.place = "kiosk", "k1"
    assert "这个地方" not in text_of(await _all(calm))
    with transaction(calm.engine) as session:
        for number in range(9):
            drills.count_quiz(session, Answered("web", "k1", "elderly", 5 + number % 2), calm.now)
    assert drills.quiz_sum(calm.engine, "k1") == drills.Sum(10, 5.9)
    assert drills.quiz_sum(calm.engine, township="柳河镇") == drills.Sum(10, 5.9)
    assert drills.quiz_sum(calm.engine, "nowhere") is None
    assert "已有10人做完，平均看对5.9题" in text_of(await _all(calm))
