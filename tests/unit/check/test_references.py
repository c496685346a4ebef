"""What refers to what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.check import references
from bot.check.content import Content, ExampleLine

SCRIPT = "db/content/scams/service_membership.yml"


def _example(path: str, intent: str) -> ExampleLine:
    return ExampleLine("我想问一下", intent, f"data/nlu/{path}")


def test_known_signals_and_groups_pass(content: Content) -> None:
    assert list(references.check_scripts(content)) == []


@pytest.mark.parametrize(("kind", "file"), [("signals", "signals.yml"), ("groups", "groups.yml")])
def test_unknown_names_are_told(content: Content, script: dict[str, Any], kind: str, file: str) -> None:
    script[kind] = {"never_heard": 0.5}
    (problem,) = references.check_scripts(content.alone(script))
    assert problem.path == SCRIPT
    assert f"never_heard 在 {file} 里没有" in problem.message


def test_catalogue_of_64_with_a_script_each(content: Content) -> None:
    assert list(references.check_types(content)) == []
    types = {name: entry for name, entry in content.types.items() if name != "loan_fake"}
    assert any("现在有 63 个类型" in p.message for p in references.check_types(replace(content, types=types)))
    scripts = {name: script for name, script in content.scripts.items() if name != "loan_fake"}
    (missing,) = references.check_types(replace(content, scripts=scripts))
    assert missing.path == "db/content/scams/loan_fake.yml"


def test_type_outside_its_family_is_told(content: Content) -> None:
    types = {**content.types, "loan_fake": {**content.types["loan_fake"], "family": "game"}}
    assert any("loan_fake 的 family" in p.message for p in references.check_types(replace(content, types=types)))


def test_signal_that_no_script_uses_is_told(content: Content) -> None:
    assert list(references.check_signals(content)) == []
    signals = [*content.lists["signals"], {"id": "new_trick"}]
    (problem,) = references.check_signals(replace(content, lists={**content.lists, "signals": signals}))
    assert "new_trick" in problem.message


@pytest.mark.parametrize(
    ("path", "intent", "told"),
    [
        ("thanks.yml", "tanks", "在 domain.yml 里没有"),
        ("service.yml", "servic/human", "在 domain.yml 里没有"),
        ("thanks.yml", "scam/loan_fake", "要放在 data/nlu/scams/loan_fake.yml"),
        ("scams/loan_fake.yml", "scam/game_trade", "只能是 scam/loan_fake"),
        ("scams/loan_new.yml", "scam/loan_new", "不在 catalogue.yml 的类型里"),
    ],
)
def test_strange_intents_are_told(content: Content, path: str, intent: str, told: str) -> None:
    changed = replace(content, examples=(_example(path, intent),))
    problems = [p.message for p in references.check_examples(changed) if p.path == f"data/nlu/{path}"]
    assert any(told in message for message in problems)


def test_type_without_examples_is_told(content: Content) -> None:
    examples = tuple(_example(f"scams/{name}.yml", f"scam/{name}") for name in content.types)
    assert list(references.check_examples(replace(content, examples=examples))) == []
    (problem,) = references.check_examples(replace(content, examples=examples[1:]))
    assert "没有例句文件" in problem.message
