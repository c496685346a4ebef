"""What is counted of a fault, and when it held."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.chaos.count import Counted, ask_again, count
from bot.chaos.doors import Door
from bot.chaos.faults.every import FAULTS
from bot.chaos.metrics import Alert, fires
from bot.chaos.report import page
from bot.chaos.said import NEXT, NONE, REAL, SAFE, Said, kind_of
from bot.chaos.trial import Trial

SAFE_TEXT = "打110"
METRICS = '# TYPE assistant_up gauge\nassistant_up{{part="rasa http://a"}} {up}\n# TYPE n_total counter\nn_total {n}\n'


def blocks(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": text}]


def said(kind: str, seconds: float = 0.1, **more: Any) -> Said:
    one = Said("service", "somebody", more.pop("id", "1"), more.pop("text", "冒充警察"), 0.0, seconds, kind)
    return replace(one, blocks=blocks("真的") if kind == REAL else [], **more)


class Script(Door):
    """A door that gives answers in a row, the last one for ever."""

    def __init__(self, *answers: tuple[str, str]) -> None:
        self._answers = list(answers)
        self._safe = (SAFE_TEXT,)

    async def _ask(self, said: Said) -> tuple[list[dict[str, Any]], str]:
        text, kind = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return blocks(text), kind


@pytest.mark.parametrize(("given", "kind"), [([], NONE), (blocks(SAFE_TEXT), SAFE), (blocks("真的"), REAL)])
def test_kinds(given: list[dict[str, Any]], kind: str) -> None:
    assert kind_of(given, (SAFE_TEXT,)) == kind


def test_late_counts_as_unanswered() -> None:
    counted = count([said(REAL), said(SAFE, 4.9), said(REAL, 5.1), said(NONE, 9.0)])
    assert (counted.messages, counted.real, counted.safe, counted.unanswered, counted.slowest) == (4, 2, 1, 2, 9.0)
    assert not counted.fine


@pytest.mark.parametrize("name", ["unanswered", "doubles", "never_real", "lost"])
def test_nothing_may_be_lost(name: str) -> None:
    assert Counted(messages=3).fine
    assert not replace(Counted(messages=3), **{name: 1}).fine


async def test_another_answer_to_the_same_id_is_a_double() -> None:
    door = Script(("真的", ""), ("另一个", ""))
    counted = await ask_again([said(REAL), said(REAL, id="2")], {"service": door}, Counted())
    assert (counted.doubles, counted.never_real, counted.asked) == (1, 0, 0)


async def test_a_real_answer_after_a_safe_one_is_no_double() -> None:
    counted = await ask_again([said(SAFE)], {"service": Script(("真的", ""))}, Counted())
    assert (counted.doubles, counted.never_real) == (0, 0)


async def test_only_a_safe_answer_for_ever_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.chaos.count.PAUSE", 0.0)
    counted = await ask_again([said(SAFE)], {"service": Script((SAFE_TEXT, ""))}, Counted())
    assert counted.never_real == 1


async def test_a_case_that_is_gone_is_lost() -> None:
    door = Script(("真的", "police"), ("真的", ""))
    counted = await ask_again(
        [said(REAL, type="police"), said(REAL, type="police", text=NEXT)], {"service": door}, Counted()
    )
    assert (counted.lost, counted.asked) == (1, 1)


@pytest.mark.parametrize(
    ("alert", "now", "told"),
    [
        (Alert("edge", "assistant_up", (("part", "rasa"),), 0), METRICS.format(up=0, n=1), True),
        (Alert("edge", "assistant_up", (("part", "rasa"),), 0), METRICS.format(up=1, n=1), False),
        (Alert("edge", "assistant_up", (("part", "database"),), 0), METRICS.format(up=0, n=1), False),
        (Alert("edge", "n_total"), METRICS.format(up=1, n=2), True),
        (Alert("edge", "n_total"), METRICS.format(up=1, n=1), False),
        (Alert("edge", "n_total"), "", False),
    ],
)
def test_alerts(alert: Alert, now: str, told: bool) -> None:
    assert fires(alert, METRICS.format(up=1, n=1), now) is told


def test_every_fault_says_what_it_breaks_and_has_a_name_of_its_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert all(fault.meaning and fault.databases for fault in FAULTS)


def test_the_page_tells_what_did_not_hold() -> None:
    good = Trial("a", "breaks a", "sqlite", Counted(messages=5, real=5), 1.0, "edge: told", "", True)
    bad = replace(good, meaning="breaks b", recovery=None, logged="", problems=["left behind"])
    skipped = Trial("c", "breaks c", "sqlite", skipped="no redis")
    written = page([good, bad, skipped], 60, 4.0)
    assert "| breaks a | sqlite | 5 | 5 | 0 | 0 | 0.0 s | 0 | 0 | 0 of 0 | 1 s | yes |" in written
    assert "| never | **no** |" in written
    assert "not tried: no redis" in written
    assert "**left behind**" in written
    assert "1 of 2 held" in written
