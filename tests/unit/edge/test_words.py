"""The words the edge says itself, above all when everything else is down."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from bot.edge.words import EdgeKnowledge, SafeReply
from db.knowledge import KnowledgeSource
from db.models import Base


@pytest.fixture
def healthy(content_engine: Engine) -> EdgeKnowledge:
    """Return the words of a database that answers."""
    return EdgeKnowledge(KnowledgeSource(content_engine), SafeReply())


@pytest.fixture
def broken(engine: Engine) -> EdgeKnowledge:
    """Return the words of a database that does not."""
    Base.metadata.drop_all(engine)
    return EdgeKnowledge(KnowledgeSource(engine), SafeReply())


@pytest.mark.parametrize("elder", [False, True])
def test_the_safe_reply_leaves_both_numbers(elder: bool) -> None:
    (block,) = SafeReply().blocks(elder)
    assert block["type"] == "text"
    assert "110" in block["text"].replace("96110", "")
    assert "96110" in block["text"]


def test_the_safe_reply_has_words_for_old_people() -> None:
    assert SafeReply().blocks(True) != SafeReply().blocks(False)


@pytest.mark.parametrize(("kind", "detail", "words"), [("smalltalk", "greet", "反诈助手"), ("fallback", "", "110")])
def test_words_without_a_case(kind: str, detail: str, words: str, healthy: EdgeKnowledge) -> None:
    assert words in healthy.blocks(kind, False, detail)[0]["text"]


@pytest.mark.parametrize("elder", [False, True])
def test_without_a_database_the_safe_reply_is_said(elder: bool, broken: EdgeKnowledge) -> None:
    assert broken.blocks("smalltalk", elder, "greet") == SafeReply().blocks(elder)


def test_the_hotlines_stay_unmasked(healthy: EdgeKnowledge, broken: EdgeKnowledge) -> None:
    assert {"110", "96110", "95588"} <= healthy.numbers()
    assert broken.numbers() == {"110", "96110"}


@pytest.mark.parametrize("wording", ["wechat_voice", "wechat_location", "wechat_unreadable", "channel_off"])
def test_a_fixed_wording_leaves_both_numbers(wording: str, healthy: EdgeKnowledge, broken: EdgeKnowledge) -> None:
    (block,) = healthy.say(wording)
    assert "96110" in block["text"]
    assert "110" in block["text"].replace("96110", "")
    assert broken.say(wording) == SafeReply().blocks(False)


def test_a_wording_that_is_not_loaded_yet_is_the_safe_reply(healthy: EdgeKnowledge) -> None:
    assert healthy.say("of_tomorrow", True) == SafeReply().blocks(True)
