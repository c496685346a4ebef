"""A real SIP caller rings on loopback: hears, presses, speaks, is handed over, and is never left alone."""

from __future__ import annotations

from bot.phone.events import HangUp, HungUp, Played
from tests.fakes.phone_edge import ANSWERED, FakeEdge, greeting, menu
from tests.telephone.conftest import Ring, StartSip
from tests.telephone.signals import find, speechlike

SOUNDS = {
    "greeting": speechlike(4.0, 1),
    "menu": speechlike(2.0, 2),
    "safe": speechlike(2.0, 3),
    "long": speechlike(8.0, 4),
}


async def test_a_caller_hears_the_greeting_presses_a_key_and_hears_what_belongs_to_it(
    start_sip: StartSip, ring: Ring
) -> None:
    edge = FakeEdge(SOUNDS, menu({"1": (*greeting("menu")[:1], HangUp())}, greeting()[:1]))
    program = await start_sip(edge)
    caller = await ring(program)
    await edge.until(ANSWERED)
    await edge.until(Played())
    edge.script = menu({"1": (*greeting("menu")[:1], HangUp())}, greeting(seconds=30))
    await caller.press("1")
    await caller.until("DISCONNCTD")
    heard = caller.heard()
    assert find(SOUNDS["greeting"], heard).heard > 0.9
    assert find(SOUNDS["menu"], heard).heard > 0.9
    await edge.until(HungUp())
