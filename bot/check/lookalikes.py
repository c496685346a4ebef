"""Types that people mix up must be told apart by what can be asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.check.content import Content, list_path
from bot.check.problems import Problem
from bot.triage.posterior import Matrix
from bot.triage.separate import LEAST_DIFFERENCE, separating_signals

LEAST_SIGNALS = 2
_PATH = list_path("lookalikes")


def matrix_of(content: Content) -> Matrix:
    """Return type → signal → typicality as the scripts have it."""
    rows = {stem: script.get("signals") for stem, script in content.scripts.items()}
    return {stem: _numbers(row) for stem, row in rows.items() if isinstance(row, dict)}


def _numbers(row: dict[str, Any]) -> dict[str, float]:
    return {str(signal): float(value) for signal, value in row.items() if isinstance(value, int | float)}


def pairs_of(content: Content) -> list[tuple[str, str]]:
    """Return the pairs of lookalikes.yml that are written as pairs."""
    listed = [item.get("pair") for item in content.lists.get("lookalikes", ())]
    return [(str(pair[0]), str(pair[1])) for pair in listed if isinstance(pair, list) and len(pair) == 2]


def check(content: Content) -> Iterator[Problem]:
    """Yield unknown types, pairs that stand twice, and pairs that too few signals separate."""
    matrix = matrix_of(content)
    seen: set[frozenset[str]] = set()
    for pair in pairs_of(content):
        told = "和".join(pair)
        for type_id in pair:
            if type_id not in content.types:
                yield Problem(_PATH, f"{told}：{type_id} 不在 catalogue.yml 的类型里。用那里面的 id。")
        if frozenset(pair) in seen:
            yield Problem(_PATH, f"{told} 写了两遍，删掉一条。")
        seen.add(frozenset(pair))
        if all(type_id in matrix for type_id in pair):
            yield from _too_alike(pair, matrix)


def _too_alike(pair: tuple[str, str], matrix: Matrix) -> Iterator[Problem]:
    apart = separating_signals(*pair, matrix)
    if len(apart) < LEAST_SIGNALS:
        found = "、".join(signal for signal, _ in apart) or "一个也没有"
        yield Problem(
            _PATH,
            f"{'和'.join(pair)} 至少要有 {LEAST_SIGNALS} 个信号相差 {LEAST_DIFFERENCE} 以上，现在是：{found}。"
            "到这两个剧本的 signals 里，把真正不同的地方写出来。",
        )
