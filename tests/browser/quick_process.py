"""The staff console with quick publishing tools, on the real content and the examples of a few types."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from db.files import CONTENT, EXAMPLES, read_content, read_example_file
from db.loader import load_rows
from db.migrate import migrate
from db.session import make_engine, transaction
from tests.browser.console_process import Console, is_clean, watch
from tests.conftest import ROOT

TYPES = ("brushing_task", "brushing_rebate", "service_bank", "job_recruit")
OTHERS = ("service.yml", "thanks.yml")
PICTURES = ROOT / "docs" / "pictures"


class QuickConsole(Console):
    """A running console that trains in milliseconds; see tests/fakes/quick_console.py."""

    def fill(self, database: Path) -> None:
        """Load all words and the examples of a few types."""
        engine = make_engine(f"sqlite:///{database}")
        migrate(engine)
        paths = [EXAMPLES / "scams" / f"{name}.yml" for name in TYPES] + [EXAMPLES / name for name in OTHERS]
        examples = [row for path in paths for row in read_example_file(path)]
        with transaction(engine) as session:
            load_rows(session, [*read_content(CONTENT, self.folder / "no_examples"), *examples])
        engine.dispose()

    def start(self) -> None:
        """Start the process."""
        self.system.environment["MODEL_DIR"] = str(self.folder / "models")
        with self.system.log.open("ab") as log:
            self.system.processes["console"] = subprocess.Popen(
                [sys.executable, "-m", "tests.fakes.quick_console"],
                cwd=ROOT, env=self.system.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    @property
    def folder(self) -> Path:
        """Where everything of this console lies."""
        return Path(self.system.environment["VAR_DIR"])

    def say(self, name: str, on: bool = True) -> None:
        """Tell the tools something: HOLD, SPOIL or DOWN of the fake."""
        path = self.folder / name
        path.touch() if on else path.unlink(missing_ok=True)


@contextmanager
def sitting(browser: Browser, console: Console, **more: object) -> Iterator[Page]:
    """Open a fresh browser at the console, as another person at another computer; it breaks no policy."""
    size = {"width": 1280, "height": 800}
    fresh = browser.new_context(base_url=console.url, viewport=size, locale="zh-CN", **more)  # type: ignore[arg-type]
    fresh.set_default_timeout(30_000)
    page = fresh.new_page()
    faults = watch(page)
    yield page
    fresh.close()
    assert faults == []


def look(page: Page, name: str, keep: bool = False) -> None:
    """Let axe look at a page; it must not need sideways scrolling; keep its picture where that is wanted."""
    if keep:
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    found = is_clean(page)
    assert found == [], (name, found)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
