"""`python -m bot bench`: all contenders on the same folds; writes a table and a picture to docs/."""

from __future__ import annotations

import sys
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from tqdm import tqdm

from bot.bench.diet import EPOCHS
from bot.bench.sample import FOLDS, LONGEST, Sample, draw, folds
from bot.bench.trial import Trial, contenders, run
from bot.settings import ROOT

TABLE = ROOT / "docs" / "bench-nlu.md"
PICTURE = ROOT / "docs" / "bench-nlu.svg"
_HEAD = ("top-1", "top-3", "macro-F1", "false alarms", "ms a text", "training, s", "memory, MB")
_FORMS = ("{:.3f}", "{:.3f}", "{:.3f}", "{:.3f}", "{:.1f}", "{:.0f}", "{:.0f}")


def mean(trials: list[Trial]) -> Trial:
    """Return the mean over folds; of memory the most."""
    rows = np.array([astuple(trial) for trial in trials])
    found = dict(zip((field.name for field in fields(Trial)), rows.mean(axis=0), strict=True))
    return Trial(**{**found, "megabytes": float(rows[:, -1].max())})


def table(results: dict[str, Trial], sample: Sample) -> str:
    """Return the document."""
    lines = [
        "# Ours beside what else could have been built",
        "",
        "Written by `make bench-nlu`; do not edit. All contenders see the same sample and the same folds:",
        f"{len(sample.texts)} examples of at most {LONGEST} characters, {len(set(sample.labels))} labels,",
        f"{FOLDS} folds, each trained on the others. The sample is small and short because DIET needs many minutes",
        f"for it ({EPOCHS} epochs; with whole stories one epoch takes minutes). In use, ours is trained on all",
        "examples; those figures come from `python -m bot measure`. top-1 and top-3 are over the 64 types,",
        "false alarms the share of harmless texts that are likelier a scam than not, ms a text in one batch on",
        "2 cores, memory the most that the process held (Rasa and TensorFlow alone hold about 500 MB).",
        "",
        f"| | {' | '.join(_HEAD)} |",
        f"| --- |{' --: |' * len(_HEAD)}",
    ]
    for name, trial in results.items():
        cells = (form.format(value) for form, value in zip(_FORMS, astuple(trial), strict=True))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", "![top-1 and false alarms](bench-nlu.svg)", ""])


def draw_picture(results: dict[str, Trial], path: Path) -> None:
    """Draw top-1 against false alarms: up and to the left is better."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "bench-nlu"  # the same figures give the same file
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(9, 5.5))
    for name, trial in results.items():
        ours = name.startswith("ours")
        axes.scatter(trial.false_alarms, trial.top1, s=60, color="tab:red" if ours else "tab:blue")
        axes.annotate(name, (trial.false_alarms, trial.top1), xytext=(6, 4), textcoords="offset points", fontsize=8)
    axes.set(xlabel="false alarms on harmless texts", ylabel="top-1 over 64 types")
    axes.margins(x=0.25, y=0.1)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


def bench(each_type: int, each_other: int, only: str = "") -> int:
    """Run all and write the documents; returns the exit code.

    Args:
        each_type: examples of each type in the sample.
        each_other: of each other class.
        only: part of a contender's name; then nothing is written, the table is printed.
    """
    sample = draw(each_type, each_other)
    known = contenders()
    names = [name for name in known if only in name]
    if not names:
        print(f"bench: no contender has {only!r} in its name: {', '.join(known)}", file=sys.stderr)
        return 2
    parts = list(folds(sample))
    results = {}
    with tqdm(total=len(names) * len(parts), unit=" trials", file=sys.stderr) as bar:
        for name in names:
            trials = []
            for train, test in parts:
                bar.set_postfix_str(name)
                trials.append(run(name, train, test))
                bar.update()
            results[name] = mean(trials)
    document = table(results, sample)
    print(document)
    if not only:
        TABLE.write_text(document, encoding="utf-8")
        draw_picture(results, PICTURE)
    return 0
