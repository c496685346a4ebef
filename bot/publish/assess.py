"""`python -m bot assess`: what a resident's first message would get, for many texts.

The edge's `prepare()` and the graph of the trained model with an empty case.
Standard output carries JSON Lines and nothing else.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, cast

from tqdm import tqdm

from bot.absent import LEARNING, go_without
from bot.quiet import hush_rasa
from bot.settings import Settings, load_settings
from bot.text.prepare import prepare
from db.files import CONTENT, read_yaml

FIELDS = ("intent", "type", "ranking", "also", "verdict", "stage", "signals", "model")
BATCH = 16  # texts through the graph at once: the sentence encoder is twice as fast on several
Assess = Callable[..., list[dict[str, Any]]]  # (texts, metadata of each or None) → assessments


def public_numbers() -> frozenset[str]:
    """Return the hotlines, which masking leaves in the text."""
    return frozenset(str(item["id"]) for item in read_yaml(CONTENT / "hotlines.yml")["hotlines"])


def load_assessor(settings: Settings) -> Assess:
    """Return a function from texts, with metadata as the door adds it, to assessments by the model in place.

    Raises:
        FileNotFoundError: there is no model yet; names the remedy.
    """
    return assessor_of(settings.model)


def assessor_of(model: Path) -> Assess:
    """Return what `load_assessor` does, by any model file.

    Raises:
        FileNotFoundError: there is no such model; names the remedy.
    """
    if not model.exists():
        raise FileNotFoundError(f"{model} is missing: run `make train` first")
    go_without(LEARNING)
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage
    from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
    from rasa.shared.core.trackers import DialogueStateTracker

    hush_rasa()
    processor = Agent.load(str(model)).processor
    if processor is None:
        raise RuntimeError(f"{model} could not be loaded: run `python -m bot train --force`")
    keep = public_numbers()
    runner, target = processor.graph_runner, processor.model_metadata.nlu_target
    nobody = DialogueStateTracker.from_events("nobody", [])

    def assess(texts: list[str], metadata: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
        known = metadata or [{} for _ in texts]
        messages = [UserMessage(prepare(text, keep).text, metadata=one) for text, one in zip(texts, known, strict=True)]
        read = runner.run(inputs={PLACEHOLDER_MESSAGE: messages, PLACEHOLDER_TRACKER: nobody}, targets=[target])[target]
        return [dict(message.get("assessment") or {}) for message in read]

    assess(["暖机"])
    return assess


def read_lines(source: TextIO) -> Iterator[tuple[int, dict[str, Any] | None, str]]:
    """Yield (line number, object, reason); the object is None when the line is bad."""
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except json.JSONDecodeError as error:
            yield number, None, f"not JSON: {error.msg} at column {error.colno}"
            continue
        if not isinstance(item, dict) or not isinstance(item.get("text"), str):
            yield number, None, 'needs an object with a "text" that is a string'
            continue
        yield number, item, ""


def assess_stream(source: TextIO, target: TextIO, assess: Assess, problems: TextIO, progress: bool) -> int:
    """Assess every line in order; bad lines are named on `problems`.

    Returns:
        The number of bad lines.
    """
    bad = 0
    waiting: list[dict[str, Any]] = []
    with tqdm(unit=" texts", disable=not progress, file=sys.stderr) as bar:
        for number, item, reason in read_lines(source):
            if item is None:
                bad += 1
                print(f"line {number}: {reason}", file=problems)
                continue
            waiting.append(item)
            if len(waiting) == BATCH:
                bar.update(_write(waiting, target, assess))
                waiting = []
        bar.update(_write(waiting, target, assess))
    target.flush()
    return bad


def _write(items: list[dict[str, Any]], target: TextIO, assess: Assess) -> int:
    """Write each object back with its assessment; returns how many."""
    if items:
        for item, found in zip(items, assess([item["text"] for item in items]), strict=True):
            item["assessment"] = {name: found.get(name) for name in FIELDS}
            target.write(json.dumps(item, ensure_ascii=False) + "\n")
    return len(items)


@contextmanager
def _opened(name: str, mode: str, standard: TextIO) -> Iterator[TextIO]:
    if name == "-":
        yield standard
        return
    with Path(name).open(mode, encoding="utf-8") as file:
        yield cast(TextIO, file)


@contextmanager
def _only_json_on_stdout() -> Iterator[TextIO]:
    """Give the real standard output; whatever else prints goes to standard error."""
    real, sys.stdout = sys.stdout, sys.stderr
    try:
        yield real
    finally:
        sys.stdout = real


def assess_file(source: str, target: str, group: str) -> int:
    """Run the command.

    Args:
        source: file of JSON Lines, or "-" for standard input.
        target: file to write, or "-" for standard output.
        group: of the listener. It chooses words, never the assessment, and so
            is taken and not used.

    Returns:
        Exit code: 1 when a line was bad or nothing could be read.
    """
    with _only_json_on_stdout() as stdout:
        try:
            with _opened(source, "r", sys.stdin) as lines:  # before the model: a wrong name is told at once
                assess = load_assessor(load_settings())
                with _opened(target, "w", stdout) as out:
                    bad = assess_stream(lines, out, assess, sys.stderr, sys.stderr.isatty())
        except OSError as error:
            print(f"assess: {error}", file=sys.stderr)
            return 1
    return 1 if bad else 0
