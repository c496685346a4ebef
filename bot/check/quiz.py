"""The quiz items: enough, half of them harmless, fit for their group, and nothing in them that could be used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rapidfuzz import fuzz, process

from bot.check.advice import Rule, compile_rules
from bot.check.content import Content
from bot.check.drills import as_words, cues_of
from bot.check.lines import place_of, sentences
from bot.check.numbers import links, strange_numbers
from bot.check.problems import Problem, shorten
from bot.check.schema import errors, say
from bot.drill.choose import MINOR, allowed
from db.files import ContentError, read_yaml

FOLDER = "db/content/quiz"
SCHEMA = "db/content/schema/quiz.yml"
MEASURED = "data/regression"
LEAST = 60
LIKENESS = 90.0  # of 100
Items = list[dict[str, Any]]


def check(content: Content) -> Iterator[Problem]:
    """Yield everything wrong with the quiz."""
    files: dict[str, Items] = {}
    for file in sorted((content.root / FOLDER).glob("*.yml")):
        path = f"{FOLDER}/{file.name}"
        try:
            listed = list(read_yaml(file)["quiz"])
            yield from _form(path, listed, read_yaml(content.root / SCHEMA))
            files[file.stem] = [one for one in listed if isinstance(one, dict)]
        except (ContentError, KeyError, TypeError) as error:
            yield Problem(path, f"读不出名为 quiz 的列表（{type(error).__name__}）。照别的题目文件的样子写。")
    if content.was_read("db/content/groups.yml"):
        for group in sorted(content.ids("groups") ^ files.keys()):
            yield Problem(FOLDER, f"{group}：人群和题目文件对不上。groups.yml 里有几类人，这里就要有几个同名文件。")
    if sum(map(len, files.values())) < LEAST:
        yield Problem(FOLDER, f"一共 {sum(map(len, files.values()))} 题，至少要 {LEAST} 题。")
    rules = compile_rules(content.forbidden)
    for group, items in files.items():
        yield from _group(f"{FOLDER}/{group}.yml", group, items, content, rules)
    yield from _alike(files, content)


def _form(path: str, items: Items, schema: dict[str, Any]) -> Iterator[Problem]:
    for error in errors(items, schema):
        yield Problem(path, f"{place_of(tuple(error.absolute_path))} {say(error)}".strip())


def _group(path: str, group: str, items: Items, content: Content, rules: list[Rule]) -> Iterator[Problem]:
    scams = sum(bool(item.get("scam")) for item in items)
    if abs(2 * scams - len(items)) > 1:
        yield Problem(path, f"{len(items)} 题里 {scams} 题是骗局。一半真骗局、一半平常消息，才练得出分寸。")
    for number, item in enumerate(items, 1):
        name = str(item.get("id"))
        if name != f"{group}_{number}":
            yield Problem(path, f"第 {number} 题的 id 写的是 {name}，要写成 {group}_{number}。")
        yield from _words(path, item, content, rules)
        yield from _kind(path, group, item, content)


def _words(path: str, item: dict[str, Any], content: Content, rules: list[Rule]) -> Iterator[Problem]:
    name, known = str(item.get("id")), content.ids("hotlines")
    for field in ("text", "why"):
        text = str(item.get(field) or "")
        for found in (*strange_numbers(text, known), *links(text)):
            yield Problem(path, f"{name} 的 {field} 里有「{found}」：题里也不能有能打通的号码、能点开的网址。删掉。")
    for sentence in sentences(str(item.get("why") or "")):
        for rule in rules:
            words = rule.find(sentence)
            if words is not None:
                yield Problem(path, f"{name} 的 why「{shorten(sentence)}」里的「{words}」：{rule.why}")


def _kind(path: str, group: str, item: dict[str, Any], content: Content) -> Iterator[Problem]:
    name, type_id, cues = str(item.get("id")), str(item.get("type") or ""), cues_of(content.root)
    if bool(item.get("scam")) != bool(type_id):
        yield Problem(path, f"{name}：骗局要写 type，平常消息不写。")
    elif type_id and content.types and type_id not in content.types:
        yield Problem(path, f"{name} 的 type 写的 {type_id} 不在 catalogue.yml 里。改成那里的 id。")
    script = content.scripts.get(type_id)
    if group == MINOR and cues and script and not allowed(as_words(script), MINOR, "", cues):
        yield Problem(path, f"{name}：{type_id} 不给未成年人看。换一种骗局。")


def _alike(files: dict[str, Items], content: Content) -> Iterator[Problem]:
    """Yield items that stand twice, and those taken from the sentences that recognition is measured with."""
    texts = [
        (group, str(item.get("id")), str(item.get("text") or "")) for group, items in files.items() for item in items
    ]
    measured = [str(line) for line in _measured(content)]
    for at, (group, name, text) in enumerate(texts):
        others = [other for _, _, other in texts[at + 1 :]]
        for found, score, _ in process.extract(text, others, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=1):
            yield Problem(
                f"{FOLDER}/{group}.yml", f"{name} 和另一题「{shorten(found)}」有 {score:.0f} 分像。改掉一题。"
            )
        if process.extractOne(text, measured, scorer=fuzz.ratio, score_cutoff=LIKENESS):
            yield Problem(f"{FOLDER}/{group}.yml", f"{name} 和 {MEASURED} 里的一句一样：那里的句子只用来测量。换一条。")


def _measured(content: Content) -> Iterator[str]:
    for file in sorted((content.root / MEASURED).rglob("*.yml")):
        try:
            data = read_yaml(file)
        except ContentError:
            continue  # bot.check.measured says so
        yield from _strings(data)


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield from (line.strip().removeprefix("- ") for line in data.splitlines() if line.strip())
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)
