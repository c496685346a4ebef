"""All checks together: for the terminal, the tests, and one script at a time for the console."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.check import (
    advice,
    coverage,
    dates,
    drills,
    examples,
    judge,
    kiosk,
    listeners,
    lookalikes,
    measured,
    moulds,
    named,
    numbers,
    patterns,
    quiz,
    references,
    repeats,
    schema,
    wordings,
)
from bot.check.content import Content, read_content, script_path
from bot.check.problems import Problem

ROOT = Path(__file__).resolve().parents[2]
Check = Callable[[Content], Iterator[Problem]]

# These look at scripts one by one, so that they can run over a single one.
SCRIPT_CHECKS: tuple[Check, ...] = (
    schema.check_scripts,
    references.check_scripts,
    listeners.check_scripts,
    drills.check_scripts,
)
LINE_CHECKS: tuple[Check, ...] = (dates.check, numbers.check, named.check, advice.check)
ALL_CHECKS: tuple[Check, ...] = (
    *SCRIPT_CHECKS,
    schema.check_lists,
    references.check_types,
    references.check_signals,
    references.check_examples,
    listeners.check_lists,
    coverage.check,
    lookalikes.check,
    judge.check,
    judge.check_wordings,
    *LINE_CHECKS,
    repeats.check,
    moulds.check,
    patterns.check,
    wordings.check,
    kiosk.check,
    drills.check,
    quiz.check,
    examples.check,
    measured.check,
)


def check_content(root: Path = ROOT) -> list[Problem]:
    """Return everything wrong with the content below the project folder, by path."""
    content = read_content(root)
    found = [problem for check in ALL_CHECKS for problem in check(content)]
    return sorted({*content.unread, *found})


def check_script(script: dict[str, Any], content: Content) -> list[Problem]:
    """Return what would be wrong if this script were saved.

    Args:
        script: the script as its file would hold it.
        content: all content, as `read_content` gave it; its version of this script is ignored.
    """
    path = script_path(str(script.get("id")))
    alone = content.alone(script)
    few = replace(alone, lists={"hotlines": content.lists.get("hotlines", [])})  # no other lines need to be read again
    found = [problem for check in SCRIPT_CHECKS for problem in check(alone) if problem.path == path]
    found += [problem for check in LINE_CHECKS for problem in check(few) if problem.path == path]
    return sorted({*found, *repeats.check_one(script, content)})


def main() -> int:
    """Print every problem and their number.

    Returns:
        The exit code: 1 when there is any problem.
    """
    found = check_content()
    for problem in found:
        print(problem)
    print(f"共 {len(found)} 处要改。" if found else "内容都合规矩，没有要改的。")
    return 1 if found else 0
