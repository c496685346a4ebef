"""How long ago money left decides whether the first half hour is worth a word."""

from __future__ import annotations

import pytest

from bot.triage.elapsed import how_long_ago, is_late, oldest


@pytest.mark.parametrize(
    ("when", "kind", "late"),
    [
        ("刚才", "now", False),
        ("20分钟前", "now", False),
        ("半小时前", "now", False),
        ("今天上午", "today", False),
        ("2小时前", "today", False),
        ("15:30", "today", False),
        ("昨晚", "days", True),
        ("3天前", "days", True),
        ("上周", "days", True),
        ("上个月", "long", True),
        ("3月5日", "long", True),
        ("去年", "long", True),
        ("", "", False),
        ("那时候", "", False),
    ],
)
def test_words_for_a_time(when: str, kind: str, late: bool) -> None:
    assert (how_long_ago(when), is_late(when)) == (kind, late)


@pytest.mark.parametrize(
    ("times", "when"),
    [((), ""), (("今天", "暑假"), "暑假"), (("刚才",), "刚才"), (("昨天", "上个月", "今天"), "上个月")],
)
def test_of_several_times_the_oldest_counts(times: tuple[str, ...], when: str) -> None:
    assert oldest(times) == when
