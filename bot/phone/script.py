"""`python -m bot phone --script`: the whole call as text, for staff to read."""

from __future__ import annotations

from collections.abc import Iterator

from bot.phone.book import Book
from bot.phone.listing import Passage, confirmations, fixed, menus, replies
from bot.reply.render.phone import seconds
from bot.triage.question import MAX_QUESTIONS
from bot.voice import cases
from db.knowledge import ScriptWords

GIVEN = "……"  # stands for what belongs to one caller and is left out in the handset


def script(book: Book, only: str = "", every: bool = False) -> Iterator[str]:
    """Yield the lines of the whole call.

    Args:
        book: all words.
        only: id of a scam: what is said of it, and nothing else.
        every: with the words for every group, helper and stage; otherwise the main words of each scam.
    """
    if only:
        yield from _part(f"说给 {book.knowledge.scripts[only].name}", of_type(book, book.knowledge.scripts[only]))
        return
    for title, passages in parts(book, every):
        yield from _part(title, passages)
    yield f"\n最长的一路，从接通到听完建议：约 {longest(book):.0f} 秒（每一层菜单都听完才按键）"


def parts(book: Book, every: bool = True) -> Iterator[tuple[str, Iterator[Passage]]]:
    """Yield every part of the call."""
    knowledge = book.knowledge
    yield "一　每个电话都有的话", fixed(book)
    yield "二　菜单（触摸屏上的图，同一棵树）", menus(book)
    yield "三　自己说完以后的核对", confirmations(book)
    yield "四　按 9、按 8、想不开", replies(book, cases.urgent(knowledge))
    yield f"五　追问（最多 {MAX_QUESTIONS} 句）", replies(book, cases.questions(knowledge))
    for found in knowledge.scripts.values():
        yield f"六　{found.name}", of_type(book, found) if every else main_of_type(book, found)
    yield "七　别的话", replies(book, cases.talk(knowledge))


def of_type(book: Book, found: ScriptWords) -> Iterator[Passage]:
    """Yield everything that is said of one scam."""
    yield from replies(book, cases.verdicts(found))
    yield from replies(book, cases.of_type(found))


def main_of_type(book: Book, found: ScriptWords) -> Iterator[Passage]:
    """Yield what is said of one scam to somebody of no group: the verdict and what its keys lead to."""
    yield from replies(book, list(cases.verdicts(found))[:1])
    plain = (one for one in cases.of_type(found) if not (one["case"].get("group") or one["case"].get("helper")))
    yield from replies(book, (one for one in plain if one["step"]["kind"] in _MAIN))


_MAIN = ("tell", "urgent")


def longest(book: Book) -> float:
    """Return the seconds of the longest way from the first word to the end of the first advice."""
    deepest = max(_paths(book))
    questions = sorted((_seconds(one) for one in replies(book, cases.questions(book.knowledge))), reverse=True)
    advice = max(
        _seconds(one) for found in book.knowledge.scripts.values() for one in replies(book, cases.verdicts(found))
    )
    greeting = sum(map(seconds, book.greeting()))
    return greeting + deepest + sum(questions[:MAX_QUESTIONS]) + advice


def _paths(book: Book, path: str = "") -> Iterator[float]:
    """Yield the seconds of the menus on the way to each picture that says something."""
    here = sum(map(seconds, book.menu(path).prompts))
    options = (book.picture(path) or {}).get("options") if path else book.pictures
    for n, option in enumerate(options or ()):
        if "options" in option:
            yield from (here + below for below in _paths(book, f"{path}.{n}" if path else str(n)))
        else:
            yield here


def _seconds(passage: Passage) -> float:
    return sum(map(seconds, passage.prompts))


def _part(title: str, passages: Iterator[Passage]) -> Iterator[str]:
    yield f"\n━━ {title}"
    seen: set[tuple[str, ...]] = set()
    for passage in passages:
        if passage.prompts in seen:
            continue
        seen.add(passage.prompts)
        yield f"\n  【{passage.title}】约 {_seconds(passage):.0f} 秒"
        yield from (f"    {prompt.replace(cases.HOLE, GIVEN)}" for prompt in passage.prompts)
        yield from (f"      {key} → {goal}" for key, goal in passage.keys)
