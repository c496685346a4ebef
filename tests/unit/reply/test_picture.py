"""What was read comes first, so that the person can correct it; a refusal leaves somebody to call."""

from __future__ import annotations

import pytest

from bot.reply.blocks import Listener
from bot.reply.picture import MOST_FOR_ELDER, MOST_SEEN, compose_picture_read, compose_picture_refused, shorten
from db.knowledge import Knowledge

SEEN = "对方发来：先垫两千返两千六，做完三连单一起提现。"


@pytest.mark.parametrize("listener", [Listener(), Listener(elder=True), Listener("kiosk"), Listener("wechat")])
def test_what_was_read_is_said_and_may_be_corrected(listener: Listener, knowledge: Knowledge) -> None:
    (block,) = compose_picture_read(SEEN, listener, knowledge)
    assert "先垫两千返两千六，做完三连单一起提现”" in block["text"]
    assert "告诉我" in block["text"]


@pytest.mark.parametrize("busy", [True, False])
@pytest.mark.parametrize("listener", [Listener(), Listener(elder=True)])
def test_a_refusal_leaves_somebody_to_call(busy: bool, listener: Listener, knowledge: Knowledge) -> None:
    (block,) = compose_picture_refused(busy, listener, knowledge)
    assert "110" in block["text"]
    assert "96110" in block["text"]


def test_an_old_person_hears_less_of_it(knowledge: Knowledge) -> None:
    long = SEEN * 5
    standard, elder = (compose_picture_read(long, Listener(elder=old), knowledge)[0]["text"] for old in (False, True))
    assert len(elder) < MOST_FOR_ELDER + 30 < len(standard) < MOST_SEEN + 30


@pytest.mark.parametrize(
    ("seen", "short"),
    [
        ("转账。", "转账"),
        ("a  b\n c", "a b c"),
        ("骗" * 70, "骗" * 60 + "……"),
        ("骗" * 50 + "，" + "子" * 40, "骗" * 50 + "……"),
        ("骗，" + "子" * 80, "骗，" + "子" * 58 + "……"),
        ("", ""),
    ],
)
def test_it_is_cut_at_a_mark_near_the_end(seen: str, short: str) -> None:
    assert shorten(seen) == short
