"""Whom which drill is for; never the same twice; nothing for minors that is for grown-ups."""

from __future__ import annotations

import pytest

from bot.drill.choose import allowed, choose, named
from bot.drill.cues import Cues
from db.knowledge import Knowledge

SEX_AND_EXTORTION = (
    *("brushing_adult", "romance_escort", "romance_sextortion", "prize_child"),
    *("crisis_photo", "crisis_gang", "crisis_emergency"),
)


@pytest.mark.parametrize("type_id", SEX_AND_EXTORTION)
@pytest.mark.parametrize("channel", ["web", "wechat", "kiosk"])
def test_no_sex_and_no_extortion_for_minors(type_id: str, channel: str, knowledge: Knowledge, cues: Cues) -> None:
    assert not allowed(knowledge.scripts[type_id], "minor", channel, cues)


@pytest.mark.parametrize("type_id", ["brushing_adult", "romance_escort", "romance_sextortion", "crisis_photo"])
def test_what_shames_is_for_grown_ups_alone_and_never_in_a_hall(type_id: str, knowledge: Knowledge, cues: Cues) -> None:
    script = knowledge.scripts[type_id]
    assert allowed(script, "single", "wechat", cues)
    assert not allowed(script, "single", "kiosk", cues)
    assert not allowed(script, "", "web", cues)


def test_every_draw_fits_the_group_and_differs_from_the_last(knowledge: Knowledge, cues: Cues) -> None:
    for group in knowledge.groups:
        last = ""
        for number in range(200):
            drawn = choose(knowledge.scripts, group, "web", cues, last, number * 7919)
            script = knowledge.scripts[drawn]
            assert drawn != last
            assert group in script.words["groups"]
            assert not script.sensitive
            last = drawn


def test_minors_have_drills_of_their_own(knowledge: Knowledge, cues: Cues) -> None:
    drawn = {choose(knowledge.scripts, "minor", "web", cues, "", number) for number in range(100)}
    assert "game_minor" in drawn
    assert len(drawn) >= 5
    assert drawn.isdisjoint(SEX_AND_EXTORTION)


def test_where_one_type_alone_is_published_it_is_not_played_twice(knowledge: Knowledge, cues: Cues) -> None:
    alone = {"service_bank": knowledge.scripts["service_bank"]}
    assert choose(alone, "elderly", "web", cues, "", 5) == "service_bank"
    assert choose(alone, "elderly", "web", cues, "service_bank", 5) == ""


def test_a_wish_may_name_the_type(knowledge: Knowledge) -> None:
    assert named(knowledge.scripts, "我想演练冒充公检法") == "authority_police"
    assert named(knowledge.scripts, "我想演练") == ""
