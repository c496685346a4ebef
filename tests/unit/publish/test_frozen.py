"""Which way a change goes: words live at once, or a new model. The export decides, not a list."""

from __future__ import annotations

from typing import Any

import pytest

from bot.publish.frozen import classify
from db.example_changes import ExampleChanges, ExampleText

SCRIPT: dict[str, Any] = {"id": "t", "name": "刷单", "aliases": ["做单返现"], "signals": {"s": 0.5}, "do_now": ["停"],
                          "variants": [{"id": "v1"}]}  # fmt: skip
SIGNAL: dict[str, Any] = {"id": "s", "name": "名", "patterns": ["转账"], "question": "问？", "question_elder": "问？"}
GROUP: dict[str, Any] = {"id": "g", "name": "学生", "cues": ["我是学生"], "greeting_hint": "x"}
NONE = ExampleChanges()


@pytest.mark.parametrize(
    ("kind", "before", "change", "way"),
    [
        ("script", SCRIPT, {"do_now": ["挂"]}, "words"),
        ("script", SCRIPT, {"summary": "新"}, "words"),
        ("script", SCRIPT, {"variants": [{"id": "v2"}]}, "words"),
        ("script", SCRIPT, {"signals": {"s": 0.6}}, "model"),
        ("script", SCRIPT, {"aliases": ["做单返现", "点赞"]}, "model"),
        ("script", SCRIPT, {"aliases": ["做单返现", "做單返現"]}, "words"),  # the same once normalised
        ("signal", SIGNAL, {"question": "怎么问？"}, "words"),
        ("signal", SIGNAL, {"patterns": ["转账", "汇款"]}, "model"),
        ("group", GROUP, {"greeting_hint": "y"}, "words"),
        ("group", GROUP, {"cues": ["我还在上学"]}, "model"),
        ("hotline", {"id": "110", "name": "报警"}, {"name": "报警电话"}, "words"),
        ("answer", {"id": "a", "title": "问"}, {"title": "新问"}, "words"),
        ("wording", {"id": "w", "text": "好"}, {"text": "您好"}, "words"),
    ],
)
def test_way_of_a_change(kind: str, before: dict[str, Any], change: dict[str, Any], way: str) -> None:
    assert classify(kind, before, {**before, **change}, NONE) == way


def test_a_new_signal_and_any_example_need_a_model() -> None:
    assert classify("signal", None, SIGNAL, NONE) == "model"
    assert classify("answer", None, {"id": "a"}, NONE) == "words"
    assert classify("examples", None, None, ExampleChanges(add=(ExampleText("一句", "thanks"),))) == "model"
    assert classify("script", SCRIPT, SCRIPT, ExampleChanges(retire=("x",))) == "model"
