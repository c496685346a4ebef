"""Section 脚本 in a real Chromium, as a clerk, her colleague and their boss use it; axe looks at every page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.console_process import PASSWORD, Console, is_clean

PICTURES = os.environ.get("CONSOLE_PICTURES", "")  # a folder: every page seen here is kept there
SCRIPT = "/scripts/service_membership"
SLOW_MS = 60_000  # the first look at new examples reads all that are there


def look(page: Page, name: str) -> None:
    """Let axe look at a page, and keep its picture where that is wanted."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"console-scripts-{name}.png")
    assert is_clean(page) == [], name


@pytest.fixture
def second(browser: Browser, console: Console) -> Iterator[Page]:
    """Open the browser of a colleague."""
    fresh = browser.new_context(base_url=console.url, viewport={"width": 1280, "height": 800}, locale="zh-CN")
    yield fresh.new_page()
    fresh.close()


def begin(page: Page, path: str = SCRIPT) -> None:
    """Open a draft of one's own, beside those of others."""
    page.goto(path)
    page.get_by_role("button", name="改这一份").click()
    if page.get_by_role("button", name="另写一份").count():
        page.get_by_role("button", name="另写一份").click()


def summary(page: Page) -> str:
    """Return the one sentence that stands in the form."""
    return page.get_by_label("一句话", exact=True).input_value()


def test_a_clerk_changes_words_and_a_second_person_publishes_them(desk: Page, second: Page, console: Console) -> None:
    console.enter(desk, "陈静", "editor")
    desk.get_by_role("link", name="类型", exact=True).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("脚本")
    expect(desk.locator("tbody tr")).to_have_count(64)
    look(desk, "1-list")
    desk.get_by_label("找脚本里的词").fill("百万保障")
    desk.get_by_role("button", name="查找").click()
    desk.get_by_role("link", name="取消会员与百万保障").click()
    look(desk, "2-script")
    desk.get_by_role("button", name="改这一份").click()
    desk.get_by_label("一句话", exact=True).fill("假客服打13800138000，说不取消会员就扣钱")
    expect(desk.locator('[id="e-summary"]')).to_contain_text("13800138000")
    expect(desk.locator('[id="f-summary"]')).to_have_attribute("aria-invalid", "true")
    look(desk, "3-edit")
    desk.get_by_label("一句话", exact=True).fill("假客服说不取消就月月扣你八百，借口帮你关，把钱转走")
    expect(desk.locator('[id="e-summary"]')).to_be_empty()
    desk.get_by_label("为什么改").fill("居民只说“取消”")
    desk.get_by_role("button", name="存好，听听怎么说").click()
    expect(desk.locator(".heard").first).to_contain_text("不取消就月月扣你八百")
    desk.locator("summary", has_text="独居或带孙的老人").click()
    look(desk, "4-preview")
    desk.get_by_role("link", name="返回").click()
    expect(desk.locator("del")).to_contain_text("会员")
    look(desk, "5-draft")
    desk.get_by_role("button", name="交给同事批准").click()
    expect(desk.locator(".flash")).to_contain_text("等另一位同事批准")
    console.enter(second, "王芳", "publisher")
    second.get_by_role("link", name="草稿").click()
    look(second, "6-drafts")
    second.get_by_role("link", name="脚本：取消会员与百万保障").click()
    second.get_by_role("link", name="批准…").click()
    look(second, "7-approve")
    second.get_by_role("button", name="批准，马上发布").click()
    expect(second.locator(".flash")).to_have_text("批准了，10 秒内各处生效。")
    desk.goto(f"{SCRIPT}/history")
    expect(desk.get_by_role("row", name="第 2 版")).to_contain_text("王芳")
    look(desk, "8-history")
    desk.get_by_role("link", name="这一版改了什么").click()
    look(desk, "9-compare")
    desk.go_back()
    desk.get_by_role("button", name="恢复成这一版").click()
    expect(desk.locator(".flash")).to_contain_text("第 1 版放进了一份新草稿")


