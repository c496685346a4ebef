"""What is told on request after the verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.triage.case import Case
from db.knowledge import Knowledge

if TYPE_CHECKING:
    from tests.unit.reply.conftest import Compose

CASE = Case(type="service_refund", verdict="alarm", stage="contact")


@pytest.mark.parametrize("detail", ["case", "next", "family", "again"])
def test_what_was_just_told_is_not_offered_again(detail: str, say: Compose) -> None:
    values = [choice.value for choice in say("tell", detail, CASE).case.choices]
    assert values[0] == "urgent:paid"
    assert f"tell:{detail}" not in values


def test_the_case_is_the_scripts_own(say: Compose, knowledge: Knowledge) -> None:
    case = str(knowledge.scripts["service_refund"].words["case"]).strip()
    assert case in say("tell", "case", CASE).blocks[0]["text"]


def test_the_next_moves_are_in_order(say: Compose, knowledge: Knowledge) -> None:
    text = say("tell", "next", CASE).blocks[0]["text"]
    names = [str(stage["name"]) for stage in knowledge.scripts["service_refund"].words["stages"][:5]]
    places = [text.index(f"{n} {name}") for n, name in enumerate(names, 1)]
    assert places == sorted(places)


def test_the_card_for_the_family_leaves_the_story_out(say: Compose) -> None:
    told = replace(CASE, quotes=(("a", "我跟他聊了一夜"),), amounts=(88.0,))
    assert "我跟他聊了一夜" not in str(
        say("tell", "family", told, signals=[{"id": "a", "quote": "我跟他聊了一夜"}]).blocks
    )


@pytest.mark.parametrize("detail", ["case", "next", "family", "again", "type"])
def test_without_a_type_there_is_nothing_to_tell(detail: str, say: Compose) -> None:
    assert say("tell", detail).blocks == say("tell", "case").blocks
    assert say("tell", detail).case.choices == ()


def test_the_report_is_filled_with_what_is_known(say: Compose, knowledge: Knowledge) -> None:
    paid = replace(CASE, stage="paid", channels=("工商银行",), amounts=(5000.0,), when="昨天下午3点")
    text = say("tell", "report", paid).blocks[0]["text"]
    assert all(word in text for word in ("工商银行", "5000元", "昨天下午3点", knowledge.scripts["service_refund"].name))


def test_the_report_leaves_blanks_for_what_is_not(say: Compose) -> None:
    text = say("tell", "report", Case(stage="paid")).blocks[0]["text"]
    assert "____元" in text
    assert "____（什么时候）" in text
    assert "____（哪家银行或平台）" in text


@pytest.mark.parametrize("amount", [20000.0, 1234567.0, 88.5])
def test_the_sum_in_the_report_is_written_out(amount: float, say: Compose) -> None:
    text = say("tell", "report", replace(CASE, amounts=(amount,))).blocks[0]["text"]
    assert f"{str(amount).removesuffix('.0')}元" in text
