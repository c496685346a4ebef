"""The regression set: enough of everything, and never trained on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.check import measured
from bot.check.content import Content, ExampleLine
from bot.check.run import ROOT


@pytest.fixture
def rooted(content: Content) -> Content:
    return replace(content, root=ROOT)


def test_the_set_is_whole(rooted: Content) -> None:
    assert list(measured.check(rooted)) == []


def test_a_trained_text_is_told(rooted: Content) -> None:
    text = measured.read_regression(rooted.root)["loan_fake"][0]["text"] + "，真的假的"
    copied = replace(rooted, examples=(ExampleLine(text, "scam/loan_fake", "x.yml"),))
    assert len(text) > measured.RUN
    assert any("量不出真本事" in problem.message for problem in measured.check(copied))


def test_too_few_strange_and_misshapen_are_told(content: Content, tmp_path: Path) -> None:
    folder = tmp_path / measured.FOLDER
    folder.mkdir(parents=True)
    (folder / "loan_fake.yml").write_text("id: loan_fake\ntexts:\n  - {text: 一句话, stage: gone}\n", encoding="utf-8")
    (folder / "unheard_of.yml").write_text("id: unheard_of\ntexts: []\n", encoding="utf-8")
    told = "\n".join(map(str, measured.check(replace(content, root=tmp_path))))
    assert "loan_fake.yml: 只有 1 条" in told
    assert "unheard_of 不是类型" in told
    assert "stage 要写成" in told


def test_a_shared_run_is_found_across_punctuation() -> None:
    found = list(measured.overlaps(["他说，银行卡要转到安全账户里面去"], ["银行卡要转到安全账户里面去！快"]))
    assert found
    assert not list(measured.overlaps(["短一句"], ["短一句"]))
