"""From a ringing telephone to the record of the matter: a real SIP caller, our SIP program, the whole assistant."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from sqlalchemy import create_engine, text

from bot.phone.book import Book
from bot.settings import ROOT
from telephone.core.frames import tone
from tests.conftest import SERVICE_TOKEN, System, make_environment, prepare_system
from tests.telephone.conftest import Ring
from tests.telephone.ringing import Caller, Program, sip_program
from tests.telephone.spoken import spoken
from tests.telephone.voiced import content_book, record_all, signals

pytestmark = pytest.mark.timeout(600)  # the whole assistant starts first
TYPE, KEYS = "service_refund", "131"  # 电话 → 说是客服 → 要退我的钱
HEARS = (ROOT / ".venv-media" / "bin" / "python").is_file()


@dataclass
class Assistant:
    """The whole assistant with a voice that a test can tell apart."""

    system: System
    book: Book

    def record(self) -> list[tuple[str, str]]:
        """Return (type, stage) of everything that was assessed on the telephone."""
        engine = create_engine(f"sqlite:///{self.system.log.parent / 'assistant.db'}")
        with engine.connect() as connection:
            rows = connection.execute(text("select type, stage from assessments where channel = 'phone'")).all()
        engine.dispose()
        return [(str(row[0]), str(row[1])) for row in rows]


@pytest.fixture(scope="module")
def assistant(installed: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Start it."""
    folder = tmp_path_factory.mktemp("telephone")
    book = content_book()
    record_all(folder / "voice", book, TYPE)
    system = prepare_system(make_environment(folder / "var", VOICE_DIR=str(folder / "voice")))
    system.start("actions", "rasa", "edge")
    try:
        system.wait_for(lambda: requests.get(f"{system.url}/readyz", timeout=3).status_code == 200, 300)
        yield Assistant(system, book)
    finally:
        system.stop()


@pytest.fixture
async def rung(assistant: Assistant, ring: Ring, tmp_path: Path) -> AsyncIterator[Caller]:
    """Somebody who has rung and hears the greeting."""
    program: Program = sip_program(assistant.system.url, tmp_path, SERVICE_TOKEN=SERVICE_TOKEN)
    await program.start("taking calls")
    await program.logged("the last resort is at hand")
    caller = await ring(program)
    await caller.until_any_heard(signals(assistant.book.greeting()))
    yield caller
    await program.stop()


async def until_said(caller: Caller, book: Book, *wordings: str) -> None:
    await caller.until_any_heard(signals(book.say(*wordings)))


async def test_by_keys_alone_they_come_to_the_right_scam(assistant: Assistant, rung: Caller) -> None:
    book = assistant.book
    await rung.press(KEYS[0])
    for place, key in zip(("0", "0.2"), KEYS[1:], strict=True):
        await rung.until_any_heard(signals(book.menu(place).prompts))
        await rung.press(key)
    await rung.until_any_heard(signals(book.stop(TYPE)))
    assert TYPE in {found for found, _ in assistant.record()}


async def test_9_says_that_the_money_is_gone(assistant: Assistant, rung: Caller) -> None:
    before = len(assistant.record())
    await rung.press("9")
    await until_said(rung, assistant.book, "urgent_paid")
    assert [stage for _, stage in assistant.record()[before:]] == ["paid"]


@pytest.mark.skipif(not HEARS, reason=".venv-media is missing (make media): nothing hears speech")
async def test_what_they_say_is_confirmed_by_key_before_it_counts(
    assistant: Assistant, rung: Caller, tmp_path: Path
) -> None:
    before, book = len(assistant.record()), assistant.book
    await rung.press("7")
    await until_said(rung, book, "phone_record")
    await rung.until_heard(list(tone()))
    await rung.do(do="say", file=str(await asyncio.to_thread(spoken, tmp_path)))
    await until_said(rung, book, "phone_heard")
    assert len(assistant.record()) == before
    await until_said(rung, book, "phone_heard_paid")
    await rung.press("1")
    await until_said(rung, book, "urgent_paid")
    assert [stage for _, stage in assistant.record()[before:]] == ["paid"]
