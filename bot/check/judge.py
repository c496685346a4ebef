"""judge.yml: its form, names that stand twice, domains that nobody can own; and a wording for every reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from bot.check.content import Content, as_list, list_path
from bot.check.lines import place_of
from bot.check.problems import Problem
from bot.check.schema import errors, say
from bot.judge.judgement import REASONS
from bot.judge.rules import within
from bot.judge.suffixes import split

PATH = "db/content/judge.yml"
MOST_LINE = 30  # characters: a line stands behind the name of what it is about
_OWNED_BY_THE_STATE = frozenset({"gov.cn"})  # an ending that only the state gives out


def check(content: Content) -> Iterator[Problem]:
    """Yield everything wrong with the lists that links and numbers are compared with."""
    if not content.was_read(PATH):
        return
    found = [
        Problem(PATH, f"{place_of(tuple(error.absolute_path))} {say(error)}".strip())
        for error in errors(content.judge, content.schemas.get("judge"))
    ]
    yield from found
    if not found:
        yield from _check_domains(content.judge)
        yield from _check_words(content.judge)


def _check_domains(judge: dict[str, Any]) -> Iterator[Problem]:
    official = [domain for brand in judge["brands"] for domain in brand["domains"]]
    for domain, count in Counter(official).items():
        if count > 1:
            yield Problem(PATH, f"{domain} 出现了 {count} 次。一个域名只归一家，删掉多的。")
    for domain in (*official, *judge["shorteners"]):
        if domain not in _OWNED_BY_THE_STATE and not split(domain).registered:
            yield Problem(PATH, f"{domain} 谁都能在它下面注册，不是哪一家的。写完整的域名。")
    for domain in judge["shorteners"]:
        if within(domain, official):
            yield Problem(PATH, f"短网址 {domain} 也写在 brands 里。只留一处：看不出去哪的，留在 shorteners。")


def _check_words(judge: dict[str, Any]) -> Iterator[Problem]:
    words = Counter(word for brand in judge["brands"] for word in brand["words"])
    for word, count in words.items():
        if count > 1:
            yield Problem(PATH, f"words 里的 {word} 出现了 {count} 次。一个名字只归一家，删掉多的。")


def check_wordings(content: Content) -> Iterator[Problem]:
    """Yield reasons that nothing can be said for, and lines that are no short line."""
    path = list_path("wordings")
    if not content.was_read(path):
        return
    wordings = {str(item.get("id")): item for item in as_list(content.lists.get("wordings"))}
    for reason in REASONS:
        item = wordings.get(f"judge_{reason}")
        if item is None:
            yield Problem(path, f"判断链接和号码的理由 judge_{reason} 没有话可说。补上这一条。")
            continue
        for key in ("text", "elder"):
            line = str(item.get(key) or "")
            if "\n" in line.strip() or len(line) > MOST_LINE:
                yield Problem(path, f"judge_{reason} 的 {key} 要在一行以内、{MOST_LINE} 个字以内。删短一些。")
