"""docs/overview.md: what is there, type by type: fields, groups, look-alikes, what is unconfirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.check.content import Content, as_list, read_content
from bot.check.coverage import groups_of
from bot.check.lookalikes import matrix_of, pairs_of
from bot.check.run import ROOT
from bot.triage.question import best_question
from bot.triage.separate import separating_signals

PAGE = ROOT / "docs" / "overview.md"
_HEAD = """# 知识库总览

这一页由 `python -m bot overview` 生成，不要手改；内容改了就再生成一次，`make test` 会核对。
"""
_FIELDS = {
    "stages": "步骤",
    "signals": "信号",
    "red_flags": "破绽",
    "never_do": "不做",
    "do_now": "现在做",
    "if_paid": "已付",
    "groups": "人群",
    "variants": "新花样",
    "slogans": "标语",
    "sources": "来源",
}


def overview(content: Content) -> str:
    """Return the page for this content."""
    parts = (_HEAD, _sums(content), _fields(content), _groups(content), _pairs(content), _unconfirmed(content))
    return "\n".join(parts)


def write_overview(root: Path = ROOT, page: Path = PAGE) -> int:
    """Write the page and say where.

    Returns:
        The exit code.
    """
    page.write_text(overview(read_content(root)), encoding="utf-8")
    print(f"written: {page.relative_to(root)}")
    return 0


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _sums(content: Content) -> str:
    scripts = content.scripts.values()
    counted = (
        ("骗局类型", len(content.types)),
        ("骗子原话", sum(len(as_list(stage.get("says"))) for s in scripts for stage in _dicts(s.get("stages")))),
        ("信号（含两种问法）", len(content.lists.get("signals", ()))),
        ("写给某种人的话", sum(len(groups_of(script)) for script in scripts)),
        ("新花样", sum(len(as_list(script.get("variants"))) for script in scripts)),
        ("容易混淆的两种", len(pairs_of(content))),
        ("知识问答", len(content.lists.get("answers", ()))),
        ("公开号码", len(content.lists.get("hotlines", ()))),
    )
    return "## 一共有多少\n\n" + _table(("什么", "多少"), counted)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in as_list(value) if isinstance(item, dict)]


def _fields(content: Content) -> str:
    rows = [
        (entry.get("name"), f"`{type_id}`", *_counts(content.scripts.get(type_id, {})))
        for type_id, entry in content.types.items()
    ]
    head = ("类型", "id", *_FIELDS.values(), "新花样起始", "敏感", "复核")
    return "## 类型 × 字段\n\n格子里是条数。\n\n" + _table(head, rows)


def _counts(script: dict[str, Any]) -> tuple[object, ...]:
    counts = tuple(len(script.get(name) or ()) for name in _FIELDS)
    months = "、".join(str(variant.get("from")) for variant in _dicts(script.get("variants")))
    return (*counts, months, "是" if script.get("sensitive") else "", script.get("reviewed", ""))


def _groups(content: Content) -> str:
    groups = [(str(item.get("id")), str(item.get("name"))) for item in content.lists.get("groups", ())]
    rows = []
    for type_id, entry in content.types.items():
        served = groups_of(content.scripts.get(type_id, {}))
        rows.append((entry.get("name"), *("●" if group in served else "" for group, _ in groups)))
    served_by = [sum(group in groups_of(script) for script in content.scripts.values()) for group, _ in groups]
    head = ("类型", *(name for _, name in groups))
    return "## 类型 × 人群\n\n● 表示这个剧本有专门写给他们的话。\n\n" + _table(head, [*rows, ("**合计**", *served_by)])


def _pairs(content: Content) -> str:
    told = (
        "## 容易混淆的两种，问哪一句能分开\n\n"
        "数字是信号在前一种里的典型程度减去后一种的。最后一列是两种各占一半时，助手会问的那一句。\n\n"
    )
    return told + _table(("两种", "怎么分", "分得开的信号", "问哪一句"), _pair_rows(content))


def _pair_rows(content: Content) -> Iterator[tuple[str, ...]]:
    matrix = matrix_of(content)
    names = {type_id: str(entry.get("name")) for type_id, entry in content.types.items()}
    signals = {str(item.get("id")): item for item in content.lists.get("signals", ())}
    for item in content.lists.get("lookalikes", ()):
        one, other = map(str, item["pair"])
        apart = separating_signals(one, other, matrix)[:3]
        shown = "；".join(f"{signals.get(s, {}).get('name', s)} {value:+.2f}" for s, value in apart)
        asked = best_question({one: 0.5, other: 0.5}, matrix, (), 0.0)
        question = str(signals.get(asked, {}).get("question", ""))
        yield f"{names.get(one, one)} / {names.get(other, other)}", str(item.get("rule")), shown, question


def _unconfirmed(content: Content) -> str:
    rows = [
        (f"`{stem}`", source.get("what"), source.get("from"))
        for stem, script in content.scripts.items()
        for source in _sources(script)
        if source.get("unconfirmed")
    ]
    rows += [
        (f"`answers: {answer.get('id')}`", source.get("what"), source.get("from"))
        for answer in content.lists.get("answers", ())
        for source in _dicts(answer.get("sources"))
        if source.get("unconfirmed")
    ]
    told = "## 出处还没查实的\n\n下次复核先看这些。\n\n"
    return told + (_table(("在哪里", "说的是什么", "写的出处"), rows) if rows else "没有。\n")


def _sources(script: dict[str, Any]) -> list[dict[str, Any]]:
    variants = [variant.get("source") for variant in _dicts(script.get("variants"))]
    return [*_dicts(script.get("sources")), *_dicts(variants)]
