"""A call back: only where there is a desk, only after consent, only the number, and never waited for in vain."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.edge.seal import Sealer
from db import calls, cases
from db.record_models import CallRequest, Contact
from db.session import transaction
from tests.unit.edge.asides.conftest import WARNED, Edge, text_of, values

NUMBER = "13912345678"


@pytest.fixture
def lost(edge: Edge) -> Edge:
    """Return an edge whose person has paid."""
    edge.rasa.case, edge.rasa.kind = {**WARNED, "stage": "paid"}, "urgent"
    return edge


async def _rung(edge: Edge) -> calls.Call:
    await edge.say("我刚转了三万")
    await edge.say(choice="call:ask")
    await edge.say(choice="call:yes")
    await edge.say(NUMBER)
    return calls.listed(edge.engine, edge.now)[0]


async def test_the_whole_way(lost: Edge) -> None:
    assert values(await lost.say("我刚转了三万")) == ["call:ask"]
    consent = await lost.say("1")  # by number, as on WeChat
    assert "24小时后删掉" in text_of(consent)
    assert values(consent) == ["call:yes", "call:no"]
    assert "只发号码" in text_of(await lost.say("行，给我回电话"))
    done = text_of(await lost.say(f"我的号码 {NUMBER}"))
    assert "五分钟" in done
    assert "110" in done
    call = calls.listed(lost.engine, lost.now)[0]
    assert (call.state, call.channel, call.stage, call.type) == ("waiting", "web", "paid", "authority_police")
    assert calls.take(lost.engine, call.id, "王警官", lost.now)
    assert not calls.take(lost.engine, call.id, "李警官", lost.now)
    assert calls.sealed_number(lost.engine, call.id, "李警官") == ""
    assert lost.sealer.open_contact(calls.sealed_number(lost.engine, call.id, "王警官")) == NUMBER
    assert not calls.done(lost.engine, call.id, "李警官", lost.now)
    assert calls.done(lost.engine, call.id, "王警官", lost.now)
    assert calls.listed(lost.engine, lost.now) == []
    with transaction(lost.engine) as session:
        assert session.scalars(select(Contact)).all() == []  # it has served


async def test_without_a_desk_nothing_is_offered(lost: Edge) -> None:
    lost.duty_desk = False
    assert values(await lost.say("我刚转了三万")) == []
    assert "rasa" in text_of(await lost.say(choice="call:ask"))


@pytest.mark.parametrize(
    ("case", "kind", "channel"),
    [
        ({**WARNED, "stage": "contact"}, "urgent", "web"),
        ({**WARNED, "stage": "paid", "group": "minor"}, "urgent", "web"),
        ({**WARNED, "stage": "paid"}, "tell", "web"),
        ({**WARNED, "stage": "paid"}, "urgent", "phone"),
        ({**WARNED, "stage": "paid"}, "urgent", "kiosk"),  # nobody knows where it stands
    ],
)
async def test_it_is_not_offered(case: dict[str, object], kind: str, channel: str, edge: Edge) -> None:
    edge.rasa.case, edge.rasa.kind, edge.channel = case, kind, channel
    assert values(await edge.say("我刚转了三万")) == []


async def test_the_scammers_number_is_not_taken_for_ones_own(lost: Edge) -> None:
    # Attack: between consent and number the victim tells of the scammer's number; the desk would call him.
    await lost.say("我刚转了三万")
    await lost.say(choice="call:yes")
    assert "rasa" in text_of(await lost.say(f"骗子是用{NUMBER}这个号打给我的"))
    assert calls.listed(lost.engine, lost.now) == []


async def test_without_consent_a_number_is_a_number_like_any_other(lost: Edge) -> None:
    await lost.say("我刚转了三万")
    await lost.say(choice="call:no")
    assert "rasa" in text_of(await lost.say(NUMBER))
    await lost.say(choice="call:yes")
    lost.move(minutes=11)
    assert "rasa" in text_of(await lost.say(NUMBER))
    assert calls.listed(lost.engine, lost.now) == []


async def test_at_a_kiosk_somebody_comes_and_no_number_is_asked(lost: Edge) -> None:
    lost.channel, lost.place = "kiosk", "k1"
    assert values(await lost.say("我刚转了三万")) == ["call:ask"]
    assert "叫人" in text_of(await lost.say(choice="call:ask"))
    call = calls.listed(lost.engine, lost.now)[0]
    assert (call.place, call.state) == ("柳河村委会", "waiting")
    with transaction(lost.engine) as session:
        assert session.scalars(select(Contact)).all() == []


async def test_untaken_for_five_minutes_both_sides_are_told_once(lost: Edge) -> None:
    call = await _rung(lost)
    lost.move(minutes=4.9)
    assert calls.expire(lost.engine, lost.now) == 0
    lost.move(minutes=0.1)
    assert calls.expire(lost.engine, lost.now) == 1
    assert calls.listed(lost.engine, lost.now)[0].late
    assert text_of(await lost.say("怎么还没人打来")).startswith("值班的人这会儿没接上")
    assert "没接上" not in text_of(await lost.say("那怎么办"))
    assert calls.take(lost.engine, call.id, "王警官", lost.now)  # late is better than never


async def test_asked_twice_it_rings_once(lost: Edge) -> None:
    await _rung(lost)
    assert values(await lost.say("又转了一笔")) == []  # not offered while somebody is on it
    await lost.say(choice="call:yes")
    await lost.say(NUMBER)
    assert len(calls.listed(lost.engine, lost.now)) == 1


@pytest.mark.parametrize("way", ["forget", "day"])
async def test_nothing_of_it_stays(way: str, lost: Edge) -> None:
    await _rung(lost)
    if way == "forget":
        cases.forget(lost.engine, "p")
    else:
        cases.purge(lost.engine, lost.now + calls.KEEP)
    with transaction(lost.engine) as session:
        assert [*session.scalars(select(Contact)), *session.scalars(select(CallRequest))] == []


async def test_the_number_is_sealed_with_a_key_outside_the_database(lost: Edge) -> None:
    await _rung(lost)
    with transaction(lost.engine) as session:
        contact = session.scalars(select(Contact)).one()
    assert NUMBER not in str(contact.__dict__)
    assert contact.expires_at == lost.now + calls.KEEP
    with pytest.raises(Exception, match=r"^$"):  # cryptography's InvalidToken has no words
        Sealer(b"another secret").open_contact(contact.sealed)
