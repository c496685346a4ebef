"""A drill through the edge: how it begins, goes on, ends, and gives way to anything real."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.edge.kiosk import kiosk_part
from bot.edge.voice import FolderSpeaker
from db import cases
from db.drill_models import DrillCount
from db.record_models import AssessmentRow, Matter
from db.session import transaction
from tests.unit.edge.asides.conftest import WARNED, Edge, text_of, values

PLAY = ["drill:go", "drill:more", "drill:no", "drill:hint", "drill:quit"]
CALM = {"format": 1, "stage": "none"}


@pytest.fixture
def calm(edge: Edge) -> Edge:
    """Return an edge whose Rasa sees nothing in what is said."""
    edge.rasa.case, edge.rasa.kind = dict(CALM), "continue"
    return edge


async def _begin(edge: Edge, level: str = "plain", wish: str = "drill:t_service_membership") -> dict[str, Any]:
    await edge.say(choice=wish)
    await edge.say(choice="drill:g_elderly")
    return await edge.say(choice=f"drill:l_{level}")


def _counts(edge: Edge) -> list[tuple[str, str, str, int]]:
    with transaction(edge.engine) as session:
        rows = session.scalars(select(DrillCount)).all()
        return sorted((row.ended, row.type, row.group, row.scene) for row in rows)


async def test_a_whole_drill_by_words_and_numbers(calm: Edge) -> None:
    assert "哪一种" in text_of(await calm.say("我想演练"))
    assert "三十天里" in text_of(await calm.say("1"))
    begun = await calm.say("没有，练一般的")
    assert values(begun) == PLAY
    assert "骗子：" in text_of(begun)
    replies = [begun]
    while "停，" not in text_of(replies[-1]):
        replies.append(await calm.say("1"))
    for reply in replies:
        assert all(block["text"].startswith("【演练】") for block in reply["blocks"] if block["type"] == "text")
        assert reply["kind"] == "drill"
    assert "破绽" in text_of(replies[-1])
    assert [ended for ended, *_ in _counts(calm)] == ["begun", "lost"]
    assert calm.rasa.seen == []  # choices need no reading


async def test_free_answers_are_read_and_answered_by_the_scammer(calm: Edge) -> None:
    await _begin(calm)
    assert "已经生效了" in text_of(await calm.say("好的，怎么取消"))
    assert [text for text, _ in calm.rasa.seen] == ["好的，怎么取消"]  # every typed message is read as always
    assert "收住了手" in text_of(await calm.say("我不信，你是骗子"))
    with transaction(calm.engine) as session:
        assert session.scalars(select(AssessmentRow)).all() == []  # nothing of a drill is kept


async def test_a_real_loss_ends_it_and_starts_the_urgent_lane(calm: Edge) -> None:
    await _begin(calm)
    calm.rasa.case, calm.rasa.kind = {**WARNED, "stage": "paid"}, "urgent"
    reply = await calm.say("我真的刚转了钱")
    assert text_of(reply).startswith("演练停了，下面当真事办。\nrasa: 我真的刚转了钱")
    assert reply["case"]["stage"] == "paid"
    assert values(reply) == ["drill:back", "call:ask"]
    assert ("real", "service_membership", "elderly", 1) in _counts(calm)
    calm.rasa.kind = "what_now"
    assert "【演练】" not in text_of(await calm.say("那怎么办"))  # it stays ended
    assert "先不练" in text_of(await calm.say("我想演练"))


async def test_words_of_the_play_taken_for_a_report_are_taken_back(calm: Edge) -> None:
    begun = await _begin(calm)
    calm.rasa.case, calm.rasa.kind = {**WARNED, "stage": "paid"}, "urgent"
    await calm.say("好好好，钱我转过去了还不行吗")
    reply = await calm.say(choice="drill:back")
    assert "接着练" in text_of(reply)
    assert reply["case"]["stage"] == "none"
    assert text_of(reply).splitlines()[-1].partition("：")[2] in text_of(begun)
    with transaction(calm.engine) as session:
        matter = session.scalars(select(Matter)).one()
        assert (matter.stage, matter.told) == ("none", False)  # no loss is counted


async def test_a_wish_to_die_is_answered_with_nothing_beside_it(calm: Edge) -> None:
    await _begin(calm)
    calm.rasa.kind = "distress"
    reply = await calm.say("不想活了")
    assert text_of(reply) == "rasa: 不想活了"
    assert values(reply) == []


async def test_the_urgent_entry_works_in_a_drill(calm: Edge) -> None:
    await _begin(calm)
    reply = await calm.say(choice="urgent:paid")
    assert text_of(reply) == "rasa: urgent:paid"
    assert ("real", "service_membership", "elderly", 1) in _counts(calm)


async def test_money_gone_that_may_be_played_is_asked_about(calm: Edge) -> None:
    await _begin(calm)
    reply = await calm.say("我已经转了")
    assert values(reply) == ["urgent:paid", "drill:go", "drill:quit"]
    assert "已经生效了" in text_of(await calm.say("是演练里照做了"))


@pytest.mark.parametrize("secret", ["6222021234567890123", "验证码是384756", "384756", "110101199003071233"])
async def test_a_real_number_is_masked_and_warned_of(secret: str, calm: Edge) -> None:
    # attack: a drill trains people to type their codes
    await _begin(calm)
    reply = await calm.say(secret)
    assert "遮住了" in text_of(reply)
    assert values(reply) == PLAY
    assert secret not in str(reply)
    assert secret not in str(cases.load(calm.engine, "p", calm.now).data)


@pytest.mark.parametrize("word", ["退出", "不练了", "退出演练"])
async def test_it_is_left_at_any_time(word: str, calm: Edge) -> None:
    await calm.say("我想演练")
    assert "演练停了" in text_of(await calm.say(word))
    await _begin(calm)
    assert "演练停了" in text_of(await calm.say(word))
    assert text_of(await calm.say("好的")) == "rasa: 好的"


@pytest.mark.parametrize("stage", ["paid"])
async def test_none_after_a_loss(stage: str, calm: Edge) -> None:
    calm.rasa.case, calm.rasa.kind = {**WARNED, "stage": stage}, "urgent"
    await calm.say("我被骗了")
    assert "先不练" in text_of(await calm.say("我想演练"))
    calm.move(days=29)  # the case is gone; the record of the matter is not
    assert "先不练" in text_of(await calm.say("我想演练"))
    calm.move(days=2)
    assert "哪一种" in text_of(await calm.say("我想演练"))


async def test_whoever_says_they_lost_money_lately_is_not_drilled(calm: Edge) -> None:
    await calm.say("我想演练")
    await calm.say("1")
    reply = await calm.say(choice="drill:recent")
    assert "先不练" in text_of(reply)
    assert values(reply) == ["urgent:paid"]


async def test_what_is_under_way_comes_first(calm: Edge) -> None:
    calm.rasa.case = {**WARNED, "stage": "about_to_pay", "live": True}
    await calm.say("他在催我")
    assert "先办真事" in text_of(await calm.say("我想演练"))


async def test_never_two_alike_in_a_row_even_by_the_same_link(calm: Edge) -> None:
    first = text_of(await _begin(calm))
    await calm.say("退出")
    calm.rasa.kind = "thanks"
    await calm.say("谢谢")  # Rasa answers in between
    assert text_of(await _begin(calm)) != first


@pytest.mark.parametrize("type_id", ["romance_sextortion", "crisis_photo", "crisis_gang", "nothing_there"])
async def test_a_link_cannot_lead_a_minor_to_what_is_for_grown_ups(type_id: str, calm: Edge) -> None:
    # attack: a link to a drill of sextortion is posted in a class group
    await calm.say(choice=f"drill:t_{type_id}")
    await calm.say(choice="drill:g_minor")
    await calm.say(choice="drill:l_easy")
    kept = cases.load(calm.engine, "p", calm.now).data["drill"]  # type: ignore[index]
    assert kept["type"] != type_id
    assert kept["group"] == "minor"


@pytest.mark.parametrize("choice", ["drill:go", "drill:back", "drill:l_easy", "drill:g_elderly", "drill:nonsense"])
async def test_an_old_button_does_no_harm(choice: str, calm: Edge) -> None:
    assert "练完了" in text_of(await calm.say(choice=choice)) or "已经完了" in text_of(await calm.say(choice=choice))


async def test_another_choice_ends_it(calm: Edge) -> None:
    await _begin(calm)
    assert text_of(await calm.say(choice="service:human")).startswith("演练停了，下面说您的事。")
    assert ("left", "service_membership", "elderly", 1) in _counts(calm)


async def test_after_the_session_it_is_over(calm: Edge) -> None:
    await _begin(calm)
    calm.move(hours=3)
    assert text_of(await calm.say("好的")) == "rasa: 好的"


async def test_by_telephone_there_is_none(calm: Edge) -> None:
    calm.channel = "phone"
    assert text_of(await calm.say("我想演练")) == "rasa: 我想演练"


async def test_the_kiosk_is_told_that_none_of_it_is_true(calm: Edge, tmp_path: Path) -> None:
    calm.channel = "kiosk"
    reply = await _begin(calm)
    part = kiosk_part(reply, calm.words.snapshot(), FolderSpeaker(tmp_path))
    assert part["drill"]
    assert part["heading"] == "演练，都是假的"
    assert not part["held"]
    assert part["family"] == ""
