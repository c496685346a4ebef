"""The staff console with publishing tools that take milliseconds, run as `python -m tests.fakes.quick_console`.

Everything a clerk touches is real: pages, desk, drafts, jobs, gate, releases, rows and
files. Only training, the graph and the replicas of Rasa are quick stand-ins. A test says
what they do by files in VAR_DIR: `hold` keeps training waiting, `spoil` makes the next
model a bad one, `down` takes the assistant away.
"""

from __future__ import annotations

import json
import threading
import time
import zlib
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.console.app import make_app
from bot.console.keys import DESK
from bot.console.trying import TRYING, NotAnswering
from bot.measure.run import regression_items
from bot.publish.export import export_digest, read_frozen
from bot.publish.gate import read_limits
from bot.publish.job import run_job
from bot.publish.measuring import Measurement, measurement
from bot.publish.releases import wanted_digest
from bot.publish.steps import STEPS
from bot.publish.workshop import Workshop
from bot.settings import Settings, load_settings
from bot.text.prepare import prepare
from db.audit import record
from db.files import catalogue
from db.session import make_engine, transaction
from tests.fakes.workshop import FakeReplicas, FakeTrainer

HOLD, SPOIL, DOWN = "hold", "spoil", "down"


class HeldTrainer(FakeTrainer):
    """Trains at once, or when the file `hold` is gone."""

    folder: Path

    def train(self, export: Path, model: Path) -> None:
        """Wait, then write the model."""
        while (self.folder / HOLD).exists():
            time.sleep(0.05)
        super().train(export, model)


class MixedMeasurer:
    """Measures on the real regression texts: each model is wrong on some, the new one on fewer."""

    def __init__(self, folder: Path) -> None:
        """Read the texts; the first model measured is the old one."""
        self._folder = folder
        self._items = regression_items()
        self._types = frozenset(str(entry["id"]) for entry in catalogue())
        self._first = ""

    def measured_on(self) -> str:
        """Return the name of the set."""
        return "the regression set"

    def measure(self, model: Path) -> Measurement:
        """Return the same figures for the same file every time."""
        name = model.read_text(encoding="utf-8")
        is_old = name == (self._folder / "first").read_text(encoding="utf-8")
        spoilt = not is_old and (self._folder / SPOIL).exists()
        items = [{**item, "said": self._said(item, is_old, spoilt)} for item in self._items]
        return measurement(items, self._types, self.measured_on())

    def _said(self, item: dict[str, Any], is_old: bool, spoilt: bool) -> dict[str, Any]:
        lot = zlib.crc32(item["text"].encode())
        wrong = lot % 10 == 0 if is_old else (lot % 20 == 0 or lot % 97 == 0)
        wrong = wrong or (spoilt and item["right"] == "brushing_task")
        scam = item["right"] in self._types
        if not scam:
            alarmed = item["right"] in ("ordinary", "ask_knowledge") and lot % 150 == (1 if is_old else 2)
            verdict = "alarm" if alarmed else "none"
            return {"ranking": [], "verdict": verdict, "intent": item["right"], "stage": "none"}
        best = "service_bank" if wrong else item["right"]
        stage = str(item["stage"])
        return {"ranking": [{"type": best, "probability": 0.93}], "verdict": "alarm", "intent": "scam", "stage": stage}


class FakeReader:
    """Hears one scam in everything, as the assessment of the graph has it."""

    def __init__(self, folder: Path) -> None:
        """Remember where a test says that it is down."""
        self._folder = folder

    async def read(self, text: str, numbers: Collection[str]) -> dict[str, Any]:
        """Return an assessment, or nothing where the assistant is down."""
        if (self._folder / DOWN).exists():
            raise NotAnswering
        shares = (("brushing_task", 0.91), ("brushing_rebate", 0.04), ("job_recruit", 0.02))
        said = prepare(text, numbers).text
        return {
            "text": said, "intent": "scam", "type": "brushing_task", "also": [], "verdict": "alarm",
            "stage": "contact", "model": "0123456789ab",
            "ranking": [{"type": one, "probability": share} for one, share in shares],
            "signals": [{"id": "order_brushing", "quote": said[:6]}],
            "step": {"kind": "verdict", "detail": ""},
            "case": {"format": 1, "type": "brushing_task", "verdict": "alarm", "stage": "contact"},
        }  # fmt: skip


def first_release(settings: Settings, replicas: FakeReplicas) -> None:
    """Put a model in place that the knowledge asks for."""
    engine = make_engine(settings.database)
    with transaction(engine) as session:
        digest, export = wanted_digest(session), export_digest(read_frozen(session))
    engine.dispose()
    settings.model.parent.mkdir(parents=True, exist_ok=True)
    settings.model.write_text(export, encoding="utf-8")
    (settings.var / "first").write_text(export, encoding="utf-8")
    settings.model.with_suffix(".json").write_text(json.dumps({"digest": digest}), encoding="utf-8")
    for url in replicas.urls():
        replicas.put(url, settings.model)


def make_quick(settings: Settings) -> web.Application:
    """Return the console with quick tools."""
    app, folder = make_app(settings), settings.var
    replicas = FakeReplicas(folder / "replicas", ("副本一", "副本二"))
    first_release(settings, replicas)
    trainer = HeldTrainer()
    trainer.folder = folder
    limits = replace(read_limits(), watch_seconds=0.0)
    shop = Workshop(make_engine(settings.database), settings, trainer, MixedMeasurer(folder), replicas, limits, record)

    def spawn(given: Settings, job_id: int) -> None:
        run = {"shop": shop, "job_id": job_id, "steps": STEPS, "lost": lambda: None, "every": 0.3}
        threading.Thread(target=run_job, kwargs=run, daemon=True).start()

    app[DESK].jobs.shop, app[DESK].jobs.spawn = shop, spawn
    app[TRYING] = FakeReader(folder)
    return app


if __name__ == "__main__":
    chosen = load_settings()
    web.run_app(
        make_quick(chosen), host="127.0.0.1", port=int(chosen.console_port), access_log=None, print=lambda _: None
    )
