"""`python -m bot assess` as a program: JSON Lines in, JSON Lines out, nothing else."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from bot.publish.assess import FIELDS
from tests.conftest import ROOT, System

pytestmark = pytest.mark.alone

STORIES = (
    "有人拉我进群刷单，先垫钱后返佣",
    "快递到了，放在门口柜子里",
    "自称公安的让我把钱转到安全账户",
    "什么是杀猪盘",
    "儿子换了新号，说要交三万培训费，让我找他老师转账",
)
LEAST_PER_SECOND = 50


def lines(texts: list[str]) -> str:
    return "".join(json.dumps({"n": n, "text": text}, ensure_ascii=False) + "\n" for n, text in enumerate(texts))


@dataclass(frozen=True)
class Run:
    """What one run gave, and the processor seconds it took."""

    done: subprocess.CompletedProcess[str]
    seconds: float


def assess(source: str, *arguments: str) -> Run:
    """Run the command; processor seconds, unlike the clock, are not shifted by what else runs."""
    command = [sys.executable, "-m", "bot", "assess", *arguments]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, input=source, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=200)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Run(done, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


@pytest.fixture(scope="module")
def few(system: System) -> Run:
    """Assess the stories, with bad lines between them; through `system` the model is up to date."""
    source = lines(list(STORIES)).splitlines(keepends=True)
    return assess("".join([*source[:2], "{ not json\n", '{"txt": 1}\n', "\n", *source[2:]]))


@pytest.fixture(scope="module")
def many(few: Run) -> Run:
    """Assess the stories and 400 more, for a group."""
    more = [f"{STORIES[number % 5]}，{number}号" for number in range(400)]
    return assess(lines([*STORIES, *more]), "--group", "elderly")


def test_keeps_the_order_and_what_else_was_in_a_line(few: Run) -> None:
    found: list[dict[str, Any]] = [json.loads(line) for line in few.done.stdout.splitlines()]
    assert [(item["n"], item["text"]) for item in found] == list(enumerate(STORIES))
    assert all(tuple(item["assessment"]) == FIELDS for item in found)
    assert found[0]["assessment"]["type"] == "brushing_prepay"
    assert found[1]["assessment"]["verdict"] == "none"
    assert len(found[0]["assessment"]["ranking"]) == 5


def test_names_each_bad_line_with_its_number(few: Run) -> None:
    assert few.done.returncode == 1
    named = [line for line in few.done.stderr.splitlines() if line.startswith("line ")]
    assert [line.partition(":")[0] for line in named] == ["line 3", "line 4"]
    assert '"text"' in named[1]


def test_the_group_changes_nothing(few: Run, many: Run) -> None:
    assert many.done.returncode == 0
    assert many.done.stdout.splitlines()[:5] == few.done.stdout.splitlines()
    assert len(many.done.stdout.splitlines()) == 405


def test_fifty_texts_a_second_after_the_start(few: Run, many: Run) -> None:
    assert many.seconds - few.seconds <= 400 / LEAST_PER_SECOND


def test_a_missing_file_is_said_plainly() -> None:
    found = assess("", "--input", "no_such_file.jsonl").done
    assert found.returncode == 1
    assert "no_such_file.jsonl" in found.stderr
    assert "Traceback" not in found.stderr
    assert found.stdout == ""
