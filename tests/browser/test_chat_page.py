"""The chat page, in a real Chromium against the running system."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Dialog, Locator, Page, Request, Route, expect

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PAID = "我做刷单任务被骗了，已经转了五千块过去，现在不给我提现"
FRAGMENT = "有人拉我进群做刷单"
TEXT_ONLY = {"12110", "12381"}
MEASURE_TARGETS = """() => [...document.querySelectorAll('button, textarea, .bubble a')]
  .filter((e) => e.getClientRects().length)
  .map((e) => [e.textContent.trim() || e.id, e.offsetWidth, e.offsetHeight, e.tagName])"""


def opened(page: Page) -> Locator:
    """Open the page, wait for the greeting, and return the assistant's replies."""
    page.goto("/")
    replies = page.locator(".theirs")
    expect(replies).to_have_count(1)
    return replies


def say(page: Page, text: str) -> None:
    """Type and press the send button."""
    page.locator("#input").fill(text)
    page.get_by_role("button", name="发送").click()


def record_posts(page: Page) -> list[dict[str, Any]]:
    """Collect the body of every message that the page posts from now on."""
    posts: list[dict[str, Any]] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            posts.append(request.post_data_json or {})

    page.on("request", note)
    return posts


def answer_with(page: Page, *blocks: dict[str, Any], status: int = 200) -> None:
    """Let the server's answer to every message be these blocks."""

    def fulfil(route: Route) -> None:
        body = json.dumps({"id": "x", "blocks": blocks})
        route.fulfill(status=status, content_type="application/json", body=body)

    page.route("**/api/messages", fulfil)


def test_greets_and_breaks_no_policy(page: Page) -> None:
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    expect(opened(page)).to_contain_text("反诈助手")
    expect(page.locator("#opening")).to_have_count(0)
    assert errors == []


def test_without_greeting_the_header_says_who_we_are(page: Page) -> None:
    page.route("**/api/greeting", lambda route: route.fulfill(status=500, body="{}"))
    with page.expect_response("**/api/greeting"):
        page.goto("/")
    expect(page.locator(".who")).to_have_text("自动回复，不是警察。我不会让您转账、要验证码")
    expect(page.locator("#log > *")).to_have_count(0)


def test_conversation_by_mouse(page: Page) -> None:
    posts = record_posts(page)
    replies = opened(page)
    say(page, PAID)
    expect(replies).to_have_count(2)
    expect(replies.nth(1).locator(".bubble").first).to_contain_text("110")
    expect(page.locator("#input")).to_be_focused()
    choice = replies.nth(1).locator("button.choice").first
    value, label = choice.get_attribute("data-choice"), choice.get_attribute("data-label")
    choice.click()
    expect(page.locator(".mine .words").last).to_have_text(str(label))
    expect(replies).to_have_count(3)
    assert (posts[1]["choice"], posts[1]["text"]) == (value, label)
    expect(replies.nth(1).locator("button")).to_have_count(0)
    expect(replies.nth(1)).to_contain_text(str(label))


def test_conversation_by_keyboard(page: Page) -> None:
    replies = opened(page)
    keys = page.keyboard
    for _ in range(20):
        keys.press("Tab")
        ring = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert ring >= 2, "focus cannot be seen"
        if page.evaluate("document.activeElement.id") == "input":
            break
    keys.type(PAID)
    keys.press("Shift+Enter")
    keys.type("怎么办")
    keys.press("Enter")
    expect(page.locator(".mine .words")).to_have_text(f"{PAID}\n怎么办")
    expect(replies).to_have_count(2)
    expect(page.locator("#input")).to_be_focused()
    for _ in range(3):  # back over the two urgent entries to the last choice
        keys.press("Shift+Tab")
    label = page.evaluate("document.activeElement.dataset.label")
    keys.press("Enter")
    expect(page.locator(".mine .words").last).to_have_text(label)
    expect(replies).to_have_count(3)
    expect(page.locator("#input")).to_be_focused()


def test_enter_while_composing_does_not_send(page: Page) -> None:
    replies = opened(page)
    page.locator("#input").focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "shuadan", "selectionStart": 7, "selectionEnd": 7})
    page.keyboard.press("Enter")
    expect(page.locator(".mine")).to_have_count(0)
    session.send("Input.insertText", {"text": "刷单"})
    page.keyboard.press("Enter")
    expect(page.locator(".mine .words")).to_contain_text("刷单")
    expect(replies).to_have_count(2)


def test_big_letters_are_remembered_and_told(page: Page) -> None:
    posts = record_posts(page)
    opened(page)
    page.locator("#letters").click()
    page.reload()
    expect(page.locator("html")).to_have_class("large")
    expect(page.locator("#letters")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".theirs")).to_have_count(1)
    say(page, FRAGMENT)
    expect(page.locator(".theirs")).to_have_count(2)
    page.locator("#letters").click()
    say(page, FRAGMENT)
    expect(page.locator(".theirs")).to_have_count(3)
    assert [post.get("elder") for post in posts] == [True, None]


@pytest.mark.parametrize(
    ("label", "value"), [("钱已经转出去了", "urgent:paid"), ("正在催我转钱", "urgent:paying")], ids=["paid", "paying"]
)
def test_urgent_entries(page: Page, label: str, value: str) -> None:
    posts = record_posts(page)
    replies = opened(page)
    page.locator("#bottom").get_by_role("button", name=label).click()
    expect(page.locator(".mine .words")).to_have_text(label)
    expect(replies.nth(1)).to_contain_text("110")
    expect(page.locator("#bottom").get_by_role("button", name=label)).to_be_in_viewport(ratio=1)
    assert [post["choice"] for post in posts] == [value]


