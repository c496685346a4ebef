"""Every reply to every listener, as WeChat, kiosk and telephone give it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.reply.blocks import Block, Listener
from bot.reply.compose import compose
from bot.reply.render import kiosk, phone, wechat
from bot.triage.case import Case
from db.knowledge import Knowledge

STEPS = (("verdict", ""), ("urgent", "paid"), ("urgent", "paying"), ("again", ""), ("tell", "case"), ("tell", "next"))
CASES = (Case(), Case(group="elderly"), Case(group="student"), Case(helper="relative"))
Replies = list[tuple[str, list[Block]]]


def _replies(knowledge: Knowledge, channel: str) -> Replies:
    found = []
    for type_id in knowledge.scripts:
        for case in CASES:
            told = replace(case, type=type_id, verdict="alarm", stage="contact").dump()
            for kind, detail in STEPS:
                assessment = {"step": {"kind": kind, "detail": detail}, "case": told}
                place = f"{type_id} {kind}:{detail} {case.group or case.helper}"
                found.append((place, compose(assessment, Listener(channel=channel), knowledge).blocks))
    return found


def test_wechat_messages_fit_and_keep_every_choice(knowledge: Knowledge) -> None:
    for place, blocks in _replies(knowledge, "wechat"):
        messages = wechat.render(blocks)
        assert all(wechat.utf8(message) <= wechat.MOST_BYTES for message in messages), place
        for block in blocks:
            for choice in block.get("choices", ()):
                assert f"{choice['n']} {choice['label']}" in "\n".join(messages), place


def test_a_long_wechat_reply_is_cut_at_sentence_ends() -> None:
    text = "先把电话挂掉，别再回他。" * 60
    messages = wechat.render([{"type": "text", "text": text}])
    assert len(messages) > 1
    assert all(message.endswith("。") for message in messages)
    assert "".join(messages).replace("\n", "") == text


def test_kiosk_screens_are_short_and_the_buttons_come_last(knowledge: Knowledge) -> None:
    for place, blocks in _replies(knowledge, "kiosk"):
        screens = kiosk.render(blocks)
        assert all(0 < len(screen.text) <= kiosk.MOST_CHARACTERS for screen in screens), place
        assert all(not screen.buttons for screen in screens[:-1]), place
        assert all(button.value not in kiosk.PERMANENT for screen in screens for button in screen.buttons), place


def test_telephone_prompts_last_at_most_eight_seconds(knowledge: Knowledge) -> None:
    keys = str(knowledge.wordings[phone.KEYS]["text"])
    for place, blocks in _replies(knowledge, "phone"):
        spoken = phone.render(blocks, keys)
        assert all(phone.seconds(prompt) <= phone.SECONDS for prompt in spoken.prompts), place
        assert spoken.prompts[-1].endswith("按零。"), place
        assert {spoken.keys["9"], spoken.keys["8"], spoken.keys["0"]} == set(phone.FIXED_KEYS), place


def test_telephone_names_a_key_for_each_own_choice() -> None:
    offered = [
        {"n": 1, "value": "urgent:paid", "label": "钱已经转出去了"},
        {"n": 2, "value": "answer:yes", "label": "是"},
    ]
    spoken = phone.render([{"type": "choices", "choices": offered}], "要人帮忙，按零。")
    assert spoken.prompts == ("是，按一。", "要人帮忙，按零。")
    assert spoken.keys["1"] == "answer:yes"


@pytest.mark.parametrize("channel", ["kiosk", "phone"])
def test_who_only_hears_is_not_asked_for_a_group(knowledge: Knowledge, channel: str) -> None:
    case = Case(type="service_refund", verdict="alarm", stage="contact")
    blocks = compose({"step": {"kind": "verdict"}, "case": case.dump()}, Listener(channel=channel), knowledge).blocks
    values = [choice["value"] for block in blocks for choice in block.get("choices", ())]
    assert values
    assert not any(value.startswith("group:") for value in values)


def test_what_only_marks_keep_apart_is_parted_for_the_ear() -> None:
    assert phone.spoken([{"type": "text", "text": "转给「律师」「医生」。"}]) == ["转给律师、医生。"]


def test_an_empty_reply_is_one_empty_screen() -> None:
    assert kiosk.render([]) == [kiosk.Screen("")]
    assert wechat.render([]) == []
