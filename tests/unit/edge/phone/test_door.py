"""A call through the edge's real doors: what is said, what is kept, and what others cannot do."""

from __future__ import annotations

import io
import json
import wave
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Engine, select

from bot.edge.keys import SPEAKER
from bot.edge.phone.door import PHONE
from bot.edge.switch import SWITCHES
from bot.hearing.heard import UNCLEAR, Heard
from bot.phone.events import (
    Answered,
    HangUp,
    HungUp,
    Key,
    Listen,
    Record,
    Recorded,
    Silence,
    Transfer,
    TransferFailed,
)
from bot.settings import Settings
from bot.voice.sentences import sentence_key
from db.knowledge import KnowledgeSource
from db.models import Base
from db.record_models import Matter
from db.session import transaction
from tests.conftest import SERVICE_TOKEN
from tests.fakes.rasa import FakeRasa
from tests.phone_door import CALL, TOKEN, EveryStore, Handset, make_phone_door, wav, words

Client = TestClient[Any, Any]
SPOKEN = "有人打电话说我涉案，叫我把钱转过去"


class FakeListening:
    """Hears what the test says."""

    def __init__(self) -> None:
        """Hear a story."""
        self.heard = Heard(text=SPOKEN)
        self.sounds: list[bytes] = []

    async def within(self, data: bytes, seconds: float) -> Heard:
        """Answer at once."""
        self.sounds.append(data)
        return self.heard


