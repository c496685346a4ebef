"""Conversations in YAML, played through the message door of the real system.

A conversation is a name and its turns; each turn says or chooses something and
expects things of the answer. `known_failure: reason` keeps a conversation the
assistant does not yet understand: it must fail until it is understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Person, System, labels, words

HERE = Path(__file__).resolve().parent
VALUE = re.compile(r"[a-z]{2,12}:[a-z0-9_]{1,40}")
Answer = dict[str, Any]


def conversations() -> Iterator[Any]:
    """Yield each conversation of each file as a test parameter."""
    for path in sorted(HERE.glob("*.yml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["conversations"]:
            reason = item.get("known_failure")
            marks = [pytest.mark.xfail(strict=True, reason=reason, raises=pytest.fail.Exception)] if reason else []
            yield pytest.param(item, id=f"{path.stem}: {item['name']}", marks=marks)


def first_line(answer: Answer) -> str:
    """Return the first line a person reads."""
    return words(answer).partition("\n")[0]


def is_wanted(name: str) -> Callable[[Answer, Any], str]:
    """Return a check of one field of the case; a list means any of these."""

    def check(answer: Answer, wanted: Any) -> str:
        found = answer["case"][name]
        accepted = wanted if isinstance(wanted, list) else [wanted]
        return "" if found in accepted else f"{name} is {found!r}, not {wanted!r}"

    return check


def missing(found: str, wanted: list[str]) -> str:
    """Name the words that are not said; "a|b" is said by either."""
    absent = [word for word in wanted if not any(one in found for one in str(word).split("|"))]
    return f"does not say {absent}" if absent else ""


def unwanted(found: str, forbidden: list[str]) -> str:
    """Name the words that must not be said and are."""
    present = [word for word in forbidden if str(word) in found]
    return f"must not say {present}" if present else ""


CHECKS: dict[str, Callable[[Answer, Any], str]] = {
    "type": is_wanted("type"),
    "verdict": is_wanted("verdict"),
    "stage": is_wanted("stage"),
    "has": lambda answer, wanted: missing(words(answer), wanted),
    "lacks": lambda answer, wanted: unwanted(words(answer), wanted),
    "choices_have": lambda answer, wanted: "".join(f"no choice {w!r}. " for w in wanted if w not in labels(answer)),
    "choices_lack": lambda answer, wanted: "".join(f"offers {w!r}. " for w in wanted if w in labels(answer)),
    "first_line_max": lambda answer, most: "" if 0 < len(first_line(answer)) <= most else f"first line: > {most}",
}


def mismatches(answer: Answer, expect: dict[str, Any]) -> list[str]:
    """Return everything in which an answer is not as expected."""
    if "case" not in answer:
        answer = {**answer, "case": {"type": None, "also": [], "stage": "none", "verdict": "none"}}
    return [problem for name, wanted in expect.items() if (problem := CHECKS[name](answer, wanted))]


def offered(answer: Answer, wanted: str) -> str:
    """Return the value of a choice given by value, or by the label it was offered with."""
    if VALUE.fullmatch(wanted):
        return wanted
    listed = [choice for block in answer.get("blocks", ()) for choice in block.get("choices", ())]
    return next((str(choice["value"]) for choice in listed if choice["label"] == wanted), "")


def transcript(said: str, answer: Answer) -> str:
    """Return one turn as lines to read."""
    reply = words(answer).replace("\n", "\n      ")
    return f"  您: {said}\n  它: {reply}\n      {labels(answer)} {answer.get('case')}"


def play(conversation: dict[str, Any], person: Person) -> tuple[list[str], list[str]]:
    """Play all turns; return (problems, transcript)."""
    problems: list[str] = []
    lines: list[str] = []
    answer: Answer = {}
    for number, turn in enumerate(conversation["turns"], 1):
        choice = offered(answer, turn["choose"]) if "choose" in turn else ""
        if "choose" in turn and not choice:
            return [*problems, f"turn {number}: {turn['choose']!r} was not offered"], lines
        answer = person.send(turn.get("say", ""), choice, elder=bool(conversation.get("elder")))
        lines.append(transcript(turn.get("say") or f"[{turn['choose']}]", answer))
        problems += [f"turn {number}: {problem}" for problem in mismatches(answer, turn["expect"])]
    return problems, lines


@pytest.mark.parametrize("conversation", conversations())
def test_conversation(conversation: dict[str, Any], system: System) -> None:
    problems, lines = play(conversation, Person(system))
    if problems:
        pytest.fail("\n".join([conversation["name"], *problems, "", *lines]), pytrace=False)


def test_every_family_is_spoken_of() -> None:
    content = HERE.parent.parent / "db" / "content" / "catalogue.yml"
    families = set(yaml.safe_load(content.read_text(encoding="utf-8"))["families"])
    expected = {
        str(turn["expect"].get("type")).partition("_")[0]
        for parameter in conversations()
        for turn in parameter.values[0]["turns"]
    }
    assert families <= expected


def test_a_mismatch_is_found() -> None:
    answer = {
        "blocks": [{"type": "text", "text": "马上打110"}],
        "case": {"type": "job_recruit", "also": [], "stage": "paid", "verdict": "alarm"},
    }
    wrong = {"type": None, "verdict": ["none"], "stage": "none", "has": ["96111|12345"], "lacks": ["110"]}
    assert len(mismatches(answer, {**wrong, "choices_have": ["是"], "first_line_max": 3})) == 7
    right = {
        "type": ["job_recruit"],
        "verdict": "alarm",
        "has": ["96111|110"],
        "choices_lack": ["是"],
        "first_line_max": 60,
    }
    assert mismatches(answer, right) == []
