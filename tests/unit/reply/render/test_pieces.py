"""Cutting words at a breath."""

from __future__ import annotations

import pytest

from bot.reply.render.pieces import clauses, cut, pack, sentences


def test_sentences_keep_their_marks_and_lines_are_ends() -> None:
    assert sentences("先挂。真的吗？\n好") == ["先挂。", "真的吗？", "好"]
    assert sentences("他说“挂了就抓你。”别信。") == ["他说“挂了就抓你。”", "别信。"]


def test_clauses_keep_their_marks() -> None:
    assert clauses("挂电话，退共享；断网。") == ["挂电话，", "退共享；", "断网。"]


def test_pack_joins_as_long_as_it_fits() -> None:
    assert pack(["一二", "三四", "五"], 4) == ["一二三四", "五"]
    assert pack(["一二三四五", "六"], 3) == ["一二三四五", "六"]


@pytest.mark.parametrize(
    ("text", "most", "pieces"),
    [
        ("先挂。再打110。", 20, ["先挂。", "再打110。"]),
        ("把电话挂掉，把门打开，叫邻居来。", 12, ["把电话挂掉，把门打开，", "叫邻居来。"]),
        ("一二三四五六七", 3, ["一二三", "四五六", "七"]),
    ],
)
def test_cut_takes_the_widest_break(text: str, most: int, pieces: list[str]) -> None:
    assert cut(text, most) == pieces


def test_nothing_is_lost_by_cutting() -> None:
    text = "先别转，电话挂掉。手机不听话就关机，换一部手机打110，说“正被骗”。"
    assert "".join(cut(text, 10)) == text