def test_two_browsers_on_one_script_lose_nothing(desk: Page, second: Page, console: Console) -> None:
    console.enter(desk, "李雪", "editor")
    console.enter(second, "周敏", "editor")
    begin(desk, "/scripts/loan_fake")
    second.goto(desk.url)
    desk.get_by_label("一句话", exact=True).fill("李雪写的一句话，说的是假贷款")
    desk.get_by_role("button", name="存草稿").click()
    second.get_by_label("一句话", exact=True).fill("周敏写的一句话，说的是假贷款")
    second.locator("summary", has_text="标语").click()
    second.locator('[id="f-slogans.0"]').fill("先交钱的贷款，都是假的")
    second.get_by_role("button", name="存草稿").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("两个人改了同一份")
    second.get_by_role("button", name="照选好的存").click()
    expect(second.locator(".error")).to_contain_text("请选一边")
    look(second, "10-conflict")
    second.get_by_role("group", name="一句话").get_by_label("用我写的").check()
    second.get_by_role("button", name="照选好的存").click()
    assert summary(second) == "周敏写的一句话，说的是假贷款"
    assert second.locator('[id="f-slogans.0"]').input_value() == "先交钱的贷款，都是假的"


def test_what_was_typed_outlives_the_session_without_scripts(browser: Browser, console: Console) -> None:
    context = browser.new_context(base_url=console.url, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    console.enter(page, "孙丽", "editor")
    begin(page, "/scripts/health_product")
    page.get_by_label("一句话", exact=True).fill("写了半小时才写好的一句话")
    context.clear_cookies()
    page.get_by_role("button", name="存草稿").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("您已经退出，写的都还在")
    with context.expect_page() as opened:
        page.get_by_role("link", name="在新窗口登录").click()
    login = opened.value
    login.get_by_label("名字").fill("孙丽")
    login.get_by_label("密码").fill(PASSWORD)
    login.get_by_role("button", name="登录").click()
    expect(login.locator(".who")).to_contain_text("孙丽")
    page.get_by_role("button", name="接着存").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("再按一次就存上")
    page.get_by_role("button", name="接着存").click()
    assert summary(page) == "写了半小时才写好的一句话"
    context.close()


def test_the_page_after_the_end_of_a_session_is_clean(desk: Page, console: Console) -> None:
    console.enter(desk, "吴桂", "editor")
    begin(desk, "/scripts/job_recruit")
    desk.get_by_label("一句话", exact=True).fill("写了半小时才写好的一句话")
    desk.context.clear_cookies()
    desk.get_by_role("button", name="存草稿").click()
    look(desk, "11-kept")


def test_a_new_way_in_three_steps(desk: Page, console: Console) -> None:
    desk.set_default_timeout(SLOW_MS)
    console.enter(desk, "赵岚", "editor")
    desk.get_by_role("link", name="新花样").click()
    desk.get_by_label("骗子说了什么").fill("百万保障")
    desk.get_by_role("button", name="查找").click()
    look(desk, "12-new-way-1")
    desk.locator(".pick", has_text="取消会员与百万保障").get_by_role("button").click()
    desk.get_by_label("换下哪一种").select_option(label="苹果FaceTime假客服（2023-10 起）")
    desk.get_by_label("这个花样叫什么").fill("会员卡升级要刷脸")
    desk.get_by_label("居民会打的词").fill("会员卡升级、刷脸领卡、对着镜头")
    desk.get_by_label("撞上它，最先要听到的一句").fill("别对着镜头眨眼，先把视频挂掉。")
    desk.get_by_label("提醒").fill("他让您对着镜头刷脸，是在用您的脸办贷款。")
    desk.get_by_label("说的是哪件事").fill("以升级会员卡为名骗人刷脸")
    desk.get_by_label("谁在什么场合说的").fill("本区反诈中心周报")
    desk.get_by_label("发表的年月").fill("2026-11")
    look(desk, "13-new-way-2")
    desk.get_by_role("button", name="存好，下一步").click()
    sentences = ["客服说会员卡升级要我对着镜头眨眼睛", "让我刷脸领什么会员卡，眨了几下眼钱没了",
                 "我妈被叫去视频里张嘴摇头，说是激活会员", "说不刷脸会员到期就扣钱，叫我看镜头"]  # fmt: skip
    for number, text in enumerate(sentences, 1):
        desk.get_by_label(f"第 {number} 句").fill(text)
    desk.get_by_label("第 5 句").fill("打13800138000升级会员")
    expect(desk.locator('[id="e-sentences.4"]')).to_contain_text("像是手机号", timeout=SLOW_MS)
    look(desk, "14-new-way-3")
    desk.get_by_label("第 5 句").fill("视频会议里有个女的教我刷脸关会员")
    desk.get_by_role("button", name="存好，看草稿").click()
    expect(desk.locator(".flash")).to_contain_text("新花样写好了", timeout=SLOW_MS)
    look(desk, "15-new-way-draft")
    desk.get_by_role("button", name="交给同事批准").click()
    expect(desk.locator(".notice")).to_contain_text("重新训练", timeout=SLOW_MS)


PATHS = ("/scripts", SCRIPT, f"{SCRIPT}/preview", "/items", "/items/signal", "/items/answer/hotline_96110",
         "/items/hotline/new", "/drafts", "/newway")  # fmt: skip


@pytest.mark.parametrize("width", [640, 700, 1280])
def test_no_page_needs_sideways_scrolling(width: int, desk: Page, console: Console) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    console.enter(desk, f"何{width}", "admin")
    for path in PATHS:
        desk.goto(path)
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert is_clean(desk) == [], path
    begin(desk, "/scripts/invest_crypto")
    desk.locator("form.draft details").evaluate_all("folds => folds.forEach((fold) => { fold.open = true })")
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    look(desk, f"16-all-open-{width}")


@pytest.mark.parametrize("path", ["/items/answer/hotline_96110", "/items/wording/greeting", "/items/group/elderly",
                                  "/items/signal/asks_screen_share", "/items/hotline/96110"])  # fmt: skip
def test_the_other_forms_are_clean_and_answer_while_typed(path: str, desk: Page, console: Console) -> None:
    console.enter(desk, f"马{path.split('/')[2]}", "admin")
    begin(desk, path)
    first = desk.locator("form.draft .field input[type=text], form.draft .field textarea").first
    first.fill("加我微信 http://a.example/x 再说")
    expect(desk.locator(".error:not(:empty)").first).to_be_visible()
    look(desk, f"17-{path.split('/')[2]}")


def test_a_fold_opens_by_keyboard_and_a_link_finds_its_field(desk: Page, console: Console) -> None:
    console.enter(desk, "郑洁", "editor")
    begin(desk, "/scripts/prize_lottery")
    fold = desk.locator("summary", has_text="写给不同的人")
    fold.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("summary", has_text="老年人").first).to_be_visible()
    desk.locator("summary", has_text="标语").click()
    desk.locator('[id="f-slogans.0"]').fill("")
    desk.locator('[id="f-slogans.1"]').fill("")
    desk.locator('[id="f-stages.1.says.0"]').evaluate("field => { field.value = '打13800138000' }")
    desk.get_by_role("button", name="存好，去交").click()
    desk.locator(".problems a", has_text="步骤 › 第 2 步").first.click()
    expect(desk.locator('[id="f-stages.1.says.0"]')).to_be_focused()
    expect(desk.locator('[id="f-stages.1.says.0"]')).to_be_in_viewport()


def test_what_was_typed_before_the_module_came_is_asked_about_too(desk: Page, console: Console) -> None:
    console.enter(desk, "陈静", "editor")
    held: list[Route] = []
    desk.route("**/static/check.js", lambda route: held.append(route))  # a builtin is refused
    desk.goto(SCRIPT)
    desk.get_by_role("button", name=re.compile("改这一份|另写一份")).first.click(no_wait_after=True)
    desk.get_by_label("一句话", exact=True).fill("假客服打13800138000，说不取消会员就扣钱")
    expect(desk.locator('[id="e-summary"]')).to_be_empty()
    held.pop().continue_()
    expect(desk.locator('[id="e-summary"]')).to_contain_text("13800138000", timeout=SLOW_MS)
