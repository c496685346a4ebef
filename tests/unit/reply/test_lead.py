"""A number is a lead once they say it is the scammer's."""

from __future__ import annotations

import pytest

from tests.unit.reply.conftest import Compose, words

SHOWN = "手机号 139****5678"


def test_a_number_is_offered_with_its_middle_hidden(say: Compose) -> None:
    reply = say("service", "report_number", entities=[SHOWN])
    assert SHOWN in words(reply)
    assert [choice.value for choice in reply.case.choices] == ["lead:yes", "lead:no"]
    assert reply.payload()["lead"] == "offer"


def test_without_a_number_it_is_said_where_to_report(say: Compose) -> None:
    reply = say("service", "report_number")
    assert "12321" in words(reply)
    assert "lead" not in reply.payload()


@pytest.mark.parametrize(
    ("detail", "entities", "lead", "part"),
    [("yes", [SHOWN], "keep", "记下了"), ("no", [SHOWN], "drop", "不记"), ("yes", [], "", "12321")],
)
def test_their_word_decides(detail: str, entities: list[str], lead: str, part: str, say: Compose) -> None:
    reply = say("lead", detail, entities=entities)
    assert part in words(reply)
    assert reply.payload().get("lead", "") == lead
