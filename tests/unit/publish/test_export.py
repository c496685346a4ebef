"""What training reads: the same knowledge gives the same files and the same digest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Engine

from bot.publish.export import export
from db.models import Example, Group, Script, ScriptSignal, Signal
from db.session import transaction


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """Return a database with a little knowledge."""
    with transaction(engine) as session:
        session.add(Signal(id="s", position=0, name="s", patterns=["转账"], question="?", question_elder="?"))
        session.add(Group(id="g", position=0, name="学生", cues=["我是学生"], words={}))
        session.flush()
        script = Script(
            id="task", position=0, family="f", family_name="F", national="n", name="刷单返利", summary="s",
            words={"aliases": ["ＶＸ刷单", "刷"]}, signals=[ScriptSignal(signal_id="s", weight=0.9)],
        )  # fmt: skip
        session.add(script)
        session.add(Example(id="1", intent="scam/task", text="先垫后返", register="elder"))
        session.add(Example(id="2", intent="scam/task", text="垫了\n三单", variant="v1"))
        session.add(Example(id="3", intent="ordinary", text="明天下雨吗"))
        session.add(Example(id="4", intent="ordinary", text="旧的一句", retired=True))
    return engine


def _nlu(folder: Path) -> dict[str, list[dict[str, Any]]]:
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"] for path in (folder / "nlu").iterdir()}


def test_examples_are_one_file_an_intent(filled: Engine, tmp_path: Path) -> None:
    export(filled, tmp_path / "export")
    files = _nlu(tmp_path / "export")
    assert set(files) == {"scam.task", "ordinary"}
    assert files["ordinary"] == [{"intent": "ordinary", "examples": "- 明天下雨吗\n"}]
    assert files["scam.task"] == [
        {"intent": "scam/task", "metadata": {"register": "elder"}, "examples": "- 先垫后返\n"},
        {"intent": "scam/task", "metadata": {"variant": "v1"}, "examples": "- 垫了 三单\n"},
    ]


def test_all_else_is_one_json(filled: Engine, tmp_path: Path) -> None:
    name = export(filled, tmp_path / "export")
    data = json.loads((tmp_path / "export" / "signals.json").read_text(encoding="utf-8"))
    assert data["digest"] == name
    assert data["matrix"] == {"task": {"s": 0.9}}
    assert data["names"] == {"task": ["刷单返利", "微信刷单"]}
    assert data["patterns"]["signal"] == {"s": ["转账"]}
    assert data["patterns"]["group"] == {"g": ["我是学生"]}
    assert {"paid", "refused"} <= set(data["patterns"]["cue"])
    assert "工商银行" in data["patterns"]["channel"]


def test_the_same_knowledge_gives_the_same_digest(filled: Engine, tmp_path: Path) -> None:
    assert export(filled, tmp_path / "one") == export(filled, tmp_path / "two") == export(filled, tmp_path / "one")


@pytest.mark.parametrize(
    ("model", "key", "change", "differs"),
    [
        (Example, "3", {"text": "后天下雨吗"}, True),
        (Example, "3", {"intent": "smalltalk"}, True),
        (Example, "3", {"retired": True}, True),
        (Example, "4", {"text": "退休的一句"}, False),
        (Signal, "s", {"patterns": ["汇款"]}, True),
        (Group, "g", {"cues": ["我还在上学"]}, True),
        (Script, "task", {"words": {"aliases": ["点赞赚钱"]}}, True),
        (Script, "task", {"summary": "改了一句话", "words": {"aliases": ["ＶＸ刷单", "刷"], "do_now": ["停"]}}, False),
        (Signal, "s", {"question": "换个问法？"}, False),
    ],
)
def test_the_digest_changes_with_what_the_model_is_made_of(
    model: type[Any], key: str, change: dict[str, Any], differs: bool, filled: Engine, tmp_path: Path
) -> None:
    before = export(filled, tmp_path / "export")
    with transaction(filled) as session:
        for name, value in change.items():
            setattr(session.get_one(model, key), name, value)
    assert (export(filled, tmp_path / "export") != before) is differs


def test_what_was_exported_before_is_gone(filled: Engine, tmp_path: Path) -> None:
    export(filled, tmp_path / "export")
    (tmp_path / "export" / "nlu" / "stale.yml").write_text("old", encoding="utf-8")
    (tmp_path / "export.new").mkdir()
    export(filled, tmp_path / "export")
    assert {path.name for path in tmp_path.glob("export*")} == {"export"}
    assert not (tmp_path / "export" / "nlu" / "stale.yml").exists()


def test_the_same_export_is_not_taken_from_under_its_readers(filled: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    export(filled, folder)
    before = folder.stat().st_ino
    export(filled, folder)
    assert folder.stat().st_ino == before


@pytest.mark.parametrize("harm", ["signals.json", "nlu/ordinary.yml"])
def test_a_damaged_export_is_written_anew(harm: str, filled: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    digest = export(filled, folder)
    whole = (folder / harm).read_text(encoding="utf-8")
    (folder / harm).write_text(whole[:-5], encoding="utf-8")
    assert export(filled, folder) == digest
    assert (folder / harm).read_text(encoding="utf-8") == whole
