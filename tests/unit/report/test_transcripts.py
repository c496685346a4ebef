"""Conversations are played through the edge's own turns, with only the network left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.report import transcripts
from bot.report.transcripts import LocalRasa, Player, conversations
from db.knowledge import Knowledge
from db.session import make_engine

TALK = {
    "name": "问候",
    "turns": [{"say": "你好", "expect": {}}, {"choose": "钱已经转出去了", "expect": {}}],
}


def _assess(texts: list[str], metadata: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    told = (metadata or [{}])[0]
    step = {"kind": "urgent", "detail": "paid"} if told["choice"] == "urgent:paid" else {"kind": "fallback"}
    return [{"intent": "scam", "step": step, "case": {**(told["case"] or {"format": 1}), "turns": 1}}]


async def test_a_choice_is_found_by_its_label(engine: Engine, knowledge: Knowledge) -> None:
    played = await Player(engine, LocalRasa(_assess, knowledge)).play(TALK)
    assert [turn.said for turn in played] == ["你好", "〔点〕钱已经转出去了"]
    assert "110" in played[1].blocks[0]["text"]


async def test_two_conversations_do_not_know_each_other(engine: Engine, knowledge: Knowledge) -> None:
    player = Player(engine, LocalRasa(_assess, knowledge))
    first, second = await player.play(TALK), await player.play(TALK)
    assert [turn.blocks for turn in first] == [turn.blocks for turn in second]


def test_every_file_of_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text("conversations: [{name: 甲, turns: []}, {name: 乙, turns: []}]", encoding="utf-8")
    assert [(item["file"], item["name"]) for item in conversations(tmp_path)] == [("one", "甲"), ("one", "乙")]


def test_the_page_shows_each_turn_and_escapes_what_residents_say(
    tmp_path: Path, content_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yml").write_text(
        "conversations: [{name: 坏人, flows: [greeting], group: elderly, "
        "turns: [{say: '<script>alert(1)</script>', expect: {}}]}]",
        encoding="utf-8",
    )
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setattr("bot.report.transcripts.make_engine", _either(content_engine, make_engine))
    monkeypatch.setattr(transcripts, "load_assessor", lambda _: _assess)
    assert transcripts.write_transcripts(tmp_path) == 0
    page = (tmp_path / transcripts.PAGE).read_text(encoding="utf-8")
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "老年人" in page
    assert "greeting" in page


def _either(content: Engine, make: Any) -> Any:
    """Return the real content for the knowledge base, and a new database for what is played."""
    return lambda url: make(url) if "played.db" in url else content
