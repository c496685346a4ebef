"""The console on the real content with a few examples, for the pages that publish them."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from db.example_changes import ExampleText
from db.files import CONTENT, read_content
from db.loader import load_rows
from db.models import Base, Example
from db.session import make_engine, transaction
from tests.fakes.console import Desk, open_desk

TYPE = "brushing_task"
HOSTILE = '<script>alert(1)</script>他叫我点"赞"'


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database file with all words and 30 examples."""
    folder: Path = tmp_path_factory.mktemp("stocked")
    engine = make_engine(f"sqlite:///{folder / 'assistant.db'}")
    Base.metadata.create_all(engine)
    texts = [HOSTILE, "100%能提现吗", *(f"群里叫我做第{n}单，做完才给结" for n in "一二三四五六七八九十")]
    with transaction(engine) as session:
        load_rows(session, list(read_content(CONTENT, folder / "no_examples")))
        for text in texts:
            one = ExampleText(text, f"scam/{TYPE}")
            session.add(Example(id=one.id, text=one.text, intent=one.intent, register="plain"))
        one = ExampleText("今天买菜扫码便宜两块", "ordinary", "own_money")
        session.add(Example(id=one.id, text=one.text, intent=one.intent, register=one.register, stage="none"))
    engine.dispose()
    return folder / "assistant.db"


@pytest_asyncio.fixture
async def desk(stocked: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    """Start the console on a copy of it."""
    shutil.copyfile(stocked, tmp_path / "assistant.db")
    async with open_desk(tmp_path, model_dir=str(tmp_path / "models")) as opened:
        yield opened
