"""「说得不对」: offered to who reads, where it is no clutter; nothing becomes safe by it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.reply.blocks import Listener, Reply
from bot.reply.compose import compose
from db.knowledge import Knowledge

CASE = {
    "format": 1,
    "type": "authority_police",
    "verdict": "alarm",
    "stage": "contact",
    "types": {"authority_police": 0.9},
}


def _reply(knowledge: Knowledge, kind: str, listener: Listener, **case: Any) -> Reply:
    assessment = {"step": {"kind": kind, "detail": "type"}, "case": {**CASE, **case}, "intent": "scam"}
    return compose(assessment, listener, knowledge)


def _offers(reply: Reply) -> bool:
    return any(choice.value == "wrong:type" for choice in reply.case.choices)


@pytest.mark.parametrize(
    ("kind", "listener", "case", "offered"),
    [
        ("verdict", Listener("web"), {"group_asked": True}, True),
        ("verdict", Listener("wechat"), {"group": "student"}, True),
        ("again", Listener("web"), {}, True),
        ("verdict", Listener("web"), {}, False),  # the question for the group is long enough
        ("verdict", Listener("kiosk"), {"group_asked": True}, False),
        ("verdict", Listener("phone"), {"group_asked": True}, False),
        ("verdict", Listener("web", elder=True), {"group_asked": True}, False),
        ("verdict", Listener("web"), {"group": "minor"}, False),
        ("urgent", Listener("web"), {"stage": "paid"}, False),
    ],
)
def test_where_it_is_offered(
    kind: str, listener: Listener, case: dict[str, Any], offered: bool, knowledge: Knowledge
) -> None:
    assert _offers(_reply(knowledge, kind, listener, **case)) is offered


def test_it_stands_last_so_that_no_number_moves(knowledge: Knowledge) -> None:
    choices = _reply(knowledge, "verdict", Listener("wechat"), group="student").case.choices
    assert choices[-1].value == "wrong:type"


def test_the_answer_lifts_no_warning(knowledge: Knowledge) -> None:
    reply = _reply(knowledge, "wrong", Listener("web"))
    said = "\n".join(str(block.get("text", "")) for block in reply.blocks)
    assert "先别转钱" in said
    assert "96110" in said
    assert (reply.case.verdict, reply.case.type) == ("alarm", "authority_police")
    assert reply.read["kind"] == "wrong"
