"""A prompt replaced in the console is what the next call hears; taken away, the machine says it again."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Engine

from bot.console.keys import KEYS
from bot.hearing.heard import Heard
from bot.phone.events import Answered, Play, Sound
from bot.settings import Settings
from bot.voice.script import lines_of, phone_book
from bot.voice.sentences import sentence_key
from bot.voice.store import Store
from db.knowledge import KnowledgeSource
from db.session import make_engine
from tests.conftest import SERVICE_TOKEN
from tests.fakes.console import Browser, open_desk
from tests.fakes.content import filled_database
from tests.fakes.rasa import FakeRasa
from tests.phone_door import TOKEN, Handset, make_phone_door, wav

TEXT = "想自己说，按七。"
KEY = sentence_key(TEXT)
PATH = f"/sounds/phone/{KEY}"
HUM = 300  # Hz; the machine's voice of the tests hums at 400


class Deaf:
    """Hears nothing."""

    async def within(self, data: bytes, seconds: float) -> Heard:
        """Answer at once."""
        return Heard(text="")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """Return a database with all words."""
    found = make_engine(f"sqlite:///{filled_database(tmp_path)}")
    yield found
    found.dispose()


@pytest.fixture
async def phone(engine: Engine, tmp_path: Path) -> AsyncIterator[TestClient[Any, Any]]:
    """Return the telephone's doors, over the console's database and folder; a machine says every prompt."""
    settings = Settings(var_dir=str(tmp_path), secret_key="secret", service_token=SERVICE_TOKEN)
    source = KnowledgeSource(engine)
    store = Store(settings.voice)
    store.synthetic.mkdir(parents=True)
    for line in lines_of("phone", phone_book(source.current())):
        store.target(line.key).write_bytes(wav())
    async with TestClient(TestServer(make_phone_door(engine, source, FakeRasa(), Deaf(), settings))) as client:
        yield client


async def _heard(phone: TestClient[Any, Any], call: str) -> tuple[Sound, bytes]:
    """Ring, and return the prompt as a media program is given it, with the sound that it fetches."""
    answer = await Handset(phone, call).tell(Answered())
    played = [sound for command in answer.commands if isinstance(command, Play) for sound in command.sounds]
    [found] = [sound for sound in played if sound.key == KEY]
    async with phone.get(found.url, headers=TOKEN) as response:
        assert response.status == 200
        return found, await response.read()


async def _upload(clerk: Browser, hz: int = HUM) -> int:
    """Send a recording of two seconds as the page's form does."""
    made = io.BytesIO()
    soundfile.write(made, 0.3 * np.sin(2 * np.pi * hz * np.arange(48_000) / 24_000), 24_000, format="WAV")
    app: Any = clerk.client.app
    form = FormData()
    form.add_field("csrf", app[KEYS].csrf(clerk.cookie))
    form.add_field("file", io.BytesIO(made.getvalue()), filename="a.wav", content_type="audio/wav")
    return int((await clerk.client.post(PATH, data=form(), allow_redirects=False)).status)


def _tone(sound: bytes) -> int:
    """Return at how many Hz a telephone sound hums."""
    samples, rate = soundfile.read(io.BytesIO(sound))
    assert rate == 8000
    return int(round(np.abs(np.fft.rfft(samples)).argmax() * rate / len(samples), -1))


async def test_a_recording_is_what_the_next_call_hears(phone: TestClient[Any, Any], tmp_path: Path) -> None:
    before, machine = await _heard(phone, "call-0000000000000001")
    assert (before.synthetic, _tone(machine)) == (True, 400)
    async with open_desk(tmp_path) as desk:
        clerk = await desk.clerk("publisher")
        assert await _upload(clerk) == 303
        after, voice = await _heard(phone, "call-0000000000000002")
        assert (after.synthetic, _tone(voice)) == (False, HUM)
        assert await _upload(clerk, hz=600) == 303
        again, better = await _heard(phone, "call-0000000000000003")
        assert (again.synthetic, _tone(better)) == (False, 600)
        assert (await clerk.post(f"{PATH}/remove")).status == 303
    last, sound = await _heard(phone, "call-0000000000000004")
    assert (last.synthetic, _tone(sound)) == (True, 400)
    # a media program keeps what it fetched by its address
    assert len({one.url for one in (before, after, again)}) == 3
    assert last.url == before.url
