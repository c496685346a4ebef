"""The content itself: without fault, and matched as the signal and rule sentences say."""

from __future__ import annotations

from typing import Any

import pytest

from bot.check.advice import Rule, compile_rules
from bot.check.run import ROOT, check_content
from bot.nlu.patterns import PatternMatcher
from bot.text.normalise import normalise
from db.files import catalogue, read_content, read_yaml
from db.models import Script

CONTENT = ROOT / "db" / "content"
SENTENCES: dict[str, dict[str, list[str]]] = read_yaml(ROOT / "tests" / "content" / "signal_sentences.yml")
RULES: list[Rule] = compile_rules(read_yaml(CONTENT / "schema" / "forbidden.yml"))


def _sentences(kind: str) -> list[tuple[str, str]]:
    return [(signal, text) for signal, kinds in SENTENCES.items() for text in kinds[kind]]


def _judged(kind: str) -> list[tuple[Rule, str]]:
    return [(rule, text) for rule in RULES for text in getattr(rule, kind)]


@pytest.fixture(scope="module")
def matcher() -> PatternMatcher:
    """Return the matcher over all signals."""
    signals: list[dict[str, Any]] = read_yaml(CONTENT / "signals.yml")["signals"]
    return PatternMatcher({signal["id"]: signal["patterns"] for signal in signals})


def _found(matcher: PatternMatcher, text: str) -> set[str]:
    return {label for label, _, _ in matcher.find(normalise(text).text)}


def test_the_content_has_no_problem() -> None:
    assert [str(problem) for problem in check_content()] == []


def test_every_script_loads() -> None:
    loaded = [row.id for row in read_content() if row.model is Script]
    assert loaded == [entry["id"] for entry in catalogue()]
    assert len(loaded) == 64


def test_every_signal_has_sentences() -> None:
    known = {signal["id"] for signal in read_yaml(CONTENT / "signals.yml")["signals"]}
    assert set(SENTENCES) == known


@pytest.mark.parametrize(("signal", "text"), _sentences("match"))
def test_signal_matches(matcher: PatternMatcher, signal: str, text: str) -> None:
    assert signal in _found(matcher, text)


@pytest.mark.parametrize(("signal", "text"), _sentences("miss"))
def test_signal_does_not_match(matcher: PatternMatcher, signal: str, text: str) -> None:
    assert signal not in _found(matcher, text)


@pytest.mark.parametrize(("rule", "text"), _judged("bad"), ids=lambda value: getattr(value, "id", str(value)))
def test_forbidden_sentence_is_found(rule: Rule, text: str) -> None:
    assert rule.find(text) is not None


@pytest.mark.parametrize(("rule", "text"), _judged("good"), ids=lambda value: getattr(value, "id", str(value)))
def test_harmless_sentence_passes_every_rule(rule: Rule, text: str) -> None:
    assert [(other.id, other.find(text)) for other in RULES if other.find(text)] == []
