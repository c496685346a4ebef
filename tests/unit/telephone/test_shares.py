"""How calls are shared among processes, each of which holds three."""

from __future__ import annotations

import pytest

from telephone.core.config import Config
from telephone.sip.shares import shares

WHOLE = Config(
    edge="", token="", folder="", most_calls=8, longest=900, allowed=(), lines={}, listen="127.0.0.1:5060",
    registrar="sip:trunk", user="city", public="198.51.100.7",
)  # fmt: skip


@pytest.mark.parametrize(("most", "held"), [(1, [1]), (3, [3]), (4, [3, 1]), (8, [3, 3, 2]), (9, [3, 3, 3])])
def test_every_call_has_its_process(most: int, held: list[int]) -> None:
    found = shares(Config(**{**WHOLE.__dict__, "most_calls": most}))
    assert [share.most_calls for share in found] == held


def test_each_has_ports_of_its_own_and_sends_callers_on_to_the_next() -> None:
    found = shares(WHOLE)
    assert [share.listen for share in found] == ["127.0.0.1:5060", "127.0.0.1:5061", "127.0.0.1:5062"]
    assert len({share.rtp_port for share in found}) == 3
    assert [share.next for share in found] == ["sip:city@198.51.100.7:5061", "sip:city@198.51.100.7:5062", ""]
    assert [share.registrar for share in found] == ["sip:trunk", "", ""]
