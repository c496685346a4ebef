"""The console in a real Chromium, as a new clerk meets it; axe looks at every page."""

from __future__ import annotations

import os
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.browser.console_process import PASSWORD, Console, is_clean

PICTURES = os.environ.get("CONSOLE_PICTURES", "")  # a folder: every page seen here is kept there


def look(page: Page, name: str) -> None:
    """Let axe look at a page, and keep its picture where that is wanted."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"console-{name}.png", full_page=True)
    assert is_clean(page) == [], name


def test_a_new_clerk_comes_in_through_the_invitation(desk: Page, console: Console) -> None:
    desk.goto("/login")
    look(desk, "login")
    desk.get_by_label("名字").fill("没有这个人")
    desk.get_by_label("密码").fill("不对的密码")
    desk.get_by_role("button", name="登录").click()
    expect(desk.get_by_role("alert")).to_contain_text("没有登录成功")
    look(desk, "login-refused")
    desk.goto(console.invite("陈静", "viewer"))
    desk.get_by_label("密码", exact=True).fill("短")
    desk.get_by_label("再输入一次").fill("短")
    desk.get_by_role("button", name="设好密码").click()
    expect(desk.locator("#e-password")).to_contain_text("密码至少 12 个字")
    look(desk, "invitation-refused")
    console.enter(desk, "陈静", "viewer")
    expect(desk.get_by_role("heading", level=1)).to_have_text("今天")
    desk.get_by_role("link", name="陈静").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("我的账号")
    expect(desk.locator(".who")).to_contain_text("陈静")
    expect(desk.locator(".who")).to_contain_text("查看")
    look(desk, "account")
    desk.goto("/people")
    expect(desk.get_by_role("heading", level=1)).to_have_text("这一步没有做")
    look(desk, "forbidden")
    desk.get_by_role("button", name="退出").click()
    expect(desk.locator(".flash")).to_have_text("已经退出。")
    desk.go_back()
    desk.goto("/account")
    expect(desk.get_by_role("heading", level=1)).to_have_text("登录")


def test_a_phone_is_added_and_asked_for(desk: Page, console: Console) -> None:
    console.enter(desk, "赵强", "editor")
    desk.get_by_role("link", name="赵强").click()
    desk.get_by_role("button", name="打开手机验证器").click()
    look(desk, "phone")
    assert desk.evaluate("document.querySelector('.qr').naturalWidth") > 100
    secret = desk.locator(".secret").inner_text()
    desk.get_by_label("6 位数字").fill(pyotp.TOTP(secret).now())
    desk.get_by_role("button", name="打开").click()
    look(desk, "codes")
    code = desk.locator(".codes li").first.inner_text()
    desk.get_by_role("link", name="抄好了，返回").click()
    desk.get_by_role("button", name="退出").click()
    desk.get_by_label("名字").fill("赵强")
    desk.get_by_label("密码").fill(PASSWORD)
    desk.get_by_role("button", name="登录").click()
    look(desk, "code")
    desk.get_by_label("验证器上的 6 位数字").fill(code)
    desk.get_by_role("button", name="继续").click()
    desk.get_by_role("link", name="赵强").click()
    expect(desk.get_by_text("备用码还剩 9 个")).to_be_visible()
    for path in ("/account/password", "/account/phone/off", "/account/phone/codes"):
        desk.goto(path)
        look(desk, path.strip("/").replace("/", "-"))


def test_an_admin_invites_changes_and_shuts_out(desk: Page, console: Console) -> None:
    console.enter(desk, "王芳", "admin")
    desk.get_by_role("link", name="人员", exact=True).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("人员")
    look(desk, "people")
    desk.get_by_role("link", name="邀请同事").click()
    look(desk, "invite")
    desk.get_by_label("名字").fill("小李")
    desk.get_by_label("编辑").check()
    desk.get_by_role("button", name="生成邀请链接").click()
    expect(desk.locator("#link")).to_contain_text("/invitation/")
    look(desk, "link")
    desk.get_by_role("link", name="交好了，返回").click()
    desk.get_by_role("link", name="小李").click()
    look(desk, "person")
    desk.get_by_label("角色").select_option("publisher")
    desk.get_by_role("button", name="改角色").click()
    expect(desk.locator(".flash")).to_have_text("角色改好了。")
    desk.get_by_role("link", name="停用…").click()
    look(desk, "confirm")
    desk.get_by_role("button", name="停用这个账号").click()
    expect(desk.locator(".facts")).to_contain_text("停用")
    desk.get_by_role("navigation", name="目录").get_by_role("link", name="审计").click()
    expect(desk.get_by_role("row", name="停用账号")).to_contain_text("小李")
    look(desk, "audit")
    desk.get_by_label("做了什么").select_option("staff.role")
    desk.get_by_role("button", name="筛选").click()
    expect(desk.locator("tbody tr")).to_have_count(1)


def test_a_channel_is_shut_with_approved_words(desk: Page, console: Console) -> None:
    console.enter(desk, "刘洋", "admin")
    desk.get_by_role("link", name="开关").click()
    look(desk, "switches")
    desk.get_by_role("link", name="关掉网页…").click()
    desk.get_by_label("为什么").fill("换服务器")
    desk.get_by_label("这里正在更新").check()
    look(desk, "switch")
    desk.get_by_role("button", name="关掉网页").click()
    expect(desk.get_by_role("region", name="网页 关着")).to_contain_text("这里正在更新")
    look(desk, "switches-off")


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_no_page_needs_sideways_scrolling(width: int, desk: Page, console: Console) -> None:
    desk.set_viewport_size({"width": width, "height": 700})
    console.enter(desk, f"孙{width}", "admin")
    for path in ("/people", "/people/invite", "/switches", "/audit", "/account"):
        desk.goto(path)
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_everything_works_by_keyboard_and_focus_is_seen(desk: Page, console: Console) -> None:
    console.enter(desk, "周敏", "admin")
    expect(desk.get_by_role("heading", level=1)).to_have_text("今天")  # a key pressed earlier goes to the page before
    desk.bring_to_front()
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="跳到正文")).to_be_focused()
    expect(desk.get_by_role("link", name="跳到正文")).to_be_in_viewport()
    desk.keyboard.press("Enter")
    for _ in range(4):
        desk.keyboard.press("Tab")
        ring = desk.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert ring >= 2, "focus cannot be seen"
    assert desk.evaluate("document.querySelector('main').contains(document.activeElement)")
