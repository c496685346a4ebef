"""Every sentence of a few calls as a sound of its own, so that a test can hear which sentence was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.phone.book import Book
from bot.phone.listing import fixed_prompts, replies
from bot.voice.cases import urgent, verdicts
from bot.voice.sentences import sentence_key, spoken_sentences
from bot.voice.store import RECORDED, Store
from db.files import CONTENT, read_yaml
from db.from_files import knowledge_from_files
from telephone.core.frames import write_wav
from tests.telephone.signals import speechlike

SECONDS = 0.8  # the machine says them fast: a whole menu in six


def content_book() -> Book:
    """Return the words of the files, as the edge has them in tests."""
    return Book(knowledge_from_files(), read_yaml(CONTENT / "kiosk.yml")["kiosk"], synthetic=False)


def signal(sentence: str) -> list[bytes]:
    """Return the sound that stands for a sentence."""
    return speechlike(SECONDS, int(sentence_key(sentence)[:8], 16))


def signals(prompts: Iterable[str]) -> list[list[bytes]]:
    """Return the sounds of prompts, sentence by sentence."""
    return [signal(sentence) for prompt in prompts for sentence in spoken_sentences(prompt)]


def record_all(folder: Path, book: Book, *types: str) -> None:
    """Put a recording of every fixed sentence, the urgent lane and the verdicts of these types into a voice folder."""
    keys: list[str] = []
    (folder / RECORDED).mkdir(parents=True, exist_ok=True)
    for prompt in _prompts(book, types):
        for sentence in spoken_sentences(prompt):
            file = folder / RECORDED / f"{sentence_key(sentence)}.wav"
            if not file.is_file():
                file.write_bytes(write_wav(signal(sentence)))
                keys.append(file.stem)
    Store(folder).write_wanted(keys)


def _prompts(book: Book, types: tuple[str, ...]) -> Iterator[str]:
    yield from fixed_prompts(book)
    told = [*urgent(book.knowledge), *(one for name in types for one in verdicts(book.knowledge.scripts[name]))]
    for passage in replies(book, told):
        yield from passage.prompts
