"""What a free answer means, what is a secret, and what is no play any more."""

from __future__ import annotations

from typing import Any

import pytest

from bot.drill.cues import ASK, GO, HINT, QUIT, REFUSE, UNCLEAR, Cues
from bot.drill.real import is_real
from bot.drill.secret import gives_away
from bot.drill.spot import Spotter
from bot.nlu.patterns import PatternMatcher
from bot.triage.case import Case
from db.files import CONTENT, read_yaml
from db.knowledge import Knowledge


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("退出", QUIT),
        ("给点提示", HINT),
        ("我不转，你是骗子", REFUSE),
        ("我打96110问问", REFUSE),
        ("别打了，我报警", REFUSE),
        ("你是哪里的，工号多少", ASK),
        ("能不能明天再说", ASK),
        ("好的，我转给你", GO),
        ("行，我下载那个软件", GO),
        ("天气真热", UNCLEAR),
    ],
)
def test_what_an_answer_means(text: str, answer: str, cues: Cues) -> None:
    assert cues.answer(text) == answer


@pytest.mark.parametrize("text", ["我已经转了", "钱转过去了", "都打完了"])
def test_money_gone_is_asked_about(text: str, cues: Cues) -> None:
    assert cues.doubts(text)


@pytest.mark.parametrize("text", ["我没转", "还没转过去", "不转"])
def test_money_kept_is_not(text: str, cues: Cues) -> None:
    assert not cues.doubts(text)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("我想演练", "drill"),
        ("反诈演练", "drill"),
        ("我想做十道题", "quiz"),
        ("你好", ""),
        ("骗子说要跟我做演练，让我先转两万块钱过去", ""),
        ("不是演练，我被骗了", ""),
    ],
)
def test_a_wish_is_short_and_outright(text: str, wish: str, cues: Cues) -> None:
    assert cues.wish(text) == wish


@pytest.mark.parametrize(
    "text", ["〔银行卡〕", "我身份证〔身份证〕", "384756", "码是3 8 4 7 5 6", "密码是abc123", "打我〔手机号〕"]
)
def test_secrets_are_seen(text: str) -> None:
    assert gives_away(text)


@pytest.mark.parametrize("text", ["我打96110", "转了50000元", "2026年", "三万块", "2", "好"])
def test_sums_hotlines_and_numbers_of_choices_are_none(text: str) -> None:
    assert not gives_away(text, ("110", "96110"))


def _payload(kind: str, **case: Any) -> dict[str, Any]:
    return {"read": {"kind": kind}, "case": {"format": 1, **case}}


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("我真的刚转了钱", _payload("fallback")),
        ("不是演练", _payload("continue")),
        ("我转了", _payload("urgent", stage="paid", verdict="none")),
        ("不想活了", _payload("distress")),
        ("他催我转", _payload("ask", stage="about_to_pay", verdict="suspect")),
    ],
)
def test_what_is_real_ends_it(text: str, payload: dict[str, Any], cues: Cues) -> None:
    assert is_real(text, Case(), payload, cues)


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("好的", _payload("affirm")),
        ("你是骗子", _payload("verdict", stage="contact", verdict="alarm")),
        ("谢谢你帮我取消", {**_payload("forget_me"), "forget": True}),  # Rasa guessed; nobody asked for it
    ],
)
def test_what_is_played_does_not(text: str, payload: dict[str, Any], cues: Cues) -> None:
    assert not is_real(text, Case(), payload, cues)


def test_forget_me_is_heard_in_a_drill_too(cues: Cues) -> None:
    assert is_real("删除我的记录", Case(), {**_payload("forget_me"), "forget": True}, cues)


def test_the_patterns_find_what_the_matcher_of_the_graph_finds(knowledge: Knowledge) -> None:
    signals = {one["id"]: one["patterns"] for one in read_yaml(CONTENT / "signals.yml")["signals"]}
    ours, graphs = Spotter(signals), PatternMatcher(signals)
    lines = [str(stage["does"]) for script in knowledge.scripts.values() for stage in script.words["stages"]]
    for line in lines:
        assert set(ours.find(line)) == {label for label, _, _ in graphs.find(line)}
