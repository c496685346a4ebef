"""Posters as a clerk makes them: ordered, looked at as PDF, the code read back, the link opened."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from docx import Document
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from db.poster_models import PosterScan
from db.session import make_engine, transaction
from tests.browser.console_process import Console, is_clean
from tests.browser.decoding import decoded

PICTURES = os.environ.get("CONSOLE_PICTURES", "")  # a folder: every page seen here is kept there
DONE_MS = 300_000


class WithEdge(Console):
    """A console, and the edge that the codes lead to; no Rasa: a topic opens without it."""

    def fill(self, database: Path) -> None:
        """Load the content; the codes lead to this machine."""
        super().fill(database)
        self.system.environment["PUBLIC_URL"] = self.system.url

    def start(self) -> None:
        """Start both."""
        self.system.start("console", "edge")
        self.system.wait_for(lambda: requests.get(f"{self.system.url}/healthz", timeout=3).status_code == 200)


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """Start both."""
    running = WithEdge(tmp_path_factory.mktemp("posters"))
    yield running
    running.system.stop()


def look(page: Page, name: str) -> None:
    """Let axe look at a page, and keep its picture where that is wanted."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"console-posters-{name}.png", full_page=True)
    assert is_clean(page) == [], name


def test_a_set_for_old_people_at_the_market_is_ordered_printed_and_scanned(
    desk: Page, browser: Browser, console: Console, tmp_path: Path
) -> None:
    console.enter(desk, "海报员", "editor")
    desk.get_by_role("link", name="宣传品").click()
    look(desk, "1")
    desk.get_by_role("button", name="开始做").click()
    expect(desk.get_by_role("alert")).to_contain_text("至少选一种骗局")
    desk.get_by_text("医疗保健与养老").click()
    for name in ("保健品与免费体检", "老年人", "菜市场"):
        desk.get_by_label(name, exact=True).check()
    for name in ("电梯屏", "电梯横屏", "竖排", "对话"):
        desk.get_by_label(name, exact=True).uncheck()
    look(desk, "2")
    desk.get_by_role("button", name="开始做").click()
    expect(desk.get_by_text("一共 4 张")).to_be_visible()
    look(desk, "3")
    expect(desk.get_by_role("link", name="下载整套（ZIP，4 张）")).to_be_visible(timeout=DONE_MS)
    desk.wait_for_load_state("networkidle")
    look(desk, "4")

    link = desk.get_by_role("link", name="大字 A4（PDF）")
    pdf = tmp_path / "poster.pdf"
    pdf.write_bytes(desk.request.get(f"{console.url}{link.get_attribute('href')}").body())
    assert pdf.read_bytes().startswith(b"%PDF-")
    _is_a4_with_its_fonts(pdf)
    scanned = _scan(pdf, tmp_path)
    assert scanned.startswith(f"{console.system.url}/?t=p")
    _opens_the_topic(browser, console, scanned)


def _is_a4_with_its_fonts(pdf: Path) -> None:
    """Look at it as a print shop does: one page of the right size, and every font inside."""
    if shutil.which("pdffonts") is None:
        pytest.skip("pdffonts is not installed: apt-get install poppler-utils")
    told = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True, timeout=60).stdout
    found = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    width, _, height = found["Page size"].split()[:3]
    assert abs(float(width) / 72 * 25.4 - 210) < 1
    assert abs(float(height) / 72 * 25.4 - 297) < 1
    assert found["Pages"].strip() == "1"
    fonts = subprocess.run(["pdffonts", pdf], check=True, capture_output=True, text=True, timeout=60).stdout
    rows = fonts.splitlines()[2:]
    assert rows
    assert all(row.split()[-5] == "yes" for row in rows), fonts


def _scan(pdf: Path, folder: Path) -> str:
    """Print the PDF at 150 to the inch and read its code."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm is not installed: apt-get install poppler-utils")
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", pdf, folder / "printed"], check=True, timeout=120)
    codes = decoded(folder / "printed.png")
    assert len(codes) == 1
    return codes[0]


def _opens_the_topic(browser: Browser, console: Console, link: str) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = phone.new_page()
    page.goto(link)
    log = page.get_by_role("log")
    expect(log).to_contain_text("海报上说的是：保健品与免费体检", timeout=15_000)
    expect(log).to_contain_text("保健品治不了病，看病上医院")
    expect(log.get_by_role("button", name="钱已经转出去了")).to_be_visible()
    assert page.url == f"{console.system.url}/"
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / "posters-topic.png")
    page.reload()
    expect(log).to_contain_text("我是反诈助手")
    phone.close()
    engine = make_engine(f"sqlite:///{Path(console.system.environment['VAR_DIR']) / 'assistant.db'}")
    with transaction(engine) as session:
        assert list(session.execute(select(PosterScan.channel, PosterScan.scans))) == [("web", 1)]
    engine.dispose()


def test_an_article_and_a_short_video_are_read_and_taken_along(desk: Page, console: WithEdge) -> None:
    console.enter(desk, "周倩", "editor")
    desk.goto("/articles")
    look(desk, "articles")
    desk.get_by_label("哪种骗局").select_option(value="health_product")
    desk.get_by_label("写给谁看").select_option(value="elderly")
    desk.get_by_role("button", name="看初稿").click()
    expect(desk.get_by_role("article")).to_contain_text("96110")
    look(desk, "article")
    with desk.expect_download() as taken:
        desk.get_by_role("button", name="下载公众号排版（HTML）").click()
    page = taken.value.path().read_text(encoding="utf-8")
    assert "保健品" in page
    assert "<script" not in page
    assert "class=" not in page  # the public account's editor keeps styles in the tags only
    with desk.expect_download() as taken:
        desk.get_by_role("button", name="下载文章（Word）").click()
    told = "\n".join(one.text for one in Document(str(taken.value.path())).paragraphs)
    assert "96110" in told
