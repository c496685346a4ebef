"""Attack: a sentence that costs money gets into a script, by malice or by haste.

The rules' own examples are tried in tests/content; here is how the linter reads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.check import advice
from bot.check.content import Content

Script = dict[str, Any]
RULE = {
    "id": "r",
    "pattern": "转账",
    "allow": ["{not_so}.*⟦"],
    "why": "别叫人转账。",
    "good": ["别转账"],
    "bad": ["转账"],
}


def _advice(content: Content, script: Script) -> list[str]:
    return [
        problem.message for problem in advice.check(content.alone(script)) if problem.path.endswith("membership.yml")
    ]


def test_good_script_passes(content: Content, script: Script) -> None:
    assert _advice(content, script) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "请把钱转到指定账户",
        "把剩下的钱都转给我们保管",
        "不要怕，验证码给他就行，把验证码念给民警",
        "交完别慌，先付两百块定金",
        "您的钱会退给您的",
        "这个平台没问题",
        "多输几次错误密码，锁住骗子的卡",
        "联系网警可以追回",
        "报案就打96110",
        "都怪你自己贪心",
        "“请把钱转到我们的账户”",
    ],
)
@pytest.mark.parametrize("field", ["do_now", "red_flags", "if_paid", "slogans"])
def test_harmful_sentences_are_told(content: Content, script: Script, field: str, sentence: str) -> None:
    script[field] = [*script[field], sentence]
    assert any(field in message for message in _advice(content, script))


@pytest.mark.parametrize(
    "write",
    [
        lambda s, text: s["stages"][0]["says"].append(text),
        lambda s, text: s["stages"][0].update(does=text),
        lambda s, text: s["for_helper"].update(never_say=text),
        lambda s, text: s.update(case=text),
    ],
)
def test_the_scammers_lines_and_the_case_are_exempt(
    content: Content, script: Script, write: Callable[[Script, str], object]
) -> None:
    write(script, "请把钱转到指定账户")
    assert _advice(content, script) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("说「转账」的，先挂", "说「」的，先挂"),
        ("说“转账”的", "说「」的"),
        ("“请转账”", "“请转账”"),
        ("别转账", "别转账"),
    ],
)
def test_quoted_speech_is_blanked_unless_it_is_all(sentence: str, expected: str) -> None:
    assert advice.unquoted(sentence) == expected


def test_rule_sees_what_stands_around_the_find() -> None:
    (rule,) = advice.compile_rules({"words": {"not_so": "别|不要"}, "rules": [RULE]})
    assert rule.find("马上转账") == "转账"
    assert rule.find("别转账") is None
    assert rule.find("转账吧，别等") == "转账"


@pytest.mark.parametrize(
    "broken", [{"pattern": "("}, {"allow": ["{unknown}"]}, {"why": None, "pattern": None}, {"bad": None}]
)
def test_broken_rule_is_a_problem_not_a_crash(content: Content, broken: dict[str, Any]) -> None:
    forbidden = {"words": {"not_so": "别"}, "rules": [{**RULE, **broken}]}
    (problem,) = advice.check(replace(content, forbidden=forbidden))
    assert "规则写坏了" in problem.message
