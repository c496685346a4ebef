"""What reading all drills aloud found: who speaks, what is asked for at the loss, and how long the end is."""

from __future__ import annotations

import argparse
import math
import re
from dataclasses import replace
from typing import Any

import pytest

from bot.drill.command import run
from bot.drill.cues import ASK, GO, Cues
from bot.drill.listing import listing
from bot.drill.play import WON, begin, move
from bot.drill.plot import EASY, HARD, LEVELS, plot_of
from bot.drill.say import Teller, tell_move
from db.files import catalogue
from db.knowledge import Knowledge

TYPES = [str(entry["id"]) for entry in catalogue()]
WIDTH, SCREEN = 20, 28  # characters a line and lines of a phone held upright, at WeChat's usual size
NARRATED = re.compile("骗子|受害|对方会|他会|诈骗|假(客服|警察|老板|网站)")


@pytest.mark.parametrize("type_id", TYPES)
def test_he_speaks_himself_and_nobody_tells_of_him(type_id: str, knowledge: Knowledge) -> None:
    lines = [line for stage in knowledge.scripts[type_id].words["stages"] for line in stage["says"]]
    assert [line for line in lines if NARRATED.search(line)] == []


@pytest.mark.parametrize("type_id", TYPES)
def test_at_the_loss_something_is_asked_for_even_where_one_line_is_said(
    type_id: str, knowledge: Knowledge, cues: Cues
) -> None:
    last = plot_of(knowledge.scripts[type_id], cues).scenes[-1]
    said = last.lines[last.shown(HARD)[0]]
    assert not cues.gives.isdisjoint(cues.says.find(said.text)), said.text
    assert said.signs, said.text


@pytest.mark.parametrize("type_id", TYPES)
def test_on_the_hardest_level_he_says_first_who_he_is(type_id: str, knowledge: Knowledge, cues: Cues) -> None:
    plot = plot_of(knowledge.scripts[type_id], cues)
    first = str(knowledge.scripts[type_id].words["stages"][0]["says"][0])
    assert [line.text for line in begin(plot, "elderly", HARD).lines] == [first]


@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize("type_id", TYPES)
def test_the_end_fits_one_screen(type_id: str, elder: bool, knowledge: Knowledge, cues: Cues) -> None:
    plot = plot_of(knowledge.scripts[type_id], cues)
    made = begin(plot, "elderly", EASY)
    for end in (replace(made, what=WON), _lost(made, plot)):
        blocks = tell_move(Teller(knowledge, elder), plot, end).blocks
        texts = [line for block in blocks if block["type"] == "text" for line in str(block["text"]).splitlines()]
        assert sum(math.ceil(len(line) / WIDTH) for line in texts) <= SCREEN


def _lost(made: Any, plot: Any) -> Any:
    while not made.over:
        made = move(plot, made.state, GO)
    return made


@pytest.mark.parametrize("type_id", TYPES)
def test_what_it_costs_is_no_tale_of_somebody_who_stopped(type_id: str, knowledge: Knowledge, cues: Cues) -> None:
    plot = plot_of(knowledge.scripts[type_id], cues)
    blocks = tell_move(Teller(knowledge, elder=True), plot, _lost(begin(plot, "elderly", EASY), plot)).blocks
    cost = next(str(block["text"]) for block in blocks if "结果是这样" in str(block.get("text")))
    assert re.search("[一二两三四五六七八九十几百千万]", cost)
    assert not re.search("要是|停了?手|没有出去", cost)


def test_a_second_line_of_a_stage_is_another_way_of_saying_it(knowledge: Knowledge, cues: Cues) -> None:
    plot = plot_of(knowledge.scripts["service_refund"], cues)
    blocks = tell_move(Teller(knowledge), plot, begin(plot, "elderly", EASY)).blocks
    texts = [str(block["text"]) for block in blocks if block["type"] == "text"]
    assert any(text.startswith("【演练】骗子：请问") for text in texts)
    assert any(text.startswith("【演练】骗子也会说：您的订单") for text in texts)


@pytest.mark.parametrize("level", LEVELS)
def test_the_listing_holds_every_line_that_can_be_heard(level: str, knowledge: Knowledge, cues: Cues) -> None:
    plot = plot_of(knowledge.scripts["service_bank"], cues)
    told = "\n".join(listing(knowledge, plot, levels=(level,)))
    assert all(line.text in told for scene in plot.scenes for line in scene.lines)
    assert "[lost]" in told
    assert "[won at the first step]" in told
    assert move(plot, begin(plot, "", HARD).state, ASK).lines[0].text in told


def test_the_command_refuses_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    named = {"all": False, "level": None, "group": "", "elder": False}
    assert run(argparse.Namespace(script=["no_such_type"], **named)) == 2
    assert "no_such_type" in capsys.readouterr().err
    assert run(argparse.Namespace(script=["service_bank"], **{**named, "level": HARD})) == 0
    assert "【演练】骗子：" in capsys.readouterr().out