def test_no_answer_gives_the_calm_words_and_the_same_id_again(page: Page) -> None:
    page.add_init_script(path=HERE / "quick_pauses.js")
    posts = record_posts(page)
    replies = opened(page)
    page.route("**/api/messages", lambda route: route.abort())
    say(page, PAID)
    calm = page.locator("#log .calm")
    expect(calm).to_contain_text("先别转钱；钱已经转了打110；拿不准打96110")
    assert page.evaluate("window.pauses") == [1000, 3000]
    page.unroute("**/api/messages")
    calm.get_by_role("button", name="再发一次").click()
    expect(calm).to_have_count(0)
    expect(replies).to_have_count(2)
    assert len(posts) == 4
    assert len({post["id"] for post in posts}) == 1


def test_a_lost_message_is_tried_again_under_its_id(page: Page) -> None:
    page.add_init_script(path=HERE / "quick_pauses.js")
    page.add_init_script(path=HERE / "flaky_fetch.js")
    replies = opened(page)
    say(page, PAID)
    expect(replies).to_have_count(2)
    ids = page.evaluate("window.postedIds")
    assert len(ids) == 3
    assert len(set(ids)) == 1
    say(page, FRAGMENT)
    expect(replies).to_have_count(3)
    assert page.evaluate("window.postedIds[3]") != ids[0]


def test_blocks_of_a_refusal_are_shown(page: Page) -> None:
    opened(page)
    answer_with(page, {"type": "text", "text": "慢一点，急的话打110。"}, status=429)
    say(page, FRAGMENT)
    expect(page.locator(".theirs").last).to_contain_text("慢一点，急的话打110。")


def test_a_residents_markup_stays_text(page: Page) -> None:
    # Attack: a resident (or the scammer he quotes) writes markup that would run where it is shown.
    hostile = "<img src=x onerror=alert(1)>"
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    replies = opened(page)
    say(page, hostile)
    expect(page.locator(".mine .words")).to_have_text(hostile)
    expect(replies).to_have_count(2)
    expect(page.locator("#log img")).to_have_count(0)
    assert dialogs == []


def test_a_replys_markup_and_foreign_addresses_stay_text(page: Page) -> None:
    # Attack: words quoted into a reply carry markup, and media blocks point outside our server.
    hostile = "<b onclick=alert(1)>点我</b>"
    outside = [
        {"type": "image", "url": url, "text": hostile} for url in ("//evil.example/x", "javascript:alert(1)", "/\\evil")
    ]
    listed = [{"n": 1, "value": hostile, "label": hostile}]
    opened(page)
    answer_with(
        page, {"type": "card", "title": hostile, "text": hostile}, *outside, {"type": "choices", "choices": listed}
    )
    say(page, FRAGMENT)
    expect(page.locator(".theirs .card-title")).to_have_text(hostile)
    expect(page.locator(".choice")).to_contain_text(hostile)
    expect(page.locator("#log b, #log img")).to_have_count(0)


def test_only_known_hotlines_become_links(page: Page) -> None:
    opened(page)
    answer_with(page, {"type": "text", "text": "打110，工行95588。他用95013打来，要120元，编号1101234，+86-10-12308。"})
    say(page, FRAGMENT)
    links = page.locator(".theirs").last.locator("a")
    expect(links).to_have_text(["110", "95588"])
    assert [link.get_attribute("href") for link in links.all()] == ["tel:110", "tel:95588"]


def test_the_pages_hotlines_are_those_of_the_content() -> None:
    html = (ROOT / "bot/edge/static/index.html").read_text(encoding="utf-8")
    listed = re.search(r'data-hotlines="([\d ]+)"', html)
    content = yaml.safe_load((ROOT / "db/content/hotlines.yml").read_text(encoding="utf-8"))
    assert listed is not None
    assert set(listed[1].split()) == {str(line["id"]) for line in content["hotlines"]} - TEXT_ONLY


def test_too_long_is_told_and_not_sent(page: Page) -> None:
    opened(page)
    page.locator("#input").fill("长" * 2001)
    expect(page.locator("#over")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".mine")).to_have_count(0)
    page.locator("#input").fill("长" * 2000)
    expect(page.locator("#over")).to_be_hidden()
    expect(page.locator("#near")).to_be_visible()


@pytest.mark.parametrize("large", [False, True], ids=["standard", "large"])
def test_320_pixels_need_no_sideways_scrolling(page: Page, large: bool) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    replies = opened(page)
    if large:
        page.locator("#letters").click()
    say(page, PAID + "https://" + "a" * 300)
    expect(replies).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for button in page.locator(".urgent button").all():
        expect(button).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(("large", "letters", "target"), [(False, 15, 44), (True, 24, 60)], ids=["standard", "large"])
def test_contrast_letters_and_targets(page: Page, large: bool, letters: int, target: int) -> None:
    replies = opened(page)
    if large:
        page.locator("#letters").click()
    say(page, PAID)
    expect(replies).to_have_count(2)
    words = page.evaluate((HERE / "measure_words.js").read_text(encoding="utf-8"))
    assert len(words) > 8
    assert [each for each in words if each["contrast"] < 4.5] == []
    assert [each for each in words if each["size"] < letters] == []
    assert [each for each in words if each["bubble"] and each["spacing"] < 1.59] == []
    targets = [each for each in page.evaluate(MEASURE_TARGETS) if large or each[3] != "A"]
    assert [each for each in targets if min(each[1], each[2]) < target] == []
