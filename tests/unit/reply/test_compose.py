"""What holds for everything that is said, whoever listens and whatever the type."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from bot.reply.compose import COMPOSERS
from bot.triage.case import MAX_BYTES, Case

if TYPE_CHECKING:
    from tests.unit.reply.conftest import Compose, Said

# "您不放心的" is the resident's own unease, not our promise
PROMISE = re.compile(r"安全的|(?<!不)放心|一定能")
SCAM_KINDS = [
    ("urgent", "paid"),
    ("urgent", "paying"),
    ("stop", "pressed"),
    ("verdict", ""),
    ("again", ""),
    ("unsure", ""),
    ("tell", "type"),
    ("tell", "family"),
    ("ask", "open"),
    ("ask", "asks_code"),
    ("stop", "done"),
    ("tell", "report"),
    ("tell", "case"),
    ("tell", "next"),
    ("tell", "again"),
]


def test_all_of_it_was_composed(everything: list[Said]) -> None:
    assert len({said.type for said in everything}) == 64
    assert {said.listener for said in everything} == {"plain", "elder", "helper", "minor"}
    assert {said.kind for said in everything} == set(COMPOSERS)


def test_nothing_is_empty(everything: list[Said]) -> None:
    assert [said.place for said in everything if not said.text.strip()] == []


def test_no_text_block_is_empty(everything: list[Said]) -> None:
    blocks = [(said.place, block) for said in everything for block in said.reply.blocks if block["type"] == "text"]
    assert [place for place, block in blocks if not block["text"].strip()] == []


def test_no_brace_is_left_unfilled(everything: list[Said]) -> None:
    assert [said.place for said in everything if re.search(r"[{}]|None", said.text)] == []


def test_no_mark_stands_twice(everything: list[Said]) -> None:
    assert [(said.place, said.text) for said in everything if re.search(r"[。，；][。，；]|[？！]。", said.text)] == []


def test_nothing_promises(everything: list[Said]) -> None:
    found = [(said.place, found.group()) for said in everything if (found := PROMISE.search(said.text))]
    assert found == []


@pytest.mark.parametrize(("kind", "detail"), SCAM_KINDS)
def test_every_word_on_a_scam_leaves_a_number(kind: str, detail: str, everything: list[Said]) -> None:
    said = [item for item in everything if (item.kind, item.detail) == (kind, detail)]
    assert said
    assert [item.place for item in said if "110" not in item.text] == []


def test_choices_are_numbered_on_through_the_reply(everything: list[Said]) -> None:
    for said in everything:
        shown = [c for block in said.reply.blocks if block["type"] == "choices" for c in block["choices"]]
        assert [choice["n"] for choice in shown] == list(range(1, len(shown) + 1)), said.place
        assert [(c.n, c.value, c.label) for c in said.reply.case.choices] == [
            (c["n"], c["value"], c["label"]) for c in shown
        ]


def test_no_two_choices_of_a_reply_look_alike(everything: list[Said]) -> None:
    for said in everything:
        for names in ([c.value for c in said.reply.case.choices], [c.label for c in said.reply.case.choices]):
            assert len(set(names)) == len(names), said.place


def test_every_choice_value_passes_the_door(everything: list[Said]) -> None:
    values = {choice.value for said in everything for choice in said.reply.case.choices}
    assert [value for value in values if not re.fullmatch(r"[a-z]{2,12}:[a-z0-9_]{1,40}", value)] == []


def test_the_case_still_fits(everything: list[Said]) -> None:
    for said in everything:
        if said.kind == "verdict":  # nothing offers more choices
            case = said.reply.payload()["case"]
            assert case["choices"]
            assert len(json.dumps(case, ensure_ascii=False).encode()) <= MAX_BYTES


def test_a_minor_is_never_told_to_open_a_bank_app(everything: list[Said]) -> None:
    told = [said for said in everything if said.listener == "minor" and said.kind == "urgent" and said.detail == "paid"]
    assert [said.place for said in told if re.search(r"手机银行|网银|卡背面|止付|95\d{3}", said.text)] == []
    assert [said.place for said in told if not re.search("爸妈|老师", said.text)] == []


@pytest.mark.parametrize("assessment", [{}, {"kind": "unheard_of"}])
def test_an_unknown_step_gets_the_fallback(assessment: dict[str, str], say: Compose) -> None:
    known = say("fallback")
    assert say(assessment.get("kind", ""), "").blocks == known.blocks


def test_a_type_the_words_do_not_know_is_admitted(say: Compose) -> None:
    case = Case(type="withdrawn_type", verdict="alarm")
    assert say("verdict", case=case).blocks == say("unsure").blocks
