"""Attack: words that were heard wrong, long ago or by somebody else are taken for what the person said."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.edge.hearing.confirm import Confirming
from bot.edge.rasa_client import RasaClient
from bot.edge.reader import Keeping, Message
from bot.edge.turns import Turns
from bot.edge.words import EdgeKnowledge, SafeReply
from bot.reply.blocks import Listener
from db import heard
from db.knowledge import KnowledgeSource

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=timezone.utc)
WORDS = "有人打电话叫我转钱"
HOURS = timedelta(hours=2)


class FakeRasa(RasaClient):
    """Says every text back."""

    def __init__(self) -> None:
        """Have heard nothing."""
        self.seen: list[tuple[str, str]] = []

    async def turn(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """Remember it and answer."""
        self.seen.append((text, metadata["choice"]))
        return {"blocks": [{"type": "text", "text": f"answer to {text}"}], "case": {"format": 1}}


class World:
    """Turns with the question before them."""

    def __init__(self, engine: Engine, words: Engine) -> None:
        """Begin at noon."""
        self.engine = engine
        self.now = NOW
        self.rasa = FakeRasa()
        self.confirming = Confirming(engine, EdgeKnowledge(KnowledgeSource(words), SafeReply()))
        self.turns = Turns(
            engine,
            self.rasa,
            Keeping(HOURS, HOURS),
            5.0,
            lambda _: {"blocks": [{"type": "text", "text": "safe"}]},
            lambda: self.now,
            self.confirming,
        )

    async def ask(self, person: str = "p") -> str:
        """Ask whether the words are right; returns the question."""
        blocks = await self.confirming.ask(person, WORDS, Listener("wechat"), self.now)
        return str(blocks[0]["text"])

    async def say(self, text: str = "。", choice: str = "", message_id: str = "m", person: str = "p") -> str:
        """Have a message answered."""
        reply = await self.turns.answer(Message(person, message_id, text, choice, "wechat", False))
        return str(reply["blocks"][0]["text"])


@pytest.fixture
def world(engine: Engine, content_engine: Engine) -> World:
    """Return a world with the real words."""
    return World(engine, content_engine)


@pytest.mark.parametrize("answer", [{"choice": "heard:yes"}, {"text": "对"}, {"text": "1"}, {"text": "对的。"}])
async def test_a_yes_assesses_the_words(world: World, answer: dict[str, str]) -> None:
    assert WORDS in await world.ask()
    assert await world.say(**answer) == f"answer to {WORDS}"
    assert world.rasa.seen == [(WORDS, "")]
    assert heard.waiting(world.engine, "p", NOW) == ""


@pytest.mark.parametrize(
    "answer", [{"choice": "heard:no"}, {"text": "不对"}, {"text": "2"}, {"text": "不对，再说一遍"}]
)
async def test_a_no_assesses_nothing(world: World, answer: dict[str, str]) -> None:
    await world.ask()
    said = await world.say(**answer)
    assert "再说一遍" in said
    assert "96110" in said
    assert world.rasa.seen == []
    assert heard.waiting(world.engine, "p", NOW) == ""


async def test_a_retry_gets_the_same_answer(world: World) -> None:
    await world.ask()
    first = [await world.say("不对", message_id="a") for _ in range(2)]
    assert first[0] == first[1]
    await world.ask()
    second = [await world.say(choice="heard:yes", message_id="b") for _ in range(2)]
    assert second == [f"answer to {WORDS}"] * 2
    assert world.rasa.seen == [(WORDS, "")]


@pytest.mark.parametrize("later", [timedelta(minutes=10), timedelta(hours=1)])
async def test_a_late_yes_finds_nothing(world: World, later: timedelta) -> None:
    await world.ask()
    world.now += later
    assert "没留着" in await world.say(choice="heard:yes")
    assert world.rasa.seen == []


async def test_anothers_words_are_not_confirmed(world: World) -> None:
    await world.ask("q")
    assert "没留着" in await world.say(choice="heard:yes")
    assert heard.waiting(world.engine, "q", NOW) == WORDS


@pytest.mark.parametrize("other", [{"text": "他叫我下载软件"}, {"choice": "urgent:paid"}])
async def test_whoever_goes_on_drops_them(world: World, other: dict[str, str]) -> None:
    # Attack: "对" to a later question assesses what was heard long before.
    await world.ask()
    await world.say(**other, message_id="a")
    assert await world.say("对", message_id="b") == "answer to 对"
    assert [text for text, _ in world.rasa.seen][-1] == "对"


async def test_a_message_without_any_speech_is_left_alone(world: World) -> None:
    assert await world.say("对") == "answer to 对"
