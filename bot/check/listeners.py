"""Words fit for who hears them: short clauses for old people, a trusted adult first for children."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.check.content import Content, list_path, script_path
from bot.check.lines import clauses
from bot.check.problems import Problem, shorten

ELDER_CLAUSE = 15
_ELDER_FIELDS = {"signals": "question_elder", "answers": "elder", "wordings": "elder"}
_ELDERLY = ("elderly", "left_behind_elderly")
_ADULT = re.compile(
    r"(?:告诉|找|叫|喊|问|跟|和|去找|拿给|交给|讲给|说给|让)[^。！？]{0,8}(?:大人|爸|妈|家长|老师|爷爷|奶奶|姥|家里人|家人)"
)
_BANK_APP = re.compile(r"手机银行|网上银行|网银|银行\s?app|转账", re.IGNORECASE)
_NOT = re.compile(r"(?:别|不要|不用|不能|不许|不拿|不碰)[^，。！？]*$")


def check_scripts(content: Content) -> Iterator[Problem]:
    """Yield advice to old people that is too long, and to children that leaves the adult out."""
    for stem, script in content.scripts.items():
        spoken = script.get("for_elder")
        for name, text in spoken.items() if isinstance(spoken, dict) else ():
            yield from _long_clauses(script_path(stem), f"for_elder {name}", str(text))
        groups = script.get("groups")
        for group, advice in groups.items() if isinstance(groups, dict) else ():
            words = advice if isinstance(advice, dict) else {}
            for name, text in words.items():
                place = f"groups {group} {name}"
                if group in _ELDERLY:
                    yield from _long_clauses(script_path(stem), place, str(text))
                elif group == "minor" and name == "warning":
                    yield from _for_minor(script_path(stem), place, str(text))


def check_lists(content: Content) -> Iterator[Problem]:
    """Yield the old people's version of a question, answer or wording that is too long."""
    for name, field in _ELDER_FIELDS.items():
        for item in content.lists.get(name, ()):
            yield from _long_clauses(list_path(name), f"{item.get('id')} 的 {field}", str(item.get(field) or ""))


def _long_clauses(path: str, place: str, text: str) -> Iterator[Problem]:
    for clause in clauses(text):
        if len(clause) > ELDER_CLAUSE:
            yield Problem(
                path,
                f"{place}「{shorten(clause)}」一口气 {len(clause)} 个字，老人听不住。拆短到 {ELDER_CLAUSE} 个字以内。",
            )


def _for_minor(path: str, place: str, text: str) -> Iterator[Problem]:
    if not _ADULT.search(text):
        yield Problem(path, f"{place}「{shorten(text)}」没叫孩子去找大人。先写告诉爸妈、老师或别的信得过的大人。")
    for match in _BANK_APP.finditer(text):
        if not _NOT.search(text[: match.start()]):
            yield Problem(path, f"{place} 里的「{match.group()}」：不能叫孩子自己去操作银行软件，改成让大人来办。")
