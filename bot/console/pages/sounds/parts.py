"""Which sentences there are, part by part, and who says each. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.phone.book import Book
from bot.reply.render.phone import seconds
from bot.voice.script import Line, lines_of
from bot.voice.store import Store

NAMES = {
    "phone": "每个电话都有的话",
    "urgent": "急的时候：钱转了、正在催、想不开",
    "question": "追问",
    "talk": "问候和别的话",
    "kiosk": "触摸屏上的话",
}
SAYS = {"recorded": "真人录音", "synthetic": "机器合成", "missing": "还没有声音"}
STATES = {"": "全部", **SAYS}


@dataclass(frozen=True)
class Sentence:
    """One sentence: its words, who says it, and how long it takes."""

    key: str
    text: str
    state: str
    seconds: float


def names(book: Book) -> dict[str, str]:
    """Return every part by id: the fixed ones, then every scam."""
    return {**NAMES, **{script.id: script.name for script in book.knowledge.scripts.values()}}


def sentences(part: str, book: Book, store: Store, state: str = "", search: str = "") -> list[Sentence]:
    """Return the sentences of a part that fit; an unknown part has none."""
    if part not in names(book) or not book.knowledge.wordings:
        return []
    found = (_sentence(line, store) for line in lines_of(part, book))
    wanted = "".join(search.split())
    return [one for one in found if state in ("", one.state) and wanted in "".join(one.text.split())]


def sentence(part: str, key: str, book: Book, store: Store) -> Sentence | None:
    """Return one sentence, None where the part does not hold it."""
    return next((one for one in sentences(part, book, store) if one.key == key), None)


def _sentence(line: Line, store: Store) -> Sentence:
    return Sentence(line.key, line.text, store.status(line.key), round(seconds(line.text), 1))


def does_not_fit(taken: float, text: str) -> str:
    """Return what is odd about a recording of this length for these words, empty where nothing is."""
    about = seconds(text)
    if about * 0.35 - 0.5 <= taken <= about * 2.5 + 2:
        return ""
    return f"录音有 {taken:.1f} 秒，这句话念下来大约 {about:.1f} 秒。看看是不是选错了文件。"
