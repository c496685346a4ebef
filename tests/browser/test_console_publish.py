"""Publishing in a real Chromium: what waits, a job live, the gate, a second person, and back again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.publish.rules import Operator
from bot.publish.service import Desk, make_desk
from bot.settings import Settings
from db.audit import record
from db.example_changes import ExampleChanges, ExampleText
from tests.browser.quick_process import QuickConsole, look, sitting
from tests.fakes.quick_console import HOLD, SPOIL

KEEP = bool(os.environ.get("KEEP_PICTURES"))  # set: docs/pictures/console-publish-*.png are made anew
TYPE = "brushing_task"
TEXT = "对门妹子拉我进群给视频点小红心，头两回真给我发了三块六，这回要我先垫三百八"
ANN = Operator("小周", "editor")


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QuickConsole]:
    """Start the console."""
    running = QuickConsole(tmp_path_factory.mktemp("publish"))
    yield running
    running.system.stop()


@cache
def desk_of(console: QuickConsole) -> Desk:
    """Return the desk of the same database, for what other pages do."""
    return make_desk(console.engine(), Settings(var_dir=str(console.folder)), record)


def submit_words(console: QuickConsole, summary: str) -> int:
    """Hand in a draft of one script's words, as the page of the scripts does."""
    drafts = desk_of(console).drafts
    opened = drafts.open("script", TYPE, ANN, "居民说这一句看不懂")
    assert opened.data is not None
    saved = drafts.save(
        opened.id, opened.version, ANN, {**opened.data, "summary": summary}, ExampleChanges(), "居民说这一句看不懂"
    )
    assert saved.problems == []
    return drafts.submit(opened.id, saved.draft.version, ANN).id


def submit_examples(console: QuickConsole, text: str) -> int:
    """Hand in a draft with one example."""
    drafts = desk_of(console).drafts
    changes = ExampleChanges(add=(ExampleText(text, f"scam/{TYPE}"),))
    opened = drafts.open("examples", f"scam/{TYPE}", ANN, "这周有九个人这样说", examples=changes)
    return drafts.submit(opened.id, opened.version, ANN).id


def test_a_model_goes_from_drafts_to_every_replica_and_back(browser: Browser, quick: QuickConsole) -> None:
    submit_words(quick, "点赞领两三块红包，后来叫你充钱做单")
    submit_examples(quick, TEXT)
    quick.say(HOLD)
    with sitting(browser, quick) as first, sitting(browser, quick) as second:
        quick.enter(first, "王芳", "publisher")
        first.goto("/publish")
        expect(first.get_by_role("table", name="等批准，1 份")).to_contain_text("剧本：点赞关注做任务")
        look(first, "console-publish-1", KEEP)
        first.get_by_role("button", name="开始训练").click()
        expect(first.locator(".jobsteps [aria-current]")).to_contain_text("训练")
        expect(first.get_by_text("大约还要")).to_be_visible()
        look(first, "console-publish-2", KEEP)
        quick.say(HOLD, on=False)
        expect(first.locator(".now")).to_contain_text("等另一位同事批准", timeout=60_000)
        expect(first.get_by_role("link", name="看过了，去批准…")).to_be_visible()  # it wrote nothing of it
        expect(first.get_by_text("把关通过")).to_be_visible()
        expect(first.get_by_role("img", name="各类型认对的比例，原来和新的")).to_be_visible()
        look(first, "console-publish-3", KEEP)
        quick.enter(second, "李明", "publisher")
        second.goto("/publish")
        second.get_by_role("link", name="去看这个任务").click()
        second.get_by_role("link", name="看过了，去批准…").click()
        look(second, "console-publish-4", KEEP)
        second.get_by_role("button", name="批准，换上").click()
        expect(second.locator(".now")).to_contain_text("完成", timeout=60_000)
        second.locator("summary", has_text="经过").click()
        expect(second.locator(".log")).to_contain_text("副本 副本一：换上了")
        expect(second.locator(".log")).to_contain_text("副本 副本二：换上了")
        look(second, "console-publish-5", KEEP)
        second.get_by_role("link", name="历次发布").click()
        look(second, "console-publish-6", KEEP)
        second.get_by_role("link", name="回到第 1 版…").click()
        second.get_by_label("为什么回去").fill("误报多了")
        second.get_by_label("连当时的话和例句一起回去").check()
        look(second, "console-publish-7", KEEP)
        second.get_by_role("button", name="回到第 1 版").click()
        expect(second.locator(".flash")).to_contain_text("回去了")
        expect(second.get_by_text("正常", exact=True)).to_have_count(2)
        look(second, "console-publish-8", KEEP)
        second.get_by_role("link", name="返回历次发布").click()
        expect(second.get_by_role("row", name="第 1 版").first).to_contain_text("正在用")


