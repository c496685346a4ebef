"""What a clerk does in the console, as the chapter of docs/content-guide.md for staff tells it word for word.

Every bold word of the chapter is a word on the screen. `Followed` hands them out in
their order and refuses any other, so the guide and the pages cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from db.models import Example, Script
from db.session import transaction
from tests.browser.console_process import Console
from tests.browser.quick_process import look, sitting
from tests.conftest import ROOT

GUIDE = ROOT / "docs" / "content-guide.md"
CHAPTER = "## 在工作台里改，一直到居民听到"
TYPE, NAME = "brushing_task", "点赞关注做任务返利"
SUMMARY = "点赞领两三块红包，后来叫你充钱做单"
WAY, FIRST_LINE = "看短剧点赞领鸡蛋", "鸡蛋照拿，群里叫您充钱的，一分也别充。"
SENTENCES = [
    "楼下大姐喊我追短剧点小红心，头三天真领回来一板土鸡蛋，今儿说要垫六百才算完工",
    "那个剧友群让我妈每天给三部短剧点赞，鸡蛋领了两回，这会儿催她交三百八升级",
    "看短剧送鸡蛋的活动要我下个新软件，说点完赞去里头领补贴，得先放五百进去",
    "我在群里追剧领蛋，接待的说我漏点了一部，害得大伙结不了账，叫我补两千",
    "领鸡蛋那家店的人加了我，说看剧积分够了能换钱，但要先打一千激活",
]


class Followed:
    """The bold words of the chapter, one after the other."""

    def __init__(self) -> None:
        """Read the chapter; its first bold words only say what bold means."""
        chapter = GUIDE.read_text(encoding="utf-8").partition(CHAPTER)[2]
        self._left = re.findall(r"\*\*(.+?)\*\*", chapter)

    def __call__(self, words: str) -> str:
        """Return the words, which must be the next bold ones."""
        assert self._left, f"the guide ends before “{words}”"
        assert self._left.pop(0) == words
        return words

    def ends(self) -> None:
        """Fail where the guide goes on."""
        assert self._left == []


def go(page: Page, name: str) -> None:
    """Open a page from the menu."""
    page.get_by_role("navigation", name="目录").get_by_role("link", name=name, exact=True).click()


def press(page: Page, name: str) -> None:
    """Press a button or follow a link of the page itself."""
    here = page.get_by_role("main")
    here.get_by_role("button", name=name, exact=True).or_(here.get_by_role("link", name=name, exact=True)).click()


def fill(page: Page, name: str, words: str) -> None:
    """Write into a field, found by the beginning of its label."""
    here, label = page.get_by_role("main"), re.compile(f"^{name}")
    here.get_by_role("textbox", name=label).or_(here.get_by_role("searchbox", name=label)).fill(words)


def live(console: Console) -> tuple[str, list[str], set[str]]:
    """Return (the script's line, names of its variants, its examples) as they are published."""
    engine = console.engine()
    with transaction(engine) as session:
        script = session.get_one(Script, TYPE)
        asked = select(Example.text).where(Example.intent == f"scam/{TYPE}", Example.retired.is_(False))
        found = script.summary, [str(one["name"]) for one in script.words["variants"]], set(session.scalars(asked))
    engine.dispose()
    return found


def follow(browser: Browser, console: Console, published: Callable[[], None] = lambda: None) -> None:
    """Go through the whole chapter as two people at two computers.

    Args:
        browser: a real one.
        console: it runs.
        published: called when the new way has just gone live, before anything else is changed.
    """
    word = Followed()
    with sitting(browser, console) as editor, sitting(browser, console) as publisher:
        console.enter(editor, "小周", "editor")
        console.enter(publisher, "王芳", "publisher")
        change_words(word, editor, publisher, console)
        write_a_new_way(word, editor, console)
        train_and_approve(word, publisher, console)
        published()
        console.return_to(editor, "小周")
        try_it(word, editor)
        add_examples(word, editor)
        go_back(word, publisher, console)
    word.ends()


def change_words(word: Followed, editor: Page, publisher: Page, console: Console) -> None:
    go(editor, word("类型"))
    editor.get_by_role("link", name=NAME).click()
    press(editor, word("改这一份"))
    line = editor.get_by_label(word("一句话"), exact=True)
    line.fill("给你返现，快加客服 13800138000")
    expect(editor.locator('[data-error="summary"]')).to_contain_text("13800138000", timeout=30_000)
    look(editor, "clerk-objection")
    line.fill(SUMMARY)
    expect(editor.get_by_text(word("没有要改的地方。"))).to_be_visible(timeout=30_000)
    fill(editor, word("为什么改"), "居民说原来那句看不懂")
    press(editor, word("存好，去交"))
    press(editor, word("交给同事批准"))
    expect(editor.locator(".flash")).to_contain_text("交上去了")
    go(publisher, word("等发布的"))
    publisher.get_by_role("main").get_by_role("link", name=f"剧本：{NAME}").click()
    before, _, _ = live(console)
    press(publisher, word("批准…"))
    press(publisher, word("批准，马上发布"))
    expect(publisher.locator(".flash")).to_contain_text("批准了")
    assert (before, live(console)[0]) == ("点赞关注先领几块红包，后来要充钱做「福利单」", SUMMARY)


def write_a_new_way(word: Followed, editor: Page, console: Console) -> None:
    go(editor, word("新花样"))
    fill(editor, word("骗子说了什么"), "点赞")
    press(editor, word("查找"))
    editor.get_by_role("button", name=re.compile(f"^{word('就是这一种')}.*{NAME}$")).click()
    fill(editor, word("这个花样叫什么"), WAY)
    fill(editor, word("居民会打的词"), "短剧点赞、看剧领鸡蛋、剧友群、追剧领蛋")
    fill(editor, word("撞上它，最先要听到的一句"), FIRST_LINE)
    fill(editor, word("提醒"), "拿不准就打 13800138000 问接待。")
    expect(editor.locator('[data-error="new.warning"]')).to_contain_text("13800138000", timeout=30_000)
    fill(editor, "提醒", "送鸡蛋是引你进群，后面一叫你充钱做任务，就是诈骗。")
    fill(editor, word("说的是哪件事"), "看短剧点赞领鸡蛋，随后被拉进任务群")
    fill(editor, word("谁在什么场合说的"), "本街道十七位居民的反映")
    fill(editor, word("发表的年月"), "2026-11")
    editor.get_by_label(word("换下哪一种")).select_option(label="地推扫码送抽纸（2022-07 起）")
    press(editor, word("存好，下一步"))
    first = editor.get_by_label(word("第 1 句"), exact=True)
    expect(first).to_be_visible(timeout=30_000)
    first.fill(min(live(console)[2], key=len))
    expect(editor.locator('[data-error="sentences.0"]')).to_contain_text("已经有了", timeout=60_000)
    for number, text in enumerate(SENTENCES, 1):
        editor.get_by_label(f"第 {number} 句", exact=True).fill(text)
    fill(editor, word("为什么改"), "这周十七位居民说了这种新做法")
    press(editor, word("存好，看草稿"))
    expect(editor.locator(".flash")).to_contain_text("新花样写好了", timeout=60_000)
    press(editor, word("每类人会听到什么"))
    editor.locator("summary", has_text=re.compile(f"^{word('老年人')}$")).click()
    kiosk = editor.get_by_role("region", name=f"老年人：{word('触摸屏')}", exact=True)
    expect(kiosk).to_contain_text("打96110")
    look(editor, "clerk-preview")
    editor.get_by_role("main").get_by_role("link", name="返回", exact=True).click()
    press(editor, word("交给同事批准"))
    expect(editor.locator(".flash")).to_contain_text("交上去了", timeout=60_000)


def train_and_approve(word: Followed, publisher: Page, console: Console) -> None:
    go(publisher, word("等发布的"))
    expect(publisher.get_by_label(f"剧本：{NAME}（加 5 句）")).to_be_checked()
    press(publisher, word("开始训练"))
    expect(publisher.locator(".now")).to_contain_text("等另一位同事批准", timeout=console.patience)
    expect(publisher.get_by_role("table", name=word("把关：每一条规则和数字"))).to_be_visible()
    expect(publisher.get_by_role("heading", name=word("新模型好在哪里，差在哪里"))).to_be_visible()
    assert WAY not in live(console)[1]  # nothing is published before somebody else says so
    press(publisher, word("看过了，去批准…"))
    press(publisher, word("批准，换上"))
    expect(publisher.locator(".now")).to_contain_text(word("完成"), timeout=console.patience)
    _, variants, examples = live(console)
    assert WAY in variants
    assert examples >= set(SENTENCES)


def try_it(word: Followed, editor: Page) -> None:
    go(editor, word("试一句"))
    editor.get_by_label(word("居民的话")).fill("剧友群里叫我妈给短剧点赞领鸡蛋，是不是骗人的")
    press(editor, word("试一下"))
    expect(editor.get_by_role("heading", level=2)).to_have_text("助手的判断：高度疑似诈骗")
    expect(editor.locator(".quoted").first).to_contain_text(FIRST_LINE)  # of the new way, published a minute ago


def add_examples(word: Followed, editor: Page) -> None:
    go(editor, word("例句"))
    press(editor, word("加例句"))
    editor.get_by_label("类型").select_option(f"scam/{TYPE}")
    editor.get_by_label("例句").fill("追剧群里说点满一百部给个电饭锅，锅没见着先要我交押金")
    editor.get_by_label("为什么加").fill("又有两位居民这样说")
    press(editor, "检查并记进草稿")
    expect(editor.locator(".flash")).to_contain_text("记在草稿里了", timeout=60_000)
    press(editor, word("交上去"))
    expect(editor.locator(".flash")).to_contain_text("交上去了", timeout=60_000)


def go_back(word: Followed, publisher: Page, console: Console) -> None:
    go(publisher, word("历次发布"))
    press(publisher, word("回到第 1 版…"))
    publisher.get_by_label(word("连当时的话和例句一起回去")).check()
    expect(publisher.get_by_role("main")).to_contain_text(f"剧本：{NAME}")  # what it will change
    fill(publisher, word("为什么回去"), "这个新花样误报太多")
    press(publisher, word("回到第 1 版"))
    expect(publisher.locator("tbody").get_by_text(word("正常"), exact=True)).to_have_count(2, timeout=60_000)
    summary, variants, examples = live(console)
    assert summary == SUMMARY  # was published before the release was made, so it stays
    assert WAY not in variants
    assert examples.isdisjoint(SENTENCES)
    go(publisher, word("审计"))
    lines = publisher.locator("tbody tr").all_inner_texts()
    wanted = [
        ("王芳", "回到以前的一版", "这个新花样误报太多"), ("小周", "交草稿去审", f"examples/scam/{TYPE}"),
        ("王芳", "模型换上了", ""), ("王芳", "批准模型", ""), ("王芳", "开始发布任务", ""),
        ("小周", "交草稿去审", f"script/{TYPE}"), ("王芳", "批准并发布", f"script/{TYPE}"),
    ]  # fmt: skip
    for who, what, more in wanted:
        assert any(who in line and what in line and more in line for line in lines), (who, what, lines)