class StoryRasa(FakeRasa):
    """Finds a fake policeman in every text."""

    async def turn(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """Remember it and answer."""
        answer = await super().turn(text, metadata)
        case = {"format": 1, "type": "authority_police", "verdict": "alarm", "stage": "contact"}
        return {**answer, "case": case, "assessed": {"intent": "scam", "type": "authority_police"}}


class World:
    """The doors, and what they lean on."""

    def __init__(self, client: Client, rasa: StoryRasa, ears: FakeListening, store: EveryStore) -> None:
        """Keep them."""
        self.client, self.rasa, self.ears, self.store = client, rasa, ears, store

    def handset(self, call: str = CALL) -> Handset:
        """Return a call not yet answered."""
        return Handset(self.client, call)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(var_dir=str(tmp_path), secret_key="secret", service_token=SERVICE_TOKEN)


@pytest.fixture
async def world(engine: Engine, content_engine: Engine, settings: Settings) -> AsyncIterator[World]:
    rasa, ears = StoryRasa(), FakeListening()
    rasa.blocks = [{"type": "text", "text": "马上打110。"}]
    app = make_phone_door(engine, KnowledgeSource(content_engine), rasa, ears, settings)
    store = EveryStore(settings.voice)
    app[PHONE].sounds._store = store
    app[SPEAKER]._store = store
    async with TestClient(TestServer(app)) as client:
        yield World(client, rasa, ears, store)


async def test_a_call_is_greeted_by_a_machine_that_says_so(world: World) -> None:
    answer = await world.handset().tell(Answered())
    said = words(answer)
    assert "机器" in said
    assert "机器在说话" in said
    assert said.index("按九") < said.index("怎么找上您")
    assert answer.commands[-1] == Listen(10.0)


@pytest.mark.parametrize(("key", "choice"), [("9", "urgent:paid"), ("8", "urgent:paying")])
async def test_the_urgent_keys_go_through_the_same_turn(world: World, key: str, choice: str) -> None:
    handset = world.handset()
    await handset.tell(Answered())
    assert "马上打110。" in words(await handset.tell(Key(key)))
    metadata = world.rasa.seen[-1][1]
    assert metadata["choice"] == choice
    assert metadata["listener"] == {"channel": "phone", "elder": True}


async def test_pictures_lead_to_the_same_sentence_as_on_the_kiosk(world: World, engine: Engine) -> None:
    handset = world.handset()
    for event in (Answered(), Key("1"), Key("1")):
        answer = await handset.tell(event)
    assert world.rasa.seen[-1][0] == "有人打电话说自己是警察，说我涉案，要查我的账"
    assert "马上打110。" in words(answer)
    with transaction(engine) as session:
        kept = session.scalars(select(Matter)).all()
        assert [(one.channel, one.type) for one in kept] == [("phone", "authority_police")]


async def test_the_same_event_twice_is_one_turn(world: World) -> None:
    handset = world.handset()
    await handset.tell(Answered())
    state = handset.state
    first = await handset.tell(Key("9"))
    handset.state = state
    assert words(await handset.tell(Key("9"))) == words(first)
    assert len(world.rasa.seen) == 1


async def test_speech_is_said_back_in_published_words_and_counts_only_after_a_key(world: World, engine: Engine) -> None:
    handset = world.handset()
    await handset.tell(Answered())
    recording = await handset.tell(Key("7"))
    assert isinstance(recording.commands[-1], Record)
    assert recording.commands[-1].meanwhile
    asked = await handset.tell(Recorded(3.0), wav(8000))
    assert "像是这件事" in words(asked)
    assert "涉案，叫我把钱" not in words(asked)
    with transaction(engine) as session:
        assert session.scalars(select(Matter)).all() == []
    await handset.tell(Key("1"))
    with transaction(engine) as session:
        assert [one.type for one in session.scalars(select(Matter)).all()] == ["authority_police"]


async def test_a_no_leaves_nothing(world: World, engine: Engine) -> None:
    handset = world.handset()
    for event in (Answered(), Key("7")):
        await handset.tell(event)
    await handset.tell(Recorded(3.0), wav(8000))
    assert "听错了" in words(await handset.tell(Key("2")))
    with transaction(engine) as session:
        assert session.scalars(select(Matter)).all() == []


@pytest.mark.parametrize(("problem", "said"), [(UNCLEAR, "没听清"), ("missing", "听不了说话"), ("busy", "听不了说话")])
async def test_what_cannot_be_heard_leads_on(world: World, problem: str, said: str) -> None:
    world.ears.heard = Heard(problem=problem)
    handset = world.handset()
    for event in (Answered(), Key("7")):
        await handset.tell(event)
    assert said in words(await handset.tell(Recorded(3.0), wav(8000)))


def holding(folder: Path, piece: bytes) -> list[Path]:
    """Return the files that hold a piece of a sound."""
    return [file for file in folder.rglob("*") if file.is_file() and piece in file.read_bytes()]


async def test_nothing_of_the_voice_and_no_number_is_kept(world: World, engine: Engine, tmp_path: Path) -> None:
    # Attack: whoever steals the database or the disk listens to callers.
    sound = wav(8000, 1.0)
    handset = world.handset()
    for event in (Answered(), Key("7")):
        await handset.tell(event)
    await handset.tell(Recorded(3.0), sound)
    assert world.ears.sounds == [sound]
    await handset.tell(HungUp())
    assert holding(tmp_path, sound[100:400]) == []
    assert "涉案" not in handset.state
    with engine.connect() as connection:
        rows = [row for table in Base.metadata.sorted_tables for row in connection.execute(table.select())]
    assert CALL not in repr(rows)


async def test_hanging_up_forgets_the_case(world: World, engine: Engine) -> None:
    handset = world.handset()
    for event in (Answered(), Key("9"), HungUp()):
        answer = await handset.tell(event)
    assert answer.commands == (HangUp(),)
    after = world.handset()
    for event in (Answered(), Key("9")):
        await after.tell(event)
    assert not world.rasa.seen[-1][1]["case"]


async def test_another_one_at_the_handset_hears_nothing_of_the_first(world: World) -> None:
    # Attack: a son takes the handset and hears what his mother confessed.
    handset = world.handset()
    for event in (Answered(), Key("9")):
        await handset.tell(event)
    assert "换人听了" in words(await handset.tell(Key("#")))
    await handset.tell(Key("9"))
    assert not world.rasa.seen[-1][1]["case"]


async def test_half_an_advice_is_not_said(world: World) -> None:
    # Attack: "别转" is rendered and "打110" is not yet.
    handset = world.handset()
    await handset.tell(Answered())
    world.store.missing = {sentence_key("马上打110。")}
    said = words(await handset.tell(Key("9")))
    assert "我一时答不上来" in said
    assert "打110" in said


async def test_without_any_sound_a_person_or_the_end(world: World, settings: Settings) -> None:
    class Nothing(EveryStore):
        def file(self, key: str) -> None:
            return None

    world.client.app[PHONE].sounds._store = world.client.app[SPEAKER]._store = Nothing(settings.voice)
    assert (await world.handset().tell(Answered())).commands == (HangUp(),)
    world.client.app[PHONE]._human = "12345"
    assert (await world.handset().tell(Answered())).commands == (Transfer("12345"),)


async def test_a_shut_channel_says_so_and_does_not_go_in_circles(world: World) -> None:
    world.client.app[SWITCHES].wordings = {"phone": "channel_off"}
    world.client.app[PHONE]._human = "12345"
    handset = world.handset()
    answer = await handset.tell(Answered())
    assert "暂时停了" in words(answer)
    assert answer.commands[-1] == Transfer("12345")
    assert (await handset.tell(TransferFailed())).commands[-1] == HangUp()
    assert world.rasa.seen == []


async def test_when_rasa_is_down_110_is_named(world: World) -> None:
    world.rasa.failing = True
    handset = world.handset()
    await handset.tell(Answered())
    assert "打110" in words(await handset.tell(Key("9")))


@pytest.mark.parametrize("state", ["", "x", "gAAAAAB" + "A" * 100])
async def test_a_state_that_is_not_ours_starts_anew(world: World, state: str) -> None:
    handset = world.handset()
    handset.state = state
    assert "怎么找上您" in words(await handset.tell(Silence()))


@pytest.mark.parametrize(
    ("path", "method"),
    [(f"/api/phone/{CALL}", "POST"), ("/api/phone/safe", "GET"), (f"/api/phone/sounds/{'a' * 32}.wav", "GET")],
)
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
async def test_strangers_are_refused(world: World, path: str, method: str, headers: dict[str, str]) -> None:
    # Attack: anybody on the network calls as if a handset rang, or listens to the sounds.
    async with world.client.request(method, path, headers=headers, json={}) as response:
        assert response.status == 401


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"\xff", b'{"n": 1, "state": "", "event": {"type": "fly"}}', b"[" * 9000]
)
async def test_what_is_not_of_the_protocol_is_refused(world: World, body: bytes) -> None:
    headers = {**TOKEN, "Content-Type": "application/json"}
    async with world.client.post(f"/api/phone/{CALL}", headers=headers, data=body) as response:
        assert response.status == 400
        assert ":" in await response.text()


async def test_a_recording_that_is_too_large_is_refused(world: World) -> None:
    # Attack: a gigabyte as a recording.
    handset = world.handset()
    await handset.tell(Answered())
    with pytest.raises(AssertionError, match="1 MB"):
        await handset.tell(Recorded(3.0), b"x" * (1024 * 1024 + 1))
    assert world.ears.sounds == []


async def test_sounds_are_narrow_and_safe_words_lie_ready(world: World) -> None:
    async with world.client.get("/api/phone/safe", headers=TOKEN) as response:
        commands = (await response.json())["commands"]
    assert commands[-1] == {"type": "hangup"}
    for sound in commands[0]["sounds"]:
        async with world.client.get(sound["url"], headers=TOKEN) as response:
            assert response.status == 200
            with wave.open(io.BytesIO(await response.read())) as file:
                assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (8000, 2, 1)
    assert "打110" in json.dumps(commands, ensure_ascii=False)
    async with world.client.get("/api/phone/sounds/..%2f..%2fsecret.wav", headers=TOKEN) as response:
        assert response.status == 404
