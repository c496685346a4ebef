"""How it ended is asked once, of who agreed to be remembered, and the answer helps."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from db import outcomes
from db.record_models import Matter, Outgoing
from db.session import transaction
from tests.unit.edge.asides.conftest import WARNED, Edge, text_of, values

ASKED = ["outcome:safe", "outcome:paid", "outcome:thinking"]


@pytest.fixture
async def warned(edge: Edge) -> Edge:
    """Return an edge whose person was warned, agreed to be remembered, and comes back after five hours."""
    edge.rasa.case = {**WARNED, "consent": True}
    assert values(await edge.say("他说我涉案")) == []
    edge.move(hours=5)
    return edge


def _matter(edge: Edge) -> Matter:
    with transaction(edge.engine) as session:
        return session.scalars(select(Matter)).one()


async def test_asked_once_on_coming_back(warned: Edge) -> None:
    reply = await warned.say("他又打来了")
    assert text_of(reply).endswith("后来钱转出去了吗？")
    assert values(reply) == ASKED
    warned.move(hours=5)
    assert values(await warned.say("他又打来了")) == []


async def test_not_paid_is_kept_and_nothing_else_happens(warned: Edge) -> None:
    await warned.say("他又打来了")
    assert "那就好" in text_of(await warned.say("没转"))
    assert (_matter(warned).outcome, _matter(warned).type) == ("safe", "authority_police")


async def test_paid_goes_straight_to_the_urgent_lane(warned: Edge) -> None:
    await warned.say("他又打来了")
    reply = await warned.say("2")
    assert text_of(reply) == "rasa: urgent:paid"
    assert reply["case"]["stage"] == "paid"
    assert (_matter(warned).outcome, _matter(warned).stage) == ("paid", "paid")


async def test_who_still_thinks_gets_the_verdict_again(warned: Edge) -> None:
    await warned.say("他又打来了")
    assert text_of(await warned.say(choice="outcome:thinking")) == "rasa: tell:type"
    assert _matter(warned).outcome == "thinking"


@pytest.mark.parametrize(
    ("case", "kind", "hours"),
    [
        ({"consent": None}, "again", 1.9),
        ({"consent": True, "stage": "paid"}, "again", 5),
        ({"consent": True, "verdict": "unclear"}, "again", 5),
        ({"consent": True, "group": "minor"}, "again", 5),
        ({"consent": True}, "urgent", 5),
        ({"consent": True}, "distress", 5),
        ({"consent": True}, "again", 49),
        ({"consent": True}, "again", 1),  # the talk goes on
    ],
)
async def test_it_is_not_asked(case: dict[str, Any], kind: str, hours: float, edge: Edge) -> None:
    edge.rasa.case = {**WARNED, **case}
    await edge.say("他说我涉案")
    edge.move(hours=hours)
    edge.rasa.kind = kind
    assert values(await edge.say("他又打来了")) == []


async def test_on_wechat_it_is_planned_and_an_answer_by_number_is_understood(edge: Edge) -> None:
    edge.channel, edge.rasa.case = "wechat", {**WARNED, "consent": True}
    await edge.say("他说我涉案")
    assert outcomes.claim_due(edge.engine, edge.now) is None
    edge.move(hours=24)
    due = outcomes.claim_due(edge.engine, edge.now)
    assert due is not None
    assert edge.sealer.open_user(due.sealed) == "openid"
    assert outcomes.claim_due(edge.engine, edge.now) is None  # another process has it
    assert outcomes.mark_asked(edge.engine, due.person, edge.now)
    assert outcomes.offer_choices(edge.engine, due.person, [{"n": 1, "value": "outcome:safe", "label": "没转"}])
    assert "那就好" in text_of(await edge.say("1"))
    assert _matter(edge).outcome == "safe"
    with transaction(edge.engine) as session:
        assert session.scalars(select(Outgoing)).all() == []


async def test_without_consent_nobody_is_written_to(edge: Edge) -> None:
    edge.channel = "wechat"
    await edge.say("他说我涉案")
    edge.move(hours=30)
    assert outcomes.claim_due(edge.engine, edge.now) is None
