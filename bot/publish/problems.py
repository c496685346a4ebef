"""What would be wrong if a draft were published: the validator of `make check`, for one item.

Quick enough to run while somebody types: what does not depend on the item is not
looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from bot.check import advice, coverage, dates, judge, lookalikes, moulds, named, numbers, patterns, references, schema
from bot.check.content import Content, list_path, script_path
from bot.check.listeners import check_lists as check_elder_words
from bot.check.problems import Problem, shorten
from bot.check.repeats import check_answers
from bot.check.run import check_script
from bot.check.wordings import BLANKS, check_blanks
from bot.publish.fields import FieldProblem, field_of
from bot.publish.stored import with_item
from db.items import KINDS, Item

Check = Callable[[Content], Iterator[Problem]]
_OF_A_LIST: tuple[Check, ...] = (
    schema.check_lists, check_elder_words, dates.check, numbers.check, named.check, advice.check,
)  # fmt: skip
_OF_ALL_SCRIPTS: tuple[Check, ...] = (references.check_signals, coverage.check, lookalikes.check, moulds.check)
_LONG_NUMBER = re.compile(r"(?<![\d-])\d{5,}(?![\d-])")
_FREE = frozenset({"id", "reviewed", "published", "checked", "from", "until"})  # dates and names, not numbers to call


def item_problems(kind: str, item: Item, content: Content) -> list[FieldProblem]:
    """Return what is wrong with one item, each beside its field.

    Args:
        kind: of the item.
        item: as the draft has it.
        content: everything else as it is published.
    """
    path = script_path(str(item.get("id"))) if kind == "script" else list_path(KINDS[kind].plural)
    known = content.ids("hotlines") | ({str(item.get("id"))} if kind == "hotline" else frozenset())
    before = published(kind, str(item.get("id")), content)
    tolerated = {one.message for one in strange(before, known)} if before else set()
    found = set(check_script(item, content)) if kind == "script" else set(_list_problems(kind, item, content))
    shown = {
        FieldProblem(field_of(problem.message, item), problem.message) for problem in found if problem.path == path
    }
    told = {problem.message for problem in found}
    more = {one for one in strange(item, known) if one.message not in tolerated and not _is_told(one, told)}
    return sorted(shown | more)


def published(kind: str, item_id: str, content: Content) -> Item | None:
    """Return an item as it is published, None where it is new."""
    if kind == "script":
        return content.scripts.get(item_id)
    listed = content.lists.get(KINDS[kind].plural, [])
    return next((one for one in listed if str(one.get("id")) == item_id), None)


def wide_problems(kind: str, item: Item, content: Content) -> list[FieldProblem]:
    """Return what this item would break elsewhere: looked at before publishing, not while typing."""
    if kind not in ("script", "signal", "group"):
        return []
    changed = with_item(content, kind, item)
    before = {str(problem) for check in _OF_ALL_SCRIPTS for problem in check(content)}
    after = (problem for check in _OF_ALL_SCRIPTS for problem in check(changed))
    own = script_path(str(item.get("id")))
    fresh = [problem for problem in after if str(problem) not in before]
    return sorted({_beside(problem, own, item) for problem in fresh})


def _beside(problem: Problem, own: str, item: Item) -> FieldProblem:
    if problem.path == own:
        return FieldProblem(field_of(problem.message, item), problem.message)
    return FieldProblem("", f"{problem.path}：{problem.message}")


def _list_problems(kind: str, item: Item, content: Content) -> Iterator[Problem]:
    """Yield what is wrong with an entry of a list: alone, and beside its neighbours."""
    name = KINDS[kind].plural
    whole = with_item(content, kind, item)
    hotlines = whole.lists.get("hotlines", [])
    schemas = {**whole.schemas, name: _of_any_length(whole.schemas.get(name, {}))}
    alone = replace(whole, scripts={}, lists={"hotlines": hotlines, name: [item]}, schemas=schemas)
    if kind == "hotline":
        alone = replace(alone, lists={name: hotlines})
    for check in _OF_A_LIST:
        yield from (one for one in check(alone) if kind != "hotline" or _is_about(one, item))
    yield from _beside_neighbours(kind, item, content, whole)


def _beside_neighbours(kind: str, item: Item, content: Content, whole: Content) -> Iterator[Problem]:
    checks: tuple[Check, ...] = ()
    if kind in ("signal", "group"):
        checks = (patterns.check,)
    elif kind == "answer":
        checks = (lambda one: check_answers(one.lists.get("answers", ())),)
    elif kind == "wording":
        checks = (judge.check_wordings,)
        words = {key: str(item.get(key) or "") for key in ("id", "text", "elder")}
        yield from check_blanks(list_path("wordings"), words, BLANKS.get(words["id"], frozenset()))
    for check in checks:
        before = set(check(_bare(content, kind, "")))
        yield from (problem for problem in check(_bare(whole, kind, str(item.get("id")))) if problem not in before)


def _bare(content: Content, kind: str, item_id: str) -> Content:
    """Return the content without scripts, and with the patterns of this item alone: compiling all takes long."""
    field, name = {"signal": "patterns", "group": "cues"}.get(kind, ""), KINDS[kind].plural
    listed = content.lists.get(name, [])
    if field:
        listed = [one if one.get("id") == item_id else {**one, field: []} for one in listed]
    return replace(content, scripts={}, cues={}, channels={}, moves={}, lists={**content.lists, name: listed})


def _of_any_length(listed: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in listed.items() if key not in ("minItems", "maxItems")}


def _is_about(problem: Problem, item: Item) -> bool:
    return problem.message.startswith((f"{item.get('id')} 的 ", f"id {item.get('id')} "))


def strange(item: Item, known: frozenset[str]) -> Iterator[FieldProblem]:
    """Yield long numbers that are no hotline and links, in any text at all.

    The validator looks at what residents read. Here the fields that only staff or
    the model see count too: nothing but an admin's hotlines brings in a number.
    """
    for place, text in _texts(item, ""):
        for number in _LONG_NUMBER.findall(text):
            if number not in known:
                yield FieldProblem(
                    place, f"号码「{number}」不在热线里。只有管理员能在热线里加号码；钱数写成「六万二」。"
                )
        for link in numbers.links(text):
            yield FieldProblem(place, f"有网址或邮箱「{shorten(link)}」。删掉，改说在哪个官方App或柜台办。")


def _is_told(one: FieldProblem, told: set[str]) -> bool:
    quoted = re.findall("「([^」]*)」", one.message)
    return any(f"「{quoted[0]}」" in message and ("号码" in message or "网址" in message) for message in told)


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in _FREE:
                yield from _texts(one, f"{place}.{key}" if place else str(key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _texts(one, f"{place}.{number}")
