"""Fields, types and lengths, by the JSON schemas in db/content/schema; ids and file names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from bot.check.content import LISTS, PLAIN_LISTS, Content, as_list, list_path, script_path
from bot.check.lines import place_of
from bot.check.problems import Problem, shorten

_TYPES = {
    "string": "一段文字",
    "array": "一个列表",
    "object": "「名字: 内容」",
    "boolean": "true 或 false",
    "number": "一个数",
}


def check_scripts(content: Content) -> Iterator[Problem]:
    """Yield what is wrong with the form of each script."""
    for stem, script in content.scripts.items():
        path = script_path(stem)
        for error in errors(script, content.schemas.get("script")):
            yield Problem(path, f"{place_of(tuple(error.absolute_path))} {say(error)}".strip())
        yield from _check_names(path, stem, script, content)


def _check_names(path: str, stem: str, script: dict[str, Any], content: Content) -> Iterator[Problem]:
    if script.get("id") != stem:
        yield Problem(path, f"id 写的是 {script.get('id')}，要和文件名 {stem} 一样。")
    entry = content.types.get(stem)
    if entry is None:
        yield Problem(path, f"{stem} 不在 catalogue.yml 的类型里。文件名要用那里面的 id。")
    elif script.get("name") != entry.get("name"):
        yield Problem(
            path, f"name 写的是「{script.get('name')}」，要和 catalogue.yml 里的「{entry.get('name')}」一样。"
        )
    first = str(next(iter(as_list(script.get("if_paid"))), ""))
    if "110" not in first:
        yield Problem(path, f"if_paid 第 1 条「{shorten(first)}」没提 110。钱已经转出去时，第一句要叫人马上打 110。")


def check_lists(content: Content) -> Iterator[Problem]:
    """Yield what is wrong with the form of the list files, and ids that stand twice."""
    for name in (*LISTS, *PLAIN_LISTS):
        items = content.lists.get(name, [])
        for error in errors(items, content.schemas.get(name)):
            yield Problem(list_path(name), f"{_list_place(items, tuple(error.absolute_path))} {say(error)}".strip())
        for item_id, count in Counter(str(item["id"]) for item in items if "id" in item).items():
            if count > 1:
                yield Problem(list_path(name), f"id {item_id} 出现了 {count} 次。每个 id 只能用一次，改掉重复的。")


def errors(value: Any, schema: dict[str, Any] | None) -> Iterator[ValidationError]:
    """Yield where a value does not fit its schema."""
    if schema:
        yield from Draft202012Validator(schema).iter_errors(value)


def _list_place(items: list[dict[str, Any]], steps: tuple[str | int, ...]) -> str:
    if not steps or not isinstance(steps[0], int):
        return place_of(steps)
    return f"{items[steps[0]].get('id', place_of(steps[:1]))} 的 {place_of(steps[1:])}"


def say(error: ValidationError) -> str:
    """Return in Chinese what a schema error means, with the remedy."""
    value: Any = error.instance
    limit: Any = error.validator_value
    form: Any = error.schema
    told: dict[str, Callable[[], str]] = {
        "required": lambda: f"缺少 {'、'.join(key for key in limit if key not in value)}，补上。",
        "additionalProperties": lambda: f"有不认识的字段：{_strangers(error)}。看看是不是拼错了，多余的删掉。",
        "maxLength": lambda: f"「{shorten(value)}」有 {len(value)} 个字，最多 {limit} 个。删短一些。",
        "minLength": lambda: f"「{shorten(value)}」只有 {len(value)} 个字，至少 {limit} 个。写完整。",
        "minItems": lambda: f"只有 {len(value)} 条，至少要 {limit} 条。",
        "maxItems": lambda: f"有 {len(value)} 条，最多 {limit} 条。留最要紧的。",
        "minProperties": lambda: f"只有 {len(value)} 项，至少要 {limit} 项。",
        "maxProperties": lambda: f"有 {len(value)} 项，最多 {limit} 项。留最要紧的。",
        "uniqueItems": lambda: "有两条一样，删掉一条。",
        "type": lambda: f"要写成{_TYPES.get(str(limit), limit)}，现在是「{shorten(str(value))}」。",
        "enum": lambda: f"「{value}」不在可用的名字里：{'、'.join(map(str, limit))}。",
        "maximum": lambda: f"是 {value}，不能大于 {limit}。",
        "exclusiveMinimum": lambda: f"是 {value}，要大于 {limit}。",
        "oneOf": lambda: f"{form.get('why', '几种写法里只能用一种')}。",
        "pattern": lambda: f"「{shorten(value)}」{form.get('why', '写法不对')}。",
    }
    return told[str(error.validator)]() if error.validator in told else f"不合要求：{shorten(error.message)}"


def _strangers(error: ValidationError) -> str:
    form: Any = error.schema
    value: Any = error.instance
    return "、".join(str(key) for key in value if key not in form.get("properties", {}))
