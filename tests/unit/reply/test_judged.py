"""What is wrong with a link or number: at most two lines, said once, with somebody to ask; never that it is safe."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.judge.judgement import NO_RECORD, REASONS, REMARKS, WARNINGS
from bot.reply.compose import COMPOSERS
from bot.triage.case import Case
from db.knowledge import Knowledge
from tests.unit.reply.conftest import DETAILS, Compose, words

SHOWN = "链接 odd.top…"
STORY = Case(type="loan_fake", verdict="alarm", stage="contact", types={"loan_fake": 0.9, "none": 0.1})
SILENT = {"distress", "urgent", "forget", "forget_me", "stop", "lead", "remember"}


def _judgement(*reasons: str, shown: str = SHOWN, level: str = "suspicious") -> dict[str, Any]:
    return {"shown": shown, "level": level, "reasons": list(reasons)}


def _line(knowledge: Knowledge, reason: str, elder: bool = False) -> str:
    return str(knowledge.wordings[f"judge_{reason}"]["elder" if elder else "text"])


@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize(("kind", "detail"), [("verdict", "loan_fake"), ("ask", "asks_code"), ("ordinary", "")])
def test_the_reason_stands_under_verdict_and_question(
    kind: str, detail: str, elder: bool, say: Compose, knowledge: Knowledge
) -> None:
    reply = say(kind, detail, case=STORY, elder=elder, judgements=[_judgement("raw_ip")])
    assert words(reply).count(_line(knowledge, "raw_ip", elder)) == 1
    assert re.search("110", words(reply))
    kinds = [block["type"] for block in reply.blocks]
    assert "choices" not in kinds or kinds.index("text") < kinds.index("choices")


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_can_be_said_alone(reason: str, say: Compose, knowledge: Knowledge) -> None:
    reply = say("service", "report_number", entities=[SHOWN], judgements=[_judgement(reason)])
    assert f"{SHOWN}：{_line(knowledge, reason)}" in words(reply)
    assert "96110" in words(reply)
    assert reply.lead == "offer"


@pytest.mark.parametrize("elder", [False, True])
def test_no_reason_says_that_anything_is_safe(elder: bool, knowledge: Knowledge) -> None:
    for reason in REASONS:
        line = _line(knowledge, reason, elder)
        assert not re.search("安全|放心|可信|没问题|没有问题|没事(?!。?$)|是真的", line.replace("不等于没事", "")), (
            reason
        )
    assert "不等于没事" in _line(knowledge, NO_RECORD, elder)


def test_at_most_two_lines_and_each_thing_before_a_second_reason(say: Compose, knowledge: Knowledge) -> None:
    judgements = [
        _judgement(*WARNINGS[:4]),
        _judgement("shortener", shown="链接 t.cn…"),
        _judgement("raw_ip", shown="c"),
    ]
    text = words(say("ordinary", judgements=judgements))
    assert [reason for reason in REASONS if _line(knowledge, reason) in text] == [WARNINGS[0], "shortener"]


def test_what_proves_nothing_is_silent_under_a_verdict(say: Compose, knowledge: Knowledge) -> None:
    for reason in set(REMARKS) - {"official_name_is_no_proof"}:
        text = words(say("verdict", "loan_fake", case=STORY, judgements=[_judgement(reason, level="unknown")]))
        assert _line(knowledge, reason) not in text


def test_it_is_said_once(say: Compose, knowledge: Knowledge) -> None:
    first = say("ask", "asks_code", case=STORY, judgements=[_judgement("raw_ip")])
    again = say("ask", "asks_link", case=first.case, judgements=[_judgement("raw_ip")])
    assert _line(knowledge, "raw_ip") in words(first)
    assert _line(knowledge, "raw_ip") not in words(again)
    other = say("ask", "asks_link", case=first.case, judgements=[_judgement("raw_ip", shown="链接 other…")])
    assert _line(knowledge, "raw_ip") in words(other)


@pytest.mark.parametrize("kind", sorted(COMPOSERS))
@pytest.mark.parametrize("group", ["", "minor"])
def test_wherever_it_is_said_there_is_somebody_to_ask(
    kind: str, group: str, say: Compose, knowledge: Knowledge
) -> None:
    """A second time too, when everything else was said before and is left out."""
    for detail in DETAILS.get(kind, ("",)):
        first = say(kind, detail, case=replace(STORY, group=group), judgements=[_judgement("raw_ip")])
        second = say(kind, detail, case=first.case, judgements=[_judgement("shortener")])
        for reply, reason in ((first, "raw_ip"), (second, "shortener")):
            said = _line(knowledge, reason) in words(reply)
            assert said is (kind not in SILENT), (kind, detail)
            assert not said or "110" in words(reply), (kind, detail)


def test_a_listed_link_is_named_with_what_to_do(say: Compose, knowledge: Knowledge) -> None:
    bad = [_judgement("blocked", shown="链接 bad.xyz…", level="known_bad")]
    reply = say("listed", case=Case(verdict="suspect"), judgements=bad)
    assert words(reply).startswith(f"链接 bad.xyz…：{_line(knowledge, 'blocked')}")
    assert "110" in words(reply)
    assert [choice.value for choice in reply.case.choices] == ["urgent:paid", "urgent:paying", "service:human"]


@pytest.mark.parametrize(
    "judgements", [[{}], [None], ["x"], [{"reasons": None}], [{"reasons": ["no_such_reason"]}], [{"reasons": "raw_ip"}]]
)
def test_judgements_of_another_form_say_nothing(judgements: list[Any], say: Compose) -> None:
    """Attack: an edge and an action server of different versions."""
    assert say("ordinary", judgements=judgements).blocks == say("ordinary").blocks
