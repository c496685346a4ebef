"""Broken files become problems in plain Chinese, and the rest is still read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.check.content import read_content

GOOD = "groups:\n  - {id: elderly, name: 老年人}\n"


def _project(root: Path, files: dict[str, bytes]) -> Path:
    for path, data in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return root


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"signals:\n  - {id: a\n  - b: ]", "行附近写法不对"),
        ("signals: 信号".encode("gb18030"), "UTF-8"),
        (b"", "文件是空的"),
        (b"other: []", "缺少名为 signals 的列表"),
        (b"signals: [text]", "缺少名为 signals 的列表"),
    ],
)
def test_broken_list_is_told_and_the_others_are_read(tmp_path: Path, data: bytes, told: str) -> None:
    root = _project(tmp_path, {"db/content/signals.yml": data, "db/content/groups.yml": GOOD.encode()})
    content = read_content(root)
    assert any(p.path == "db/content/signals.yml" and told in p.message for p in content.unread)
    assert content.ids("groups") == {"elderly"}
    assert not content.was_read("db/content/signals.yml")


def test_missing_file_is_told(tmp_path: Path) -> None:
    unread = {problem.path: problem.message for problem in read_content(tmp_path).unread}
    assert "文件不见了" in unread["db/content/hotlines.yml"]


def test_broken_script_leaves_the_others(tmp_path: Path) -> None:
    root = _project(
        tmp_path,
        {"db/content/scams/loan_fake.yml": b"id: [", "db/content/scams/game_trade.yml": b"id: game_trade"},
    )
    content = read_content(root)
    assert list(content.scripts) == ["game_trade"]
    assert any(problem.path == "db/content/scams/loan_fake.yml" for problem in content.unread)


def test_examples_are_read_file_by_file(tmp_path: Path) -> None:
    good = "nlu:\n  - intent: thanks\n    examples: |\n      - 谢谢\n"
    root = _project(tmp_path, {"data/nlu/thanks.yml": good.encode(), "data/nlu/deny.yml": b"nlu: [{examples: a}]"})
    content = read_content(root)
    assert [(line.text, line.intent, line.path) for line in content.examples] == [
        ("谢谢", "thanks", "data/nlu/thanks.yml")
    ]
    assert any(problem.path == "data/nlu/deny.yml" for problem in content.unread)
