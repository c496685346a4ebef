"""Every script has a drill that can be played and seen through; and drill.yml refers to signals that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.check.content import Content, script_path
from bot.check.problems import Problem
from bot.drill.cues import Cues
from bot.drill.plot import plot_of
from db.files import ContentError, read_yaml
from db.knowledge import ScriptWords

PATH = "db/content/drill.yml"
LEAST_SIGNS = 2  # before the loss; of a drill in which nothing shows nobody learns anything
_NAMED = ("pressure", "gives", "grown_up")


def read_drill(root: Path) -> dict[str, Any]:
    """Return what drill.yml says.

    Raises:
        ContentError: it cannot be read.
    """
    data = read_yaml(root / PATH)
    found = data.get("drill") if isinstance(data, dict) else None
    if not isinstance(found, dict):
        raise ContentError(f"{PATH}: must hold a mapping named drill")
    return found


@lru_cache(maxsize=2)
def _cues(root: Path, changed: int) -> Cues:
    return Cues.from_data(read_drill(root))


def cues_of(root: Path) -> Cues | None:
    """Return the cues, None where the file is broken: `check` says so."""
    try:
        return _cues(root, (root / PATH).stat().st_mtime_ns)
    except (OSError, ContentError, KeyError, TypeError, AttributeError, re.error):
        return None


def check(content: Content) -> Iterator[Problem]:
    """Yield what is wrong with drill.yml itself."""
    try:
        data = read_drill(content.root)
        Cues.from_data(data)
    except (ContentError, KeyError, TypeError, AttributeError, re.error) as error:
        yield Problem(PATH, f"读不出来，或少了一项（{error}）。照文件开头说的样子补上。")
        return
    known = content.ids("signals")
    for name in ("says", *_NAMED):
        for signal in sorted(set(data[name]) - known):
            yield Problem(PATH, f"{name} 里的 {signal} 不在 signals.yml 里。改成那里的 id。")


def check_scripts(content: Content) -> Iterator[Problem]:
    """Yield scripts whose drill cannot be played, or in which there is nothing to see."""
    cues = cues_of(content.root)
    if cues is None:
        return
    for stem, script in content.scripts.items():
        yield from _check_script(script_path(stem), script, cues)


def _check_script(path: str, script: dict[str, Any], cues: Cues) -> Iterator[Problem]:
    try:
        words = as_words(script)
    except (TypeError, ValueError, AttributeError):
        return  # misshapen signals: the schema says so
    try:
        plot = plot_of(words, cues)
    except (ValueError, TypeError, AttributeError):
        yield Problem(path, "stages 里至少要有两步写着他说的话（says），不然演练演不起来。")
        return
    seen = {sign.signal for scene in plot.scenes for line in scene.lines for sign in line.signs}
    if len(seen) < LEAST_SIGNS:
        yield Problem(
            path,
            f"演练到要命的那一步，只听得出 {len(seen)} 处破绽，至少要 {LEAST_SIGNS} 处。"
            "says 里写上他催、要钱、要码、不许说的原话；说法新的，补进 drill.yml 的 says。",
        )


def as_words(script: dict[str, Any]) -> ScriptWords:
    """Return a script of a file as the snapshot would hold it."""
    name, summary = str(script.get("name") or ""), str(script.get("summary") or "")
    weights = {str(key): float(value) for key, value in (script.get("signals") or {}).items()}
    sensitive = bool(script.get("sensitive"))
    return ScriptWords(str(script.get("id") or ""), "", "", "", name, summary, sensitive, script, weights)
