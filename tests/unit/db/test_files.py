"""Content files read into rows; what cannot be read is named with file and place."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.files import (
    CONTENT,
    ContentError,
    catalogue,
    digest,
    example_id,
    read_content,
    read_example_file,
    read_examples,
    read_yaml,
)
from db.models import Script, Signal

EXAMPLES = """version: "3.1"
nlu:
- intent: scam/loan_fake
  metadata: {register: elder}
  examples: |
    - 说我流水不够要交钱
    - 要先交工本费
- intent: ordinary
  examples: |
    - 明天下雨吗
"""


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_dates_and_times_stay_text(tmp_path: Path) -> None:
    assert read_yaml(_write(tmp_path / "x.yml", "reviewed: 2026-11-23\nn: 3\nb: true")) == {
        "reviewed": "2026-11-23",
        "n": 3,
        "b": True,
    }


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"gone\.yml: file is missing"):
        read_yaml(tmp_path / "gone.yml")


@pytest.mark.parametrize("text", ["a: [1, 2", "a: b: c", "a: 'x"])
def test_bad_yaml_is_named_with_its_line(text: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"bad\.yml:\d+: not valid YAML"):
        read_yaml(_write(tmp_path / "bad.yml", f"first: line\n{text}"))


def test_no_python_object_can_be_made(tmp_path: Path) -> None:
    # attack: a content file that runs code when it is loaded
    with pytest.raises(ContentError):
        read_yaml(_write(tmp_path / "evil.yml", "a: !!python/object/apply:os.getcwd []"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"a": 1, "b": [1, 2]}, {"b": [1, 2], "a": 1}, True),
        ({"a": {"x": 1, "y": 2}}, {"a": {"y": 2, "x": 1}}, True),
        ({"a": (1, 2)}, {"a": [1, 2]}, True),
        ({"a": [1, 2]}, {"a": [2, 1]}, False),
        ({"a": "1"}, {"a": 1}, False),
        ({"a": 1}, {"a": 1, "b": None}, False),
    ],
)
def test_a_digest_depends_on_content_alone(one: dict[str, object], other: dict[str, object], same: bool) -> None:
    assert (digest(one) == digest(other)) is same


def test_examples_are_read_with_their_register(tmp_path: Path) -> None:
    rows = list(read_example_file(_write(tmp_path / "x.yml", EXAMPLES)))
    assert [(row.values["intent"], row.values["text"], row.values["register"]) for row in rows] == [
        ("scam/loan_fake", "说我流水不够要交钱", "elder"),
        ("scam/loan_fake", "要先交工本费", "elder"),
        ("ordinary", "明天下雨吗", ""),
    ]
    assert rows[0].id == example_id("说我流水不够要交钱")


@pytest.mark.parametrize("text", ["[]", "nlu: x", "nlu: [1]", "nlu: [{examples: x}]", "version: 3"])
def test_an_example_file_of_another_form_is_named(text: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"x\.yml: must hold a list named 'nlu'"):
        list(read_example_file(_write(tmp_path / "x.yml", text)))


def test_examples_are_read_from_every_folder_below(tmp_path: Path) -> None:
    (tmp_path / "scams").mkdir()
    _write(tmp_path / "scams" / "b.yml", EXAMPLES)
    _write(tmp_path / "readme.txt", "no examples")
    assert len(list(read_examples(tmp_path))) == 3


def test_the_catalogue_has_64_types_with_their_families() -> None:
    types = catalogue()
    assert len({entry["id"] for entry in types}) == 64
    assert all(entry["family_name"] for entry in types)


def test_signals_come_before_the_scripts_that_use_them(tmp_path: Path) -> None:
    rows = list(read_content(CONTENT, tmp_path))
    models = [row.model for row in rows]
    assert models.index(Script) > max(i for i, model in enumerate(models) if model is Signal)
    known = {row.id for row in rows if row.model is Signal}
    assert all(set(row.values["signals"]) <= known for row in rows if row.model is Script)


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("signals.yml", "signals: 3", "signals.yml: must hold a list named 'signals'"),
        ("groups.yml", "groups: [{name: x}]", r"groups.yml: groups\[0\]: has no id"),
        ("scams/loan_fake.yml", "id: other", "loan_fake.yml: id must be 'loan_fake'"),
        ("scams/loan_fake.yml", "- list", "loan_fake.yml: id must be 'loan_fake'"),
    ],
)
def test_a_broken_content_file_is_named(file: str, text: str, told: str, tmp_path: Path) -> None:
    for path in CONTENT.rglob("*.yml"):
        copy = tmp_path / path.relative_to(CONTENT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.symlink_to(path)
    (tmp_path / file).unlink()
    _write(tmp_path / file, text)
    with pytest.raises(ContentError, match=told):
        list(read_content(tmp_path, tmp_path / "none"))
