"""Every sentence of the kiosk is on the list, and nobody's own words."""

from __future__ import annotations

import pytest

from bot.reply.compose import compose
from bot.reply.render import kiosk
from bot.report.preview import STEPS, Listening, preview
from bot.triage.case import Case
from bot.voice.cases import HOLE
from bot.voice.script import LISTENER, heard, wanted
from bot.voice.sentences import sentence_key, spoken_sentences
from db.knowledge import Knowledge


@pytest.fixture(scope="module")
def keys(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(line.key for line in wanted(knowledge))


def test_the_most_needed_come_first(knowledge: Knowledge) -> None:
    lines = wanted(knowledge)
    parts = list(dict.fromkeys(line.part for line in lines))
    assert parts == ["urgent", "phone", "kiosk", "talk", "question", "type"]
    assert "马上打110。" in [line.text for line in lines[:5]]
    assert len({line.key for line in lines}) == len(lines)


def test_nobodys_own_words_are_on_it(knowledge: Knowledge) -> None:
    # Attack: what a resident said is rendered, and lies on the disk as sound.
    assert not [line.text for line in wanted(knowledge) if HOLE in line.text or "{" in line.text]


def test_money_goes_by_banks_and_wallets_and_not_by_the_fire_brigade(keys: frozenset[str]) -> None:
    said = {name: sentence_key(f"再打{name}，{number}。") for name, number in (("支付宝", 95188), ("火警", 119))}
    assert said["支付宝"] in keys
    assert said["火警"] not in keys


@pytest.mark.parametrize("step", sorted(STEPS))
@pytest.mark.parametrize("group", ["", "elderly", "minor", "student"])
def test_what_the_kiosk_says_of_each_type_is_on_it(
    knowledge: Knowledge, keys: frozenset[str], step: str, group: str
) -> None:
    # the preview is another way to the same replies than the one by which the list was made
    for type_id in knowledge.scripts:
        shown = preview(knowledge, type_id, Listening("kiosk", group=group, step=step))
        for line in shown.splitlines():
            text = line.strip().lstrip("0123456789").strip()
            if not text.startswith("["):
                missing = [each for each in spoken_sentences(text) if sentence_key(each) not in keys]
                assert missing == [], (type_id, step, group)


def test_a_renumbered_step_has_the_same_sound() -> None:
    assert sentence_key("1 先挂电话。") == sentence_key("2 先挂电话。") == sentence_key("先挂电话。")
    assert sentence_key("110打得通。") != sentence_key("打得通。")


def test_every_question_is_on_it(knowledge: Knowledge, keys: frozenset[str]) -> None:
    for signal in knowledge.signals:
        assessment = {"step": {"kind": "ask", "detail": signal}, "case": Case().dump()}
        for screen in kiosk.render(compose(assessment, LISTENER, knowledge).blocks):
            for text in heard(screen):
                assert {sentence_key(each) for each in spoken_sentences(text)} <= keys
