"""A clerk's new way goes live for real: real training, two edges and two Rasas that are never restarted.

Takes a training's time (six minutes on two quiet cores), so it runs only when asked for:

    pytest -m slow -s tests/acceptance/test_release.py
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser

from bot.settings import Settings
from tests.browser.clerk import FIRST_LINE, SENTENCES, SUMMARY, follow
from tests.browser.console_process import Console
from tests.conftest import Person, System, free_port, words

# not one of the sentences that are trained on: said by somebody else, later
ASKED = "剧友群让我给短剧点赞能领鸡蛋，领完让我先垫五百块，是骗人的吗"
TEN_SECONDS = 10.0  # words must be live everywhere by then


class RealConsole(Console):
    """The console as it is delivered, beside two edges and two Rasas on its database."""

    def __init__(self, folder: Path) -> None:
        """Start everything on a copy of the trained model."""
        shutil.copytree(Settings().model.parent, folder / "models")
        super().__init__(folder)

    def fill(self, database: Path) -> None:
        """Load all content and choose the addresses."""
        super().fill(database)
        there = self.system.environment
        there["MODEL_DIR"] = str(Path(there["VAR_DIR"]) / "models")
        self.rasas = [int(there["RASA_PORT"]), free_port()]
        self.edges = [int(there["EDGE_PORT"]), free_port()]
        there["RASA_URLS"] = ",".join(f"http://127.0.0.1:{port}" for port in self.rasas)

    def start(self) -> None:
        """Start two of each, and the console."""
        self.system.start("actions", "console")
        for number, (rasa, edge) in enumerate(zip(self.rasas, self.edges, strict=True), 1):
            self.system.start_another("rasa", f"rasa{number}", RASA_PORT=str(rasa))
            self.system.start_another("edge", f"edge{number}", EDGE_PORT=str(edge))
        # an edge is ready with one Rasa; here both are wanted
        for address in [f"{port}/readyz" for port in self.edges] + [f"{port}/status" for port in self.rasas]:
            self.system.wait_for(lambda at=address: requests.get(f"http://127.0.0.1:{at}", timeout=3).ok)

    @property
    def patience(self) -> int:
        """Milliseconds after which a release must be ready; training on a busy machine is slow."""
        return 45 * 60_000

    def models(self) -> list[str]:
        """Return what each Rasa says it serves."""
        urls = [f"http://127.0.0.1:{port}/status" for port in self.rasas]
        return [str(requests.get(url, timeout=10).json()["model_id"]) for url in urls]

    def answers(self, text: str) -> list[str]:
        """Return what a stranger is told at each edge."""
        told = []
        for port in self.edges:
            edge = System({**self.system.environment, "EDGE_PORT": str(port)})
            told.append(words(Person(edge).send(text)))
        return told


@pytest.fixture
def real(tmp_path: Path) -> Iterator[RealConsole]:
    """Start it."""
    running = RealConsole(tmp_path)
    yield running
    running.system.stop()


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_the_new_way_is_answered_by_both_edges_and_gone_after_the_return(browser: Browser, real: RealConsole) -> None:
    before = real.models()
    processes = {name: process.pid for name, process in real.system.processes.items()}
    assert all(FIRST_LINE not in told for told in real.answers(ASKED))
    during: list[str] = []

    def published() -> None:
        begun = time.monotonic()
        real.system.wait_for(lambda: all(FIRST_LINE in told for told in real.answers(ASKED)), TEN_SECONDS)
        print(f"both edges answer from the new script after {time.monotonic() - begun:.1f} s")
        during.extend(real.models())
        assert all(SUMMARY in told or FIRST_LINE in told for told in real.answers(SENTENCES[0]))

    follow(browser, real, published)
    real.system.wait_for(lambda: all(FIRST_LINE not in told for told in real.answers(ASKED)), TEN_SECONDS)
    assert set(during).isdisjoint(before)
    assert real.models() == before
    assert {name: process.pid for name, process in real.system.processes.items()} == processes
    assert all(process.poll() is None for process in real.system.processes.values())
