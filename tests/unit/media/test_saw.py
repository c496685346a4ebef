"""Attack: a picture takes the worker over, and it answers with something else than a reading."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.media.saw import FAILED, MOST_CHARS, MOST_LINES, PAGE, Code, ReadImage, load
from tests.unit.media.screens import GREY, line

READ = ReadImage(720, 1280, GREY, (line("转五千", 60, 100),), (Code("wxp://x", "QRCode"),), PAGE, True, "", "")


def _data(**more: Any) -> Any:
    return {**json.loads(json.dumps(READ.dump())), **more}


def test_it_comes_back_as_it_went() -> None:
    assert load(_data()) == READ


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "text",
        {},
        _data(lines=None),
        _data(lines=[{"text": "x"}]),
        _data(lines=[{"text": "x", "box": [[0, 0]], "score": 1, "back": [0, 0, 0]}]),
        _data(lines=[{"text": "x", "box": [[0, 0]] * 4, "score": "many", "back": [0, 0, 0]}]),
        _data(page=[1, 2]),
        _data(page="red"),
        _data(width="wide"),
        _data(page=[float("inf"), 0, 0]),  # 1e400 in JSON
        _data(codes=[1]),
    ],
)
def test_what_is_no_reading_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        load(data)


def test_it_is_cut_to_the_limits() -> None:
    long = _data()["lines"][0] | {"text": "骗" * 5000}
    read = load(_data(lines=[long] * 2000))
    assert len(read.lines) == MOST_LINES
    assert len(read.lines[0].text) == MOST_CHARS


def test_unknown_kinds_and_problems_are_named_by_us() -> None:
    read = load(_data(kind="<script>", problem="<script>"))
    assert (read.kind, read.problem) == (PAGE, FAILED)
