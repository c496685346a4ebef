"""All content in memory, read leniently: a broken file is a problem, not the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import yaml

from bot.check.problems import Problem
from db.files import ContentError, read_example_file, read_yaml

SCAMS = "db/content/scams"
SCHEMAS = "db/content/schema"
FORBIDDEN = f"{SCHEMAS}/forbidden.yml"
NLU = "data/nlu"
LISTS = ("signals", "groups", "hotlines", "answers", "wordings", "kiosk")
FIXED_LISTS = ("kiosk",)  # the others lie in the database too, where staff change them
PLAIN_LISTS = ("lookalikes",)  # items without an id
T = TypeVar("T")


@dataclass(frozen=True)
class ExampleLine:
    """One training example and the file it stands in."""

    text: str
    intent: str
    path: str


@dataclass(frozen=True)
class Content:
    """Everything that is checked. Whatever could not be read is empty here and in `unread`.

    Attributes:
        root: the project folder.
        types: catalogue entry of each type, by id.
        scripts: script by file stem.
        lists: items of signals, groups, hotlines, answers, wordings, kiosk, lookalikes as their files have them.
        cues: label → patterns of cues.yml; `channels` and `moves` likewise.
        examples: the training examples.
        intents: the intents of domain.yml.
        judge: judge.yml, as it is.
        schemas: JSON schema by the name of what it describes.
        forbidden: forbidden.yml, as it is.
        unread: what could not be read.
    """

    root: Path
    types: dict[str, dict[str, Any]] = field(default_factory=dict)
    scripts: dict[str, dict[str, Any]] = field(default_factory=dict)
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    cues: dict[str, list[str]] = field(default_factory=dict)
    channels: dict[str, list[str]] = field(default_factory=dict)
    moves: dict[str, list[str]] = field(default_factory=dict)
    examples: tuple[ExampleLine, ...] = ()
    intents: tuple[str, ...] = ()
    judge: dict[str, Any] = field(default_factory=dict)
    schemas: dict[str, dict[str, Any]] = field(default_factory=dict)
    forbidden: dict[str, Any] = field(default_factory=dict)
    unread: tuple[Problem, ...] = ()

    def ids(self, name: str) -> frozenset[str]:
        """Return the ids of one of `LISTS`."""
        return frozenset(str(item.get("id")) for item in self.lists.get(name, ()))

    def was_read(self, path: str) -> bool:
        """Whether a file could be read; where not, what refers to it is not reported again."""
        return all(problem.path != path for problem in self.unread)

    def alone(self, script: dict[str, Any]) -> Content:
        """Return a content whose only script is this one, with all else to refer to."""
        return replace(self, scripts={str(script.get("id")): script})


def as_list(value: Any) -> list[Any]:
    """Return the value if it is a list, else an empty one: its form is the schema's business."""
    return value if isinstance(value, list) else []


def script_path(script_id: str) -> str:
    """Return where the script of a type stands."""
    return f"{SCAMS}/{script_id}.yml"


def list_path(name: str) -> str:
    """Return where one of `LISTS` or `PLAIN_LISTS` stands."""
    return f"db/content/{name}.yml"


class _Reader:
    """Reads file after file and keeps what went wrong."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.unread: list[Problem] = []

    def try_read(self, path: str, read: Callable[[Path], T], empty: T) -> T:
        try:
            return read(self.root / path)
        except (ContentError, UnicodeDecodeError) as error:
            self.unread.append(Problem(path, explain(error)))
            return empty

    def failed(self, path: str) -> bool:
        return any(problem.path == path for problem in self.unread)

    def mapping(self, path: str) -> dict[str, Any]:
        data = self.try_read(path, read_yaml, None)
        if isinstance(data, dict):
            return data
        if not self.failed(path):
            self.unread.append(Problem(path, "文件是空的，或者不是「名字: 内容」的写法。照别的同类文件的样子写。"))
        return {}

    def items(self, path: str, key: str) -> list[dict[str, Any]]:
        listed = self.mapping(path).get(key)
        if isinstance(listed, list) and all(isinstance(item, dict) for item in listed):
            return listed
        if not self.failed(path):
            self.unread.append(Problem(path, f"缺少名为 {key} 的列表，或列表里有一条没有写成「名字: 内容」。"))
        return []


def explain(error: Exception) -> str:
    """Return in Chinese why a file could not be read, with the remedy."""
    if isinstance(error, UnicodeDecodeError):
        return "不是 UTF-8 编码。用编辑器打开，另存为 UTF-8。"
    cause = error.__cause__
    if isinstance(cause, FileNotFoundError):
        return "文件不见了。把它放回来，名字不要改。"
    if isinstance(cause, yaml.YAMLError):
        mark = getattr(cause, "problem_mark", None)
        where = f"第 {mark.line + 1} 行附近" if mark else "某一行"
        return f"{where}写法不对，读不出来。看看缩进齐不齐、冒号后有没有空格、引号成不成对。"
    return f"读不出来（{error}）。照别的同类文件的样子写。"


def _named_lists(data: dict[str, Any], key: str) -> dict[str, list[str]]:
    named = data.get(key)
    if not isinstance(named, dict):
        return {}
    return {str(name): [str(item) for item in listed or ()] for name, listed in named.items()}


def _examples(path: Path) -> list[ExampleLine]:
    return [ExampleLine(row.values["text"], row.values["intent"], row.path) for row in read_example_file(path)]


def _read_examples(reader: _Reader) -> tuple[ExampleLine, ...]:
    found: list[ExampleLine] = []
    for file in sorted((reader.root / NLU).rglob("*.yml")):
        path = file.relative_to(reader.root).as_posix()
        empty: list[ExampleLine] = []
        found += [replace(line, path=path) for line in reader.try_read(path, _examples, empty)]
    return tuple(found)


def read_content(root: Path) -> Content:
    """Read all content below the project folder; never raises for a broken file."""
    reader = _Reader(root)
    fixed = _read_fixed(reader, (*LISTS, *PLAIN_LISTS))
    scripts = {file.stem: reader.mapping(script_path(file.stem)) for file in sorted((root / SCAMS).glob("*.yml"))}
    return replace(
        fixed,
        scripts={name: script for name, script in scripts.items() if script},
        examples=_read_examples(reader),
        unread=tuple(reader.unread),
    )


def read_fixed(root: Path) -> Content:
    """Read only what staff cannot change: the rest lies in the database."""
    reader = _Reader(root)
    return replace(_read_fixed(reader, (*FIXED_LISTS, *PLAIN_LISTS)), unread=tuple(reader.unread))


def _read_fixed(reader: _Reader, lists: tuple[str, ...]) -> Content:
    catalogue = reader.items("db/content/catalogue.yml", "types")
    cues = reader.mapping("db/content/cues.yml")
    return Content(
        root=reader.root,
        types={str(entry.get("id")): entry for entry in catalogue},
        lists={name: reader.items(list_path(name), name) for name in lists},
        cues=_named_lists(cues, "cues"),
        channels=_named_lists(cues, "channels"),
        moves=_named_lists(cues, "moves"),
        intents=tuple(str(intent) for intent in reader.mapping("domain.yml").get("intents") or ()),
        judge=reader.mapping("db/content/judge.yml"),
        schemas={name: reader.mapping(f"{SCHEMAS}/{name}.yml") for name in (*LISTS, *PLAIN_LISTS, "script", "judge")},
        forbidden=reader.mapping(FORBIDDEN),
    )
