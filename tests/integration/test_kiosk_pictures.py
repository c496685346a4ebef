"""Every picture of the kiosk leads to the scam that it shows: asked of the real model."""

from __future__ import annotations

import pytest

from bot.check.kiosk import leaves
from db.files import CONTENT, read_yaml
from tests.conftest import Person, System

LEAVES = [leaf for picture in read_yaml(CONTENT / "kiosk.yml")["kiosk"] for leaf in leaves(picture)]


@pytest.mark.parametrize("leaf", LEAVES, ids=[leaf["say"] for leaf in LEAVES])
def test_a_picture_is_understood(system: System, leaf: dict[str, str]) -> None:
    answer = Person(system, channel="kiosk").send(leaf["say"])
    case = answer["case"]
    assert case["type"] == leaf["about"]
    assert case["verdict"] in ("alarm", "suspect")
    assert answer["kiosk"]["screens"]
