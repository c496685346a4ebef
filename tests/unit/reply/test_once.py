"""Nothing is said twice, except what must be."""

from __future__ import annotations

import json
import random
from collections import Counter

from bot.reply.blocks import Listener, Reply, mark, start
from bot.reply.compose import compose
from bot.reply.once import MOST, say_once
from bot.triage.case import MAX_BYTES, Case, load_case
from db.knowledge import Knowledge
from tests.unit.reply.conftest import words

LONG = "这一行够长，说过一遍就不再说。"
OTHER = "另一行也够长，头一回说到它。"
FOLLOWS = ("verdict", "again", "what_now", "disagree", "persuade", "unsure", "thanks", "ordinary", "fallback")


def _again(reply: Reply, *parts: str) -> Reply:
    return say_once(start(reply.case).text(*parts), False, "都说过了")


def test_a_paragraph_is_said_once() -> None:
    first = say_once(Reply(Case()).text(LONG), False, "都说过了")
    assert words(_again(first, LONG, OTHER)) == OTHER


def test_short_lines_join_paragraphs_and_stay() -> None:
    first = say_once(Reply(Case()).text("好，您说。"), False, "")
    assert words(_again(first, "好，您说。")) == "好，您说。"


def test_steps_are_numbered_anew() -> None:
    first = say_once(Reply(Case()).text(f"1 {LONG}"), False, "")
    assert words(_again(first, f"1 {LONG}", f"2 {OTHER}")) == f"1 {OTHER}"


def test_something_is_always_said() -> None:
    first = say_once(Reply(Case()).text(LONG), False, "")
    assert words(_again(first, LONG)) == "都说过了"


def test_what_must_be_said_is_said_again() -> None:
    first = say_once(Reply(Case()).must(LONG), False, "")
    assert words(say_once(start(first.case).must(LONG), False, "")) == LONG


def test_what_was_asked_for_again_is_said_again() -> None:
    first = say_once(Reply(Case()).text(LONG), True, "")
    assert words(say_once(start(first.case).text(LONG), True, "")) == LONG


def test_marks_are_few_and_the_case_stays_small() -> None:
    reply = Reply(Case())
    for number in range(200):
        reply = say_once(start(reply.case).text(f"第{number}行，字数够多，各不一样。"), False, "")
    assert len(reply.case.lines) == MOST
    assert len(json.dumps(reply.case.dump(), ensure_ascii=False).encode()) <= MAX_BYTES


def _urgent(knowledge: Knowledge) -> set[str]:
    # and whom to call, which every verdict ends with
    kept = ("urgent_", "distress", "ordinary", "what_now", "already_said", "fallback_again", "verdict_person")
    ids = [name for name in knowledge.wordings if name.startswith(kept)]
    return {mark(line) for name in ids for line in str(knowledge.wordings[name]["text"]).split("\n")}


def test_no_talk_hears_a_paragraph_twice(knowledge: Knowledge) -> None:
    chance = random.Random(7)
    allowed = _urgent(knowledge)
    for type_id in knowledge.scripts:
        case = Case(type=type_id, verdict="alarm", stage="contact", types={type_id: 0.9, "none": 0.1})
        heard: Counter[str] = Counter()
        for _ in range(8):
            step = {"kind": chance.choice(FOLLOWS), "detail": type_id}
            signals = [{"id": "asks_prepay", "quote": "让我先垫钱"}]
            told = {"step": step, "case": case.dump(), "signals": signals}
            reply = compose(told, Listener(), knowledge)
            case = load_case(reply.payload()["case"])
            heard.update(set(filter(None, map(mark, words(reply).split("\n")))))
        twice = {line for line, count in heard.items() if count > 1} - allowed
        assert not twice, type_id


def test_in_a_handset_everything_is_said_anew(knowledge: Knowledge) -> None:
    told = {"step": {"kind": "verdict"}, "case": Case(type="loan_fake", verdict="alarm").dump()}
    first = compose(told, Listener("phone"), knowledge)
    second = compose({**told, "case": first.case.dump()}, Listener("phone"), knowledge)
    assert words(second) == words(first)
