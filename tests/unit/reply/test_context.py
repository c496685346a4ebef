"""The words by id, for who listens."""

from __future__ import annotations

import re

import pytest

from bot.reply.blocks import Listener
from bot.reply.context import Context, bare, numbered, sentence
from bot.triage.case import Case
from db.knowledge import Knowledge

CLAUSE = re.compile(r"[，。！？；：、,.!?;:…“”\s]+")
ELDER_CLAUSE = 15


def _context(knowledge: Knowledge, case: Case, elder: bool = False) -> Context:
    return Context(case, "verdict", "", (), {}, Listener(elder=elder), knowledge)


@pytest.mark.parametrize(
    ("group", "helper", "asked", "elder"),
    [
        ("", "", False, False),
        ("", "", True, True),
        ("elderly", "", False, True),
        ("left_behind_elderly", "", False, True),
        ("elderly", "relative", False, False),
        ("student", "", False, False),
    ],
)
def test_short_clauses_are_for_old_people_themselves(
    group: str, helper: str, asked: bool, elder: bool, knowledge: Knowledge
) -> None:
    assert _context(knowledge, Case(group=group, helper=helper), asked).elder is elder


def test_braces_are_filled(knowledge: Knowledge) -> None:
    said = _context(knowledge, Case()).say("knowledge_type", name="刷单", summary="先垫钱")
    assert said == "「刷单」：先垫钱。"


def test_an_unknown_wording_is_a_mistake(knowledge: Knowledge) -> None:
    with pytest.raises(KeyError):
        _context(knowledge, Case()).say("unheard_of")


def test_a_wording_without_an_elder_form_falls_back(knowledge: Knowledge) -> None:
    assert (
        _context(knowledge, Case(), elder=True).say("disclosed_minor") == knowledge.wordings["disclosed_minor"]["text"]
    )


def test_elder_wordings_have_short_clauses(knowledge: Knowledge) -> None:
    spoken = {name: str(words.get("elder") or "") for name, words in knowledge.wordings.items()}
    long = [(name, part) for name, text in spoken.items() for part in CLAUSE.split(text) if len(part) > ELDER_CLAUSE]
    assert sum(bool(text) for text in spoken.values()) > 30
    assert long == []


@pytest.mark.parametrize(
    ("text", "said"), [("别转", "别转。"), ("别转。", "别转。"), ("转了？ ", "转了？"), ("“好”", "“好”")]
)
def test_sentence_ends_once(text: str, said: str) -> None:
    assert sentence(text) == said


@pytest.mark.parametrize(
    ("text", "said"), [("别转。", "别转"), ("别转；！", "别转"), (" 别转，", "别转"), ("转？", "转？")]
)
def test_bare_has_no_final_mark(text: str, said: str) -> None:
    assert bare(text) == said


def test_lines_are_numbered() -> None:
    assert numbered(("先挂。", "再打110"), first=2) == "2 先挂。\n3 再打110。"
    assert numbered(()) == ""
