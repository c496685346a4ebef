"""Content files read into rows. One place knows where content lives on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from db.models import Answer, Example, Group, Hotline, Script, Signal, Wording

CONTENT = Path(__file__).resolve().parent / "content"
EXAMPLES = CONTENT.parent.parent / "data" / "nlu"
COLUMNS = ("id", "name", "summary", "sensitive", "signals")
EXAMPLE_METADATA = ("register", "variant", "stage")
EXAMPLE_COLUMNS = ("intent", "text", *EXAMPLE_METADATA)


class ContentError(ValueError):
    """A content file that cannot be read; the message names file and place."""


@dataclass(frozen=True)
class ContentRow:
    """One row as its file has it."""

    model: type[Any]
    id: str
    values: dict[str, Any]
    path: str


def read_yaml(path: Path) -> Any:
    """Read one YAML file, dates as text.

    Raises:
        ContentError: the file is missing or is no YAML; names the line.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_TextLoader)  # noqa: S506 - a SafeLoader
    except FileNotFoundError as error:
        raise ContentError(f"{path}: file is missing") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f":{mark.line + 1}" if mark else ""
        raise ContentError(f"{path}{where}: not valid YAML: {getattr(error, 'problem', error)}") from error


class _TextLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # libyaml: ten times faster
    """YAML without dates: 2026-11-23 stays text, as JSON columns need it."""


_TextLoader.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def digest(values: dict[str, Any]) -> str:
    """Return a digest of a row's content that does not depend on key order."""
    return hashlib.sha256(repr(_canonical(values)).encode()).hexdigest()


def _canonical(value: Any) -> Any:
    if isinstance(value, dict):
        return sorted((str(key), _canonical(item)) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return [_canonical(item) for item in value]
    return value


def _listed(path: Path, key: str) -> list[dict[str, Any]]:
    data = read_yaml(path)
    if not isinstance(data, dict) or not isinstance(data.get(key), list):
        raise ContentError(f"{path}: must hold a list named {key!r}")
    for number, item in enumerate(data[key]):
        if not isinstance(item, dict) or "id" not in item:
            raise ContentError(f"{path}: {key}[{number}]: has no id")
    items: list[dict[str, Any]] = data[key]
    return items


def catalogue(content: Path = CONTENT) -> list[dict[str, Any]]:
    """Return the 64 types in their order, each with `family_name`."""
    data = read_yaml(content / "catalogue.yml")
    families = data["families"]
    return [{**item, "family_name": families[item["family"]]["name"]} for item in data["types"]]


def _scripts(content: Path) -> Iterator[ContentRow]:
    for position, entry in enumerate(catalogue(content)):
        path = content / "scams" / f"{entry['id']}.yml"
        data = read_yaml(path)
        if not isinstance(data, dict) or data.get("id") != entry["id"]:
            raise ContentError(f"{path}: id must be {entry['id']!r}")
        values = {
            "position": position,
            "family": entry["family"],
            "family_name": entry["family_name"],
            "national": entry["national"],
            "name": entry["name"],
            "summary": data.get("summary", ""),
            "sensitive": bool(data.get("sensitive")),
            "words": {key: value for key, value in data.items() if key not in COLUMNS},
            "signals": {key: float(value) for key, value in (data.get("signals") or {}).items()},
        }
        yield ContentRow(Script, entry["id"], values, str(path))


def _simple(content: Path) -> Iterator[ContentRow]:
    """Yield the rows of the list files: each column by name, all else into `words`."""
    files: tuple[tuple[str, str, type[Any], tuple[str, ...]], ...] = (
        ("signals.yml", "signals", Signal, ("name", "patterns", "question", "question_elder")),
        ("groups.yml", "groups", Group, ("name", "cues")),
        ("hotlines.yml", "hotlines", Hotline, ("name",)),
        ("answers.yml", "answers", Answer, ("title",)),
        ("wordings.yml", "wordings", Wording, ()),
    )
    for name, key, model, columns in files:
        for position, item in enumerate(_listed(content / name, key)):
            values: dict[str, Any] = {"position": position, **{column: item.get(column, "") for column in columns}}
            if model is not Signal:
                values["words"] = {k: v for k, v in item.items() if k not in ("id", *columns)}
            yield ContentRow(model, str(item["id"]), values, f"{content / name}: {item['id']}")


def example_id(text: str) -> str:
    """Return the id of an example: two examples never share a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def read_example_file(path: Path) -> Iterator[ContentRow]:
    """Yield every training example of one Rasa NLU file.

    Raises:
        ContentError: the file is not in the expected form; names it.
    """
    data = read_yaml(path)
    blocks = data.get("nlu") if isinstance(data, dict) else None
    if not isinstance(blocks, list) or not all(isinstance(block, dict) and "intent" in block for block in blocks):
        raise ContentError(f"{path}: must hold a list named 'nlu', each item with an intent")
    for block in blocks:
        meta = block.get("metadata") or {}
        for line in str(block.get("examples", "")).splitlines():
            text = line.strip().removeprefix("- ").strip()
            if text:
                told = {name: meta.get(name, "") for name in EXAMPLE_METADATA}
                values = {"intent": block["intent"], "text": text, **told}
                yield ContentRow(Example, example_id(text), values, str(path))


def read_examples(folder: Path = EXAMPLES) -> Iterator[ContentRow]:
    """Yield every training example of the Rasa NLU files below `folder`.

    Raises:
        ContentError: a file is not in the expected form; names it.
    """
    for path in sorted(folder.rglob("*.yml")):
        yield from read_example_file(path)


def read_words(content: Path = CONTENT) -> Iterator[ContentRow]:
    """Yield every row but the examples, parents before children."""
    yield from _simple(content)
    yield from _scripts(content)


def read_content(content: Path = CONTENT, examples: Path = EXAMPLES) -> Iterator[ContentRow]:
    """Yield every row of content, parents before children."""
    yield from read_words(content)
    yield from read_examples(examples)
