"""`python -m bot measure`: the regression set, and folders of labelled texts, through the real graph."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tqdm import tqdm

from bot.check.measured import read_regression
from bot.measure.figures import calibration_error, in_top, macro_f1, recall_precision, rolled_up, share
from bot.measure.questions import play, question_figures
from bot.nlu.exported import SIGNALS, read_export
from bot.publish.assess import BATCH, Assess, load_assessor
from bot.settings import ROOT, load_settings
from db.files import catalogue

Item = dict[str, Any]
TIMED = 200  # texts
_ALIASES = {"冒充客服服务": "冒充电商物流客服类"}  # a set's own name for a national class


def regression_items(root: Path = ROOT) -> list[Item]:
    """Return every text of the regression set with the id of its file as `right`."""
    return [{**item, "right": stem} for stem, texts in read_regression(root).items() for item in texts]


def assess_all(items: list[Item], assess: Assess) -> list[Item]:
    """Return the items with their assessments, in order."""
    starts = range(0, len(items), BATCH)
    found: list[Item] = []
    for start in tqdm(starts, unit=" batches", disable=not sys.stderr.isatty(), file=sys.stderr):
        part = items[start : start + BATCH]
        results = assess([str(item["text"]) for item in part])
        found += [{**item, "said": said} for item, said in zip(part, results, strict=True)]
    return found


def regression_figures(items: list[Item], types: frozenset[str]) -> Iterator[tuple[str, float]]:
    """Yield (what, figure) for the assessed regression set."""
    scams = [item for item in items if item["right"] in types]
    others = [item for item in items if item["right"] not in types]
    for count in (1, 3):
        yield f"types: top-{count}", share(in_top(item["right"], item["said"]["ranking"], count) for item in scams)
    for register in sorted({item["register"] for item in scams}):
        chosen = [item for item in scams if item["register"] == register]
        yield f"types: top-1, {register}", share(in_top(item["right"], item["said"]["ranking"], 1) for item in chosen)
    yield "types: missed (verdict none)", share(item["said"]["verdict"] == "none" for item in scams)
    shown = [
        (float(best["probability"]), best["type"] == i["right"]) for i in scams for best in i["said"]["ranking"][:1]
    ]
    yield "types: expected calibration error", calibration_error(shown)
    stages = [(str(item["stage"]), str(item["said"]["stage"])) for item in scams]
    recall, precision = recall_precision(stages, "paid")
    yield from (("stage: paid, recall", recall), ("stage: paid, precision", precision))
    yield "stage: macro-F1", macro_f1(stages)
    yield "others: right intent", share(item["said"]["intent"] == _intent(item["right"]) for item in others)
    distress = [item for item in others if item["right"] == "distress"]
    yield "distress: heard", share(item["said"]["intent"] == "distress" for item in distress)
    harmless = [item for item in others if item["right"] in ("ordinary", "ask_knowledge", "service")]
    yield "harmless: alarm", share(item["said"]["verdict"] == "alarm" for item in harmless)
    yield "harmless: alarm or suspect", share(item["said"]["verdict"] in ("alarm", "suspect") for item in harmless)


def speed(items: list[Item], assess: Assess) -> Iterator[tuple[str, float]]:
    """Yield (what, milliseconds) of texts that come one by one, as residents send them."""
    taken = []
    for item in items[:: max(1, len(items) // TIMED)]:
        begun = time.perf_counter()
        assess([str(item["text"])])
        taken.append((time.perf_counter() - begun) * 1000)
    yield "milliseconds for one text, median", statistics.median(taken)
    yield "milliseconds for one text, 95 of 100", sorted(taken)[int(len(taken) * 0.95)]


def _intent(right: str) -> str:
    """Return the final intent of a text: a scam told without saying which is a scam."""
    return "scam" if right == "something_wrong" else right


def set_figures(items: list[Item], national: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    """Yield (what, figure) for one assessed set of labelled texts."""
    for verdict in ("alarm", "suspect", "unclear", "none"):
        yield verdict, share(item["said"]["verdict"] == verdict for item in items)
    classes = {_national(str(item["label"])) for item in items}
    names = {type_id: _national(name) for type_id, name in national.items()}
    if classes & set(names.values()):
        said = (rolled_up(item["said"]["ranking"], names, classes) == _national(str(item["label"])) for item in items)
        yield "accuracy, rolled up", share(said)


def _national(label: str) -> str:
    """Return a class name without what sets write differently."""
    name = _ALIASES.get(label, label).partition("（")[0].replace("、", "")
    return name.removesuffix("诈骗").removesuffix("类")


def read_set(path: Path) -> list[Item]:
    """Return the objects of one JSON Lines file that have a text and a label."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [item for line in lines if line.strip() for item in [json.loads(line)] if "text" in item and "label" in item]


def measure(folder: str, say: Callable[[str], None] = print) -> int:
    """Print all figures; returns the exit code.

    Args:
        folder: of labelled JSON Lines files, or empty for the regression set alone.
        say: where a line goes.
    """
    sets = sorted(Path(folder).glob("*.jsonl")) if folder else []
    if folder and not sets:
        print(f"measure: no *.jsonl in {folder}", file=sys.stderr)
        return 2
    settings = load_settings()
    assess = load_assessor(settings)
    national = {str(entry["id"]): str(entry["national"]) for entry in catalogue()}
    items = assess_all(regression_items(), assess)
    matrix = read_export(str(settings.export / SIGNALS))["matrix"]
    played = play([item for item in items if item["right"] in national], assess, matrix)
    figures = (*regression_figures(items, frozenset(national)), *question_figures(played), *speed(items, assess))
    for what, figure in figures:
        say(f"{what:<40} {figure:.3f}")
    for path in sets:
        found = set_figures(assess_all(read_set(path), assess), national)
        say(f"{path.stem:<20} " + "  ".join(f"{what} {figure:.3f}" for what, figure in found))
    return 0
