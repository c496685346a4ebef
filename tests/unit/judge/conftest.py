"""The real rules, and a way to have the first piece of a text judged."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.judge.judge import judge
from bot.judge.judgement import Judgement
from bot.judge.pieces import pieces
from bot.judge.rules import Rules, make_rules
from bot.text.mask import find
from db.files import CONTENT, read_yaml

JudgeText = Callable[[str], list[Judgement]]


@pytest.fixture(scope="session")
def rules() -> Rules:
    """Return the rules as the content has them."""
    hotlines = [str(item["id"]) for item in read_yaml(CONTENT / "hotlines.yml")["hotlines"]]
    return make_rules(read_yaml(CONTENT / "judge.yml"), hotlines)


@pytest.fixture(scope="session")
def judged(rules: Rules) -> JudgeText:
    """Return a judge of whole texts."""

    def run(text: str) -> list[Judgement]:
        found = pieces(text, find(text, rules.hotlines), rules.hotlines)
        return [judge(piece, piece.raw, rules) for piece in found]

    return run
