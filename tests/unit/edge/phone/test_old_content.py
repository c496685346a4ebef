"""A database older than the program: wordings are missing, and the call goes on."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Engine

from bot.edge.keys import SPEAKER
from bot.edge.phone.at_hand import AtHand
from bot.edge.phone.door import PHONE
from bot.hearing.heard import Heard
from bot.phone.events import Answered, Event, Key, Listen, Recorded, Silence
from bot.settings import Settings
from bot.voice.sentences import sentence_key, spoken_sentences
from db.knowledge import Knowledge, KnowledgeSource
from tests.conftest import SERVICE_TOKEN
from tests.fakes.rasa import FakeRasa
from tests.phone_door import EveryStore, Handset, make_phone_door, wav, words

CALLS: tuple[tuple[str, tuple[Event, ...]], ...] = (
    ("打110", (Key("9"), Silence(), Silence())),
    ("96110", (Key("0"), Key("*"))),
    ("从头说", (Key("5"), Key("1"), Key("6"), Key("#"))),
    ("96110", (Key("7"), Recorded(2.0), Recorded(2.0), Silence(), Silence(), Silence(), Silence())),
)


class OldSource(KnowledgeSource):
    """Hands out words in which some are missing."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Keep them."""
        self._old = knowledge

    def current(self) -> Knowledge:
        """Return them."""
        return self._old


class Nothing:
    """Hears nothing that can be understood."""

    async def within(self, data: bytes, seconds: float) -> Heard:
        """Answer at once."""
        return Heard()


def without(knowledge: Knowledge, *beginnings: str) -> Knowledge:
    left = {name: words for name, words in knowledge.wordings.items() if not name.startswith(beginnings)}
    return replace(knowledge, wordings=left)


@pytest.fixture
async def world(engine: Engine, knowledge: Knowledge, tmp_path: Path) -> AsyncIterator[tuple[Handset, EveryStore]]:
    settings = Settings(var_dir=str(tmp_path), secret_key="secret", service_token=SERVICE_TOKEN)
    rasa = FakeRasa()
    rasa.blocks = [{"type": "text", "text": "马上打110。"}]
    old = OldSource(without(knowledge, "phone_", "speech_", "safe_", "choice_"))
    app = make_phone_door(engine, old, rasa, Nothing(), settings)
    store = EveryStore(settings.voice)
    app[PHONE].sounds._store = store
    app[SPEAKER]._store = store
    client: TestClient[Any, Any] = TestClient(TestServer(app))
    async with client:
        yield Handset(client), store


async def _told(handset: Handset, event: Event) -> Any:
    return await (handset.tell(event, wav(8000)) if isinstance(event, Recorded) else handset.tell(event))


@pytest.mark.parametrize(("end", "events"), CALLS)
async def test_the_call_goes_on_in_the_words_of_the_files(
    world: tuple[Handset, EveryStore], end: str, events: tuple[Event, ...]
) -> None:
    handset, _ = world
    said = words(await handset.tell(Answered()))
    assert "机器" in said
    assert "按九" in said
    for event in events:
        said += words(await _told(handset, event))
    assert end in said


async def test_words_without_a_sound_are_the_safe_ones_and_the_keys_still_work(
    world: tuple[Handset, EveryStore], knowledge: Knowledge
) -> None:
    handset, store = world
    greeting = str(knowledge.wordings["phone_greeting"]["text"])
    store.missing |= {sentence_key(sentence) for sentence in spoken_sentences(greeting)}
    answer = await handset.tell(Answered())
    assert "打110" in words(answer)
    assert "96110" in words(answer)
    assert isinstance(answer.commands[-1], Listen)
    assert "马上打110。" in words(await handset.tell(Key("9")))


def test_what_is_published_goes_before_the_files(knowledge: Knowledge) -> None:
    changed = {**without(knowledge, "phone_star").wordings, "phone_greeting": {"text": "您好。"}}
    completed = AtHand().completed(replace(knowledge, wordings=changed))
    assert completed.wordings["phone_greeting"] == {"text": "您好。"}
    assert completed.wordings["phone_star"]["text"] == knowledge.wordings["phone_star"]["text"]


def test_it_is_logged_once_by_name_and_with_the_remedy(knowledge: Knowledge, caplog: pytest.LogCaptureFixture) -> None:
    hand, old = AtHand(), without(knowledge, "phone_star")
    with caplog.at_level(logging.ERROR):
        assert hand.completed(old) is hand.completed(old)
    assert len(caplog.records) == 1
    assert "phone_star" in caplog.text
    assert "python -m bot prepare" in caplog.text


def test_nothing_is_copied_where_nothing_is_missing(knowledge: Knowledge) -> None:
    assert AtHand().completed(knowledge) is knowledge
