"""Attack: open thousands of connections and say nothing, or a byte a minute, until nobody else gets in."""

from __future__ import annotations

import asyncio

from bot.edge.connections import Connections, Limits


class Line:
    """A connection."""

    transport: asyncio.Transport | None = None


def make(most: int = 10) -> Connections:
    return Connections(Limits(head_seconds=10, whole_seconds=100, connections=most))


def test_who_says_nothing_whole_in_time_is_cut_off() -> None:
    known, slow, fresh = make(), Line(), Line()
    assert known.overdue([slow], 0) == []
    assert known.overdue([slow, fresh], 9) == []
    assert known.overdue([slow, fresh], 11) == [slow]
    assert known.overdue([fresh], 20) == [fresh]


def test_a_request_under_way_may_take_longer_but_not_for_ever() -> None:
    known, line = make(), Line()
    known.begin(line, 0)
    assert known.overdue([line], 99) == []
    assert known.overdue([line], 101) == [line]


def test_after_an_answer_the_time_begins_anew() -> None:
    known, line = make(), Line()
    known.overdue([line], 0)
    known.begin(line, 9)
    known.end(line, 50)
    assert known.overdue([line], 59) == []
    assert known.overdue([line], 61) == [line]


def test_of_too_many_the_longest_silent_go_and_nobody_who_is_served() -> None:
    known, lines = make(most=2), [Line() for _ in range(4)]
    known.begin(lines[0], 0)
    assert known.overdue(lines[:2], 1) == []
    assert known.overdue(lines[:3], 2) == [lines[1]]
    assert known.overdue(lines, 5) == [lines[1], lines[2]]


def test_who_was_late_counts_among_those_who_go() -> None:
    known, late, new = make(most=1), Line(), Line()
    known.overdue([late], 0)
    assert known.overdue([late, new], 11) == [late]


def test_what_is_gone_is_forgotten() -> None:
    known, line = make(), Line()
    known.begin(line, 0)
    known.overdue([], 1)
    known.end(line, 2)
    assert known.overdue([], 3) == []
    assert (known._served, known._waiting) == ({}, {})
