"""The project that we are measured against says everything it needs, and only that."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from bench.plain_project import FALLBACK, thinned, write_plain_project
from db.files import ContentRow
from db.models import Example


def row(intent: str, text: str) -> ContentRow:
    return ContentRow(Example, text, {"intent": intent, "text": text}, "somewhere")


ROWS = [row("scam/brushing_task", "点赞\n返钱"), row("scam/brushing_task", "[链接](a)"), row("thanks", "谢谢")]


def test_every_intent_has_examples_a_rule_and_a_place_in_the_domain(tmp_path: Path) -> None:
    folder = write_plain_project(tmp_path / "plain", ROWS)
    nlu, rules, domain = (
        yaml.safe_load((folder / name).read_text()) for name in ("data/nlu.yml", "data/rules.yml", "domain.yml")
    )
    intents = {block["intent"]: block["examples"] for block in nlu["nlu"]}
    assert intents == {"scam__brushing_task": "- 点赞 返钱\n- ［链接］(a)\n", "thanks": "- 谢谢\n"}
    assert {rule["steps"][0]["intent"] for rule in rules["rules"]} == {*intents, "nlu_fallback"}
    assert set(domain["intents"]) == {*intents, "nlu_fallback"}
    assert {rule["steps"][1]["action"] for rule in rules["rules"]} == set(domain["actions"])


def test_replies_are_our_words(tmp_path: Path) -> None:
    replies = json.loads((write_plain_project(tmp_path / "plain", ROWS) / "replies.json").read_text())
    assert set(replies) == {"", "scam__brushing_task"}
    assert len(replies["scam__brushing_task"].splitlines()) > 4
    assert "110" in FALLBACK


def test_the_same_content_makes_the_same_project(tmp_path: Path) -> None:
    one, two = (write_plain_project(tmp_path / name, ROWS) for name in ("one", "two"))
    assert (one / "data" / "nlu.yml").read_bytes() == (two / "data" / "nlu.yml").read_bytes()


def test_thinning_keeps_every_intent() -> None:
    assert [one.values["text"] for one in thinned(ROWS, 5)] == ["点赞\n返钱", "谢谢"]
    assert thinned(ROWS, 1) == ROWS
