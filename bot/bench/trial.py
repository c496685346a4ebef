"""One contender on one fold, in a process of its own so that time and memory are its own."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from bot.bench.contenders import PLAIN, Contender, Shares
from bot.bench.diet import diets
from bot.bench.sample import Sample
from bot.measure.figures import macro_f1, share
from bot.nlu.labels import SCAM, Classes


@dataclass(frozen=True)
class Trial:
    """Figures of one contender.

    Attributes:
        top1: share of scam texts whose likeliest type is right.
        top3: among the three likeliest.
        macro_f1: over all labels.
        false_alarms: share of harmless texts that are likelier a scam than not.
        milliseconds: for one text, asked in one batch.
        seconds: of training.
        megabytes: most memory held, training and asking.
    """

    top1: float
    top3: float
    macro_f1: float
    false_alarms: float
    milliseconds: float
    seconds: float
    megabytes: float


def figures(said: Shares, labels: Sequence[str]) -> tuple[float, float, float, float]:
    """Return (top-1, top-3, macro-F1, false alarms)."""
    names, rows = said
    order = np.argsort(-rows, axis=1)
    types = [[names[column] for column in row if names[column].startswith(f"{SCAM}/")][:3] for row in order]
    scams = [(right, first) for right, first in zip(labels, types, strict=True) if right.startswith(f"{SCAM}/")]
    pairs = [(right, names[row[0]]) for right, row in zip(labels, order, strict=True)]
    scam = rows[:, Classes(tuple(names)).scam].sum(axis=1)
    harmless = ~Classes(tuple(labels)).scam
    return (
        share(right == first[0] for right, first in scams),
        share(right in first for right, first in scams),
        macro_f1(pairs),
        share((scam[harmless] > 0.5).tolist()),
    )


def contenders() -> dict[str, Contender]:
    """Return all, by name."""
    return {**PLAIN, **diets()}


def _run(name: str, train: Sample, test: Sample) -> Trial:
    contender = contenders()[name]
    begun = time.perf_counter()
    contender.fit(train)
    trained = time.perf_counter()
    said = contender.shares(test.texts)
    asked = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = figures(said, test.labels)
    return Trial(*found, (asked - trained) / len(test.texts) * 1000, trained - begun, memory)


def run(name: str, train: Sample, test: Sample) -> Trial:
    """Train and ask one contender in a fresh process.

    Raises:
        concurrent.futures.process.BrokenProcessPool: the process died without a result; its messages stand above.
    """
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_run, name, train, test).result()
