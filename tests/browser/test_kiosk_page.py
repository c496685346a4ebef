"""The kiosk in a real Chromium against the running system: touched, typed at, left alone, cut off."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, Route, ViewportSize, expect

from tests.browser.conftest import System

HERE = Path(__file__).resolve().parent
PICTURES = os.environ.get("KIOSK_PICTURES", "")  # a folder: every screen seen here is kept there
MEASURE = (HERE / "measure_words.js").read_text(encoding="utf-8")
TAGS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
TARGETS = """() => [...document.querySelectorAll('button, textarea')].filter((e) => e.getClientRects().length)
  .map((e) => [e.textContent.trim() || e.id, e.offsetWidth, e.offsetHeight])"""
# What sticks out of the page, is cut off inside its box, or cannot be brought above the urgent entries.
LOST = """() => [...document.querySelectorAll('main :is(button, .line, h2, textarea), header :is(button, p)')]
  .filter((e) => e.getClientRects().length && !e.querySelector('.line'))
  .filter((e) => {
    e.scrollIntoView({block: 'center', behavior: 'instant'});
    const box = e.getBoundingClientRect();
    const end = e.closest('main') ? document.querySelector('footer').getBoundingClientRect().top : innerHeight;
    return box.left < 0 || box.right > innerWidth + 1 || e.scrollWidth > e.clientWidth + 1 && e.clientWidth
      || box.top < -1 || box.bottom > end + 1;
  }).map((e) => e.textContent.trim() || e.id)"""
LAND: ViewportSize = {"width": 1280, "height": 800}
PORTRAIT: ViewportSize = {"width": 1080, "height": 1920}
ZOOMED: ViewportSize = {"width": 640, "height": 400}  # what a ten-inch screen has left at 200%


@pytest.fixture
def kiosk(browser: Browser, system: System) -> Iterator[Page]:
    """Open the kiosk with a clock that only the test moves."""
    context = browser.new_context(base_url=system.url, viewport=LAND, locale="zh-CN", has_touch=True)
    context.set_default_timeout(15_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
    page.clock.install()
    with page.expect_response("**/api/forget_session"):
        page.goto("/kiosk")
    yield page
    context.close()
    assert faults == []


def look(page: Page, name: str) -> None:
    """Check the screen that is shown by every rule, in every size; keep its picture where asked to."""
    expect(page.locator(".screen:not([hidden])")).to_have_count(1)
    for size, kept in ((PORTRAIT, f"{name}-portrait"), (ZOOMED, ""), (LAND, name)):
        page.set_viewport_size(size)
        if PICTURES and kept:
            page.evaluate("window.scrollTo(0, 0)")
            page.screenshot(path=Path(PICTURES) / f"kiosk-{kept}.png")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (name, size)
        assert page.evaluate(LOST) == [], (name, size)
        assert [each for each in page.evaluate(TARGETS) if min(each[1:]) < 60] == [], (name, size)
        words = page.evaluate(MEASURE)
        assert [each for each in words if each["size"] < 24] == [], (name, size)
        assert [each for each in words if each["contrast"] < 4.5] == [], (name, size)
        assert [each for each in words if each["spacing"] < 1.3] == [], (name, size)
        for entry in page.locator(".urgent button").all():
            expect(entry).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0, f"{name} scrolls"
    found = Axe().run(page, options=TAGS).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == [], name


def turn_to_the_last(page: Page) -> None:
    while page.locator("#next").is_visible():
        page.locator("#next").tap()


def posts_of(page: Page) -> list[dict[str, Any]]:
    posts: list[dict[str, Any]] = []

    def note(sent: Request) -> None:
        if sent.url.endswith("/api/messages"):
            posts.append(sent.post_data_json or {})

    page.on("request", note)
    return posts


def test_a_conversation_by_touch(kiosk: Page) -> None:
    posts = posts_of(kiosk)
    look(kiosk, "1-start")
    kiosk.get_by_role("button", name="电话").tap()
    look(kiosk, "2-phone")
    kiosk.get_by_role("button", name="说是客服").tap()
    look(kiosk, "3-service")
    kiosk.get_by_role("button", name="要退我的钱").tap()
    expect(kiosk.locator("#said")).to_contain_text("这很像骗子")
    expect(kiosk.locator("#heading")).to_have_text("很像：冒充电商客服退款理赔")
    look(kiosk, "4-answer")
    turn_to_the_last(kiosk)
    look(kiosk, "5-choices")
    kiosk.get_by_role("button", name="别人怎么被骗的").tap()
    expect(kiosk.locator("#said")).to_contain_text("有这么一件事")
    turn_to_the_last(kiosk)
    kiosk.get_by_role("button", name="带给家里人").tap()
    expect(kiosk.locator("#qr")).to_be_visible()
    look(kiosk, "6-take")
    kiosk.emulate_media(media="print")
    expect(kiosk.locator("#sheet-family")).to_contain_text("冒充电商客服退款理赔")
    expect(kiosk.locator("header, main, footer").first).to_be_hidden()
    if PICTURES:
        kiosk.screenshot(path=Path(PICTURES) / "kiosk-print.png")
    kiosk.emulate_media(media="screen")
    with kiosk.expect_response("**/api/forget_session"):
        kiosk.get_by_role("button", name="问完了，清掉").tap()
    expect(kiosk.locator("#home")).to_be_visible()
    assert [post["channel"] for post in posts] == ["kiosk", "kiosk"]
    assert "骗" not in kiosk.locator("#answer").inner_text()


def test_a_conversation_by_keyboard(kiosk: Page) -> None:
    keys = kiosk.keyboard
    for _ in range(20):
        keys.press("Tab")
        assert kiosk.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 3
        if kiosk.evaluate("document.activeElement.textContent.trim()") == "打字说":
            break
    keys.press("Enter")
    expect(kiosk.locator("#words")).to_be_focused()
    look(kiosk, "7-write")
    keys.type("网上认识的人带我投资，群里老师说稳赚")
    keys.press("Enter")
    expect(kiosk.locator("#said")).to_be_focused()
    while kiosk.locator("#next").is_visible():
        keys.press("Tab")
        if kiosk.evaluate("document.activeElement.id") == "next":
            keys.press("Enter")
            expect(kiosk.locator("#said")).to_be_focused()
    keys.press("Tab")
    label = kiosk.evaluate("document.activeElement.textContent")
    assert label in kiosk.locator("#choices").inner_text()


def test_questions_come_one_at_a_time(kiosk: Page) -> None:
    kiosk.get_by_role("button", name="打字说").tap()
    kiosk.locator("#words").fill("有人说是警察，要来我家拿金子和现金")
    kiosk.get_by_role("button", name="写完了").tap()
    expect(kiosk.locator("#said")).to_contain_text("我问您一句")
    turn_to_the_last(kiosk)
    expect(kiosk.locator("#choices button")).to_have_text(["是", "不是", "说不清"])
    look(kiosk, "8-question")
    kiosk.get_by_role("button", name="是", exact=True).tap()
    expect(kiosk.locator("#said")).not_to_contain_text("是说您犯了事吗")


def test_a_scam_that_shames_is_covered(kiosk: Page) -> None:
    # Attack: who stands behind in the hall reads over the shoulder what it is about.
    kiosk.get_by_role("button", name="微信").tap()
    kiosk.get_by_role("button", name="网上认识的").tap()
    kiosk.get_by_role("button", name="拿视频吓我").tap()
    expect(kiosk.locator("#private")).to_be_visible()
    look(kiosk, "9-private")
    kiosk.get_by_role("button", name="看", exact=True).tap()
    expect(kiosk.locator("#heading")).to_have_text("给您的话")
    small, large = (kiosk.evaluate(f"parseFloat(getComputedStyle({at}).fontSize)") for at in ("said", "document.body"))
    assert small == large
    look(kiosk, "10-quiet")
    kiosk.get_by_role("button", name="遮住").tap()
    expect(kiosk.locator("#private")).to_be_visible()
    kiosk.get_by_role("button", name="看", exact=True).tap()
    turn_to_the_last(kiosk)
    kiosk.get_by_role("button", name="带给家里人").tap()
    expect(kiosk.get_by_role("button", name="印一张")).to_be_hidden()


def test_warns_at_60_seconds_and_forgets_at_90(kiosk: Page) -> None:
    kiosk.get_by_role("button", name="电话").tap()
    kiosk.get_by_role("button", name="要验证码").tap()
    expect(kiosk.locator("#answer")).to_be_visible()
    kiosk.clock.run_for(58_000)
    expect(kiosk.locator("#stay")).to_be_hidden()
    kiosk.clock.run_for(3_000)
    expect(kiosk.locator("#idle")).to_contain_text("30秒后")
    look(kiosk, "11-idle")
    kiosk.get_by_role("button", name="我还在").tap()
    kiosk.clock.run_for(58_000)
    expect(kiosk.locator("#stay")).to_be_hidden()
    expect(kiosk.locator("#answer")).to_be_visible()
    kiosk.clock.run_for(30_000)
    expect(kiosk.locator("#idle")).to_contain_text("10秒后")
    cookie = kiosk.context.cookies()[0]["value"]
    with kiosk.expect_response("**/api/forget_session"):
        kiosk.clock.run_for(3_000)
    expect(kiosk.locator("#home")).to_be_visible()
    expect(kiosk.locator("#said")).to_be_empty()
    assert kiosk.context.cookies()[0]["value"] != cookie


def test_an_emergency_stays_ten_minutes_and_then_offers_paper(kiosk: Page) -> None:
    kiosk.get_by_role("button", name="正在催我转钱").tap()
    expect(kiosk.locator("#said")).to_contain_text("先别转钱")
    kiosk.get_by_role("button", name="钱已经转出去了").tap()
    expect(kiosk.locator("#heading")).to_have_text("急事，照着做")
    look(kiosk, "12-paid")
    turn_to_the_last(kiosk)
    expect(kiosk.get_by_role("button", name="报案时说什么")).to_be_visible()
    look(kiosk, "13-paid-choices")
    kiosk.clock.run_for(590_000)
    expect(kiosk.locator("#answer")).to_be_visible()
    expect(kiosk.locator("#stay")).to_be_hidden()
    kiosk.clock.run_for(11_000)
    expect(kiosk.locator("#offer")).to_be_visible()
    look(kiosk, "14-offer")
    kiosk.clock.run_for(30_000)
    expect(kiosk.locator("#home")).to_be_visible()


def test_a_network_that_is_gone_for_a_minute(kiosk: Page) -> None:
    posts = posts_of(kiosk)
    kiosk.route("**/api/**", lambda route: route.abort())
    kiosk.get_by_role("button", name="短信").tap()
    kiosk.get_by_role("button", name="我中奖了").tap()
    expect(kiosk.locator("#offline")).to_contain_text("打110")
    look(kiosk, "15-offline")
    for _ in range(12):  # the kiosk's clock runs on while a busy machine is still failing the last try
        kiosk.clock.run_for(5_000)
    assert len(posts) >= 4
    assert len({post["id"] for post in posts}) == 1
    kiosk.unroute("**/api/**")
    kiosk.clock.run_for(5_000)
    expect(kiosk.locator("#said")).to_contain_text("这很像骗子")


def test_the_urgent_words_need_no_network(kiosk: Page) -> None:
    kiosk.route("**/api/**", lambda route: route.abort())
    for label, words in (("正在催我转钱", "先别转钱"), ("钱已经转出去了", "马上打110")):
        kiosk.get_by_role("button", name=label).tap()
        expect(kiosk.locator("#said")).to_contain_text(words)
        kiosk.locator("#next").tap()
        expect(kiosk.locator("#step")).to_contain_text(re.compile(r"第2页"))


def test_without_any_answer_the_calm_words_and_another_try(kiosk: Page) -> None:
    posts = posts_of(kiosk)
    kiosk.route("**/api/**", lambda route: route.abort())
    kiosk.get_by_role("button", name="看病").tap()
    kiosk.get_by_role("button", name="大师消灾").tap()
    for _ in range(22):
        kiosk.clock.run_for(5_000)
    expect(kiosk.locator("#failed")).to_contain_text("钱已经转了，打110")
    look(kiosk, "16-failed")
    kiosk.unroute("**/api/**")
    kiosk.get_by_role("button", name="再试一次").tap()
    expect(kiosk.locator("#said")).to_contain_text("这很像骗子")
    assert len({post["id"] for post in posts}) == 1


def test_nobody_speaks_in_the_name_of_the_last_one(kiosk: Page) -> None:
    # Attack: the network drops, the kiosk forgets on its own side only, and the next person sees the last one's case.
    kiosk.get_by_role("button", name="电话").tap()
    kiosk.get_by_role("button", name="要验证码").tap()
    expect(kiosk.locator("#answer")).to_be_visible()
    kiosk.route("**/api/forget_session", lambda route: route.abort())
    kiosk.get_by_role("button", name="回到开头").tap()
    posts = posts_of(kiosk)
    kiosk.get_by_role("button", name="打字说").tap()
    kiosk.locator("#words").fill("这是什么骗局")
    kiosk.get_by_role("button", name="写完了").tap()
    kiosk.clock.run_for(10_000)
    expect(kiosk.locator("#offline")).to_be_visible()
    assert posts == []
    kiosk.unroute("**/api/forget_session")
    kiosk.clock.run_for(5_000)
    expect(kiosk.locator("#answer")).to_be_visible()
    assert len(posts) == 1


def test_a_replys_markup_stays_text(kiosk: Page) -> None:
    # Attack: words quoted into a reply carry markup.
    hostile = "<img src=x onerror=alert(1)>"
    screen = {"text": hostile, "buttons": [{"label": hostile, "value": hostile}]}
    part = {"screens": [screen], "heading": hostile, "private": False, "held": False, "family": hostile}

    def fulfil(route: Route) -> None:
        route.fulfill(json={"id": "x", "blocks": [{"type": "text", "text": hostile}], "kiosk": part})

    kiosk.route("**/api/messages", fulfil)
    kiosk.get_by_role("button", name="看病").tap()
    kiosk.get_by_role("button", name="大师消灾").tap()
    expect(kiosk.locator("#said")).to_have_text(hostile)
    expect(kiosk.locator("#heading")).to_have_text(hostile)
    expect(kiosk.locator("#answer img")).to_have_count(0)


def test_only_what_has_a_voice_offers_to_be_read(kiosk: Page) -> None:
    key = "a" * 32
    screens = [{"text": "有声", "buttons": [], "voice": [key]}, {"text": "无声", "buttons": [], "voice": []}]
    part = {"screens": screens, "heading": "", "private": False, "held": False, "family": ""}

    def fulfil(route: Route) -> None:
        route.fulfill(json={"id": "x", "blocks": [{"type": "text", "text": "有声"}], "kiosk": part})

    kiosk.route("**/api/messages", fulfil)
    kiosk.get_by_role("button", name="看病").tap()
    kiosk.get_by_role("button", name="大师消灾").tap()
    with kiosk.expect_request(f"**/api/kiosk/voice/{key}"):
        kiosk.get_by_role("button", name="念给我听").tap()
    kiosk.get_by_role("button", name="下一页").tap()
    expect(kiosk.locator("#said")).to_have_text("无声")
    expect(kiosk.locator("#listen")).to_be_hidden()
