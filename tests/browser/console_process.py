"""The staff console as a process of its own, on a new database with all content; no Rasa, no edge."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from sqlalchemy import Engine

from db.loader import load_content
from db.migrate import migrate
from db.session import make_engine
from tests.conftest import ROOT, System, make_environment

TAGS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PASSWORD = "蓝色 自行车 停在 桥边"


@lru_cache(maxsize=1)
def loaded() -> Path:
    """Return a database with all content, made once: reading it takes ten seconds."""
    folder = Path(tempfile.mkdtemp(prefix="loaded"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    engine = make_engine(f"sqlite:///{folder / 'assistant.db'}")
    migrate(engine)
    load_content(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return folder / "assistant.db"


class Console:
    """A running console."""

    def __init__(self, folder: Path) -> None:
        """Prepare the database and start the process."""
        self.system = System(make_environment(folder))
        self.fill(Path(self.system.environment["VAR_DIR"]) / "assistant.db")
        self.start()
        self.system.wait_for(lambda: requests.get(f"{self.url}/login", timeout=3).status_code == 200)

    def fill(self, database: Path) -> None:
        """Put a database with all content in place."""
        shutil.copy(loaded(), database)

    def start(self) -> None:
        """Start the process."""
        self.system.start("console")

    @property
    def patience(self) -> int:
        """Milliseconds after which a release must be ready."""
        return 60_000

    def engine(self) -> Engine:
        """Return the database, for what a test looks up or prepares."""
        return make_engine(f"sqlite:///{Path(self.system.environment['VAR_DIR']) / 'assistant.db'}")

    @property
    def url(self) -> str:
        """Address of the console."""
        return f"http://127.0.0.1:{self.system.environment['CONSOLE_PORT']}"

    def invite(self, name: str, role: str) -> str:
        """Return the invitation link of a new person, as the operator's command prints it."""
        command = [sys.executable, "-m", "bot", "staff-add", name, "--role", role]
        told = subprocess.run(
            command, cwd=ROOT, env=self.system.environment, check=True, capture_output=True, text=True, timeout=60
        )
        return told.stdout.splitlines()[1]

    def enter(self, page: Page, name: str, role: str) -> None:
        """Come in as a new person: invitation, password, login."""
        page.goto(self.invite(name, role))
        page.get_by_label("密码", exact=True).fill(PASSWORD)
        page.get_by_label("再输入一次").fill(PASSWORD)
        page.get_by_role("button", name="设好密码").click()
        self._log_in(page, name)

    def return_to(self, page: Page, name: str) -> None:
        """Go to the first page; who was away for so long that the session ended comes in anew."""
        page.goto("/")
        if page.get_by_role("button", name="登录").is_visible():
            self._log_in(page, name)

    def _log_in(self, page: Page, name: str) -> None:
        page.get_by_label("名字").fill(name)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()


def watch(page: Page) -> list[str]:
    """Collect what the page breaks of its policy, and its errors, from now on."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
    return faults


def is_clean(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe finds on the page; nothing is what it should find."""
    found = Axe().run(page, options=TAGS).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