def test_a_worse_model_is_refused_until_someone_says_why(browser: Browser, quick: QuickConsole) -> None:
    submit_examples(quick, "楼上大哥领我去关注店铺，一个号给两毛，攒到一百不让提，说要先充会员")
    quick.say(SPOIL)
    with sitting(browser, quick) as page:
        quick.enter(page, "张伟", "publisher")
        page.goto("/publish")
        page.get_by_role("button", name="开始训练").click()
        expect(page.locator(".now")).to_contain_text("没有放行", timeout=60_000)
        expect(page.locator(".problems").first).to_contain_text("点赞关注做任务")
        look(page, "console-publish-9", KEEP)
        page.get_by_text("一定要用这个模型").click()
        page.get_by_label("为什么破例").fill("这几句本来就有争议")
        page.get_by_role("button", name="破例放行").click()
        expect(page.locator(".notice").first).to_contain_text("这几句本来就有争议")
        page.get_by_role("link", name="取消这个任务…").click()
        look(page, "cancel")
        page.get_by_role("button", name="取消这个任务").click()
        expect(page.locator(".flash")).to_contain_text("取消了")
    quick.say(SPOIL, on=False)


def test_words_are_live_when_another_person_approves(browser: Browser, quick: QuickConsole) -> None:
    draft = submit_words(quick, "点赞领几块红包，后来叫你充钱做单")
    with sitting(browser, quick) as page:
        quick.enter(page, "赵强", "publisher")
        page.goto("/publish")
        page.get_by_role("link", name="剧本：点赞关注做任务返利").first.click()
        assert page.url.endswith(f"/drafts/{draft}")
        page.get_by_role("link", name="批准…").click()
        page.get_by_role("main").get_by_role("button", name="批准").click()
        expect(page.locator(".flash")).to_contain_text("批准了")
    assert desk_of(quick).item("script", TYPE)["summary"] == "点赞领几块红包，后来叫你充钱做单"


def test_without_scripts_the_page_reloads_itself_and_everything_is_there(browser: Browser, quick: QuickConsole) -> None:
    submit_examples(quick, "班级群有个阿姨叫大家给她店里点收藏，说满十个返一块五，后来要押金")
    quick.say(HOLD)
    with sitting(browser, quick, java_script_enabled=False) as page:
        quick.enter(page, "孙丽", "publisher")
        page.goto("/publish")
        page.get_by_role("button", name="开始训练").click()
        expect(page.locator("meta[http-equiv=refresh]")).to_have_attribute("content", "10")
        expect(page.locator(".jobsteps")).to_contain_text("正在做")
        page.get_by_role("link", name="取消这个任务…").click()
        page.get_by_role("button", name="取消这个任务").click()
        expect(page.locator(".flash")).to_contain_text("取消了")
    quick.say(HOLD, on=False)


@pytest.mark.parametrize(("width", "zoom"), [(700, 1), (640, 1)])
def test_no_page_needs_sideways_scrolling(width: int, zoom: int, browser: Browser, quick: QuickConsole) -> None:
    with sitting(browser, quick) as page:
        page.set_viewport_size({"width": width, "height": 700})
        quick.enter(page, f"钱{width}", "publisher")
        jobs = desk_of(quick).jobs.listed()
        for path in (
            "/publish",
            "/publish/releases",
            "/publish/replicas",
            *(f"/publish/jobs/{job.id}" for job in jobs),
        ):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def in_the_audit(page: Page) -> list[str]:
    """Return what the audit shows, newest first."""
    page.goto("/audit")
    return page.locator("tbody td:nth-child(3)").all_inner_texts()
