"""Training examples."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.check import examples
from bot.check.content import Content, ExampleLine

PHONE = "13800138000"


def _content(*lines: tuple[str, str]) -> Content:
    listed = tuple(ExampleLine(text, intent, f"data/nlu/{intent}.yml") for text, intent in lines)
    return Content(root=Path(), examples=listed, lists={"hotlines": [{"id": "96110"}]})


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([("谢谢你啊", "thanks"), ("谢谢您啦", "thanks")], ""),
        ([("谢谢你啊", "thanks"), ("謝謝你啊", "thanks")], "写了两遍"),
        ([("没有", "deny"), ("没 有", "unclear")], "在 unclear 和 deny 里都有"),
        ([("他让我先把钱垫上再返给我佣金", "ordinary"), ("他让我先把钱垫上再返给我佣金。", "scam/x")], "几乎一样"),
        ([("他让我先把钱垫上再返给我佣金", "scam/x"), ("他让我先把钱垫上再返给我佣金。", "scam/x")], ""),
        ([("有人打96110给我", "scam/x")], ""),
        ([(f"他的电话是{PHONE}", "scam/x")], "像是手机号"),
        ([("点 bank-cn.top 认证", "scam/x")], "像是链接"),
        ([("/restart", "thanks")], "用 / 开头"),
    ],
)
def test_examples(lines: list[tuple[str, str]], told: str) -> None:
    found = [problem.message for problem in examples.check(_content(*lines))]
    assert any(told in message for message in found) if told else found == []


def test_near_duplicates_meet_across_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "_CHUNK", 1)
    shorter, longer = "他让我先把钱垫上再返给我佣金", "他让我先把钱垫上再返给我佣金呢"
    found = list(examples.check(_content((longer, "scam/x"), ("今天吃什么好", "ordinary"), (shorter, "ordinary"))))
    assert ["几乎一样" in problem.message for problem in found] == [True]


def test_too_few_are_told_of_every_type_and_intent() -> None:
    topics = tuple(ExampleLine(f"第{n}个说法", f"service/{n % 2}", "data/nlu/service.yml") for n in range(24))
    content = replace(_content(), types={"loan_fake": {}}, intents=("scam", "answer", "service", "thanks"))
    found = {problem.path: problem.message for problem in examples.check(replace(content, examples=topics))}
    few = {path for path, message in found.items() if "至少要 24 句" in message}
    assert few == {"data/nlu/scams/loan_fake.yml", "data/nlu/thanks.yml"}
