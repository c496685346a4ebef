"""Review, leads, return visits and retention in a real Chromium; axe looks at every page."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from bot.edge.seal import Sealer
from bot.settings import Settings
from bot.text.mask import Found as Hidden
from db import assessments, clusters, leads, visits
from db.assessments import Entry
from db.clusters import Found
from db.models import utc_now
from db.session import make_engine, transaction
from db.visits import POLICE, NewVisit
from tests.browser.console_process import Console, is_clean

PICTURES = os.environ.get("CONSOLE_PICTURES", "")  # a folder: every page seen here is kept there
ALIKE = (
    "门把手上挂了一张试吃卡，扫码进群签到就送大米，签了三天叫我充钱",
    "楼下超市的试吃卡，进群签到真送了一袋米，后来说充五百返六百五",
    "有人往门上挂试吃卡，群里签到领米，接着让我打车把现金送过去",
    "试吃卡上写签到七天送油，群里的人说充值才能继续领",
)
NUMBER = "13987654321"


def look(page: Page, name: str) -> None:
    """Let axe look at a page, and keep its picture where that is wanted."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"console-{name}.png", full_page=True)
    assert is_clean(page) == [], name


def as_file(name: str, text: str) -> FilePayload:
    """Return a CSV to be chosen in a form."""
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def _entry(text: str, doubt: str, type_id: str = "brushing_prepay") -> Entry:
    ranking = ((type_id or "none", 0.43), ("brushing_task", 0.31), ("health_product", 0.09), ("none", 0.05))
    signals = (("free_gifts", "签到"),) if "签到" in text else ()
    return Entry(
        channel="wechat", text=text, intent="scam", type=type_id, verdict="suspect" if type_id else "unclear",
        stage="contact", told=True, ranking=ranking, signals=signals, doubt=doubt, group="elderly",
    )  # fmt: skip


@pytest.fixture(scope="module")
def seeded(console: Console) -> Console:
    """Fill the database as a week of residents would."""
    folder = console.system.environment["VAR_DIR"]
    engine, now = make_engine(f"sqlite:///{folder}/assistant.db"), utc_now()
    sealer = Sealer(Settings(var_dir=folder).secret())
    with transaction(engine) as session:
        told = (*((text, "unlikely") for text in ALIKE), ("我叫〔姓名〕，〔手机号〕打来说我的社保卡停了", "wrong"))
        names = [
            assessments.record(session, f"p{number}", _entry(text, doubt), False, now - timedelta(hours=30 - number))
            for number, (text, doubt) in enumerate(told)
        ]
        assessments.record(session, "p9", _entry("他让我先别跟家里说", "unsure", ""), False, now - timedelta(hours=2))
    clusters.replace(engine, [Found(tuple(names[:4]), ALIKE[0], ("试吃卡", "签到", "进群"))], now)
    for kind, value, people in (("手机号", NUMBER, 3), ("链接", "http://bad-pay.top/x", 1), ("账号", "wxabcd1234", 2)):
        for person in range(people):
            leads.offer(engine, f"q{person}", [sealer.seal(Hidden(kind, 0, 0, value))], now)
            leads.keep(engine, f"q{person}", now)
    for days, number, type_id in ((-2, "13600008888", "brushing_task"), (-1, "13600007777", "authority_police"),
                                  (3, "13600006666", "")):  # fmt: skip
        fingerprint, sealed = sealer.fingerprint("visit", number), sealer.seal_contact(number)
        one = NewVisit(fingerprint, sealed, POLICE, now + timedelta(days=days), type_id)
        visits.add(engine, [one], now)
    engine.dispose()
    return console


def test_a_clerk_decides_a_matter_and_makes_an_example(desk: Page, seeded: Console) -> None:
    desk.set_default_timeout(90_000)  # the first example waits until all others are read
    seeded.enter(desk, "陈静", "editor")
    desk.goto("/review")
    look(desk, "review-1")
    desk.get_by_role("link", name=re.compile("居民说我们认错了")).click()
    desk.get_by_role("button", name="给我下一件").click()
    expect(desk.get_by_text("这一件在您手里")).to_be_visible()
    look(desk, "review-2")
    desk.get_by_label("是别的类型").check()
    desk.get_by_label("别的类型叫什么").fill("返利")
    desk.get_by_role("button", name="就这样定").click()
    expect(desk.get_by_role("alert")).to_contain_text("请写全名")
    look(desk, "review-refused")
    desk.get_by_label("别的类型叫什么").fill("冒充社保医保卫健")
    desk.get_by_role("button", name="就这样定").click()
    expect(desk.locator(".flash")).to_have_text("记下了。")
    look(desk, "review-decided")
    desk.get_by_role("link", name="拿来做例句").click()
    expect(desk.get_by_label("例句")).to_have_value(re.compile("我叫小张，〔手机号〕打来"))
    look(desk, "review-3")
    desk.get_by_role("button", name="放进草稿").click()
    expect(desk.locator(".flash")).to_contain_text("放进例句草稿", timeout=90_000)


def test_a_method_nobody_knew_becomes_a_variant(desk: Page, seeded: Console) -> None:
    seeded.enter(desk, "赵强", "editor")
    desk.goto("/review")
    desk.get_by_role("link", name="看说得差不多的").click()
    expect(desk.get_by_role("heading", name="4 人说的差不多")).to_be_visible()
    look(desk, "review-4")
    desk.get_by_role("link", name="看全部 4 件").click()
    look(desk, "review-5")
    desk.get_by_role("link", name="写成一个新花样…").click()
    desk.get_by_label("是哪种骗局的新花样").fill("网络兼职刷单")
    desk.get_by_label("这个花样叫什么").fill("门把手试吃卡")
    look(desk, "review-6")
    desk.get_by_role("button", name="开草稿").click()
    expect(desk.locator(".flash")).to_contain_text("脚本草稿")


def test_leads_are_exported_and_a_list_is_brought_in_and_taken_back(desk: Page, seeded: Console) -> None:
    seeded.enter(desk, "王芳", "publisher")
    desk.goto("/leads")
    look(desk, "leads-1")
    desk.get_by_role("button", name="放进黑名单").first.click()
    expect(desk.get_by_text("在名单上")).to_be_visible()
    desk.get_by_role("link", name="导出这 3 条给公安…").click()
    desk.get_by_label("交给谁，为什么").fill("交市局刑侦支队")
    look(desk, "leads-2")
    with desk.expect_download() as downloaded:
        desk.get_by_role("button", name="导出 CSV 文件").click()
    assert NUMBER in Path(downloaded.value.path()).read_text(encoding="utf-8-sig")
    desk.goto("/leads/check")
    desk.get_by_label("号码、链接或账号").fill("139 8765 4321")
    desk.get_by_role("button", name="查", exact=True).click()
    expect(desk.locator(".facts")).to_contain_text("3 人")
    look(desk, "leads-check")
    desk.goto("/blocklist/import")
    look(desk, "leads-import")
    text = "种类,内容,来源\n链接,http://bad-one.top/a,市局\n链接,http://bad-one.top/a,市局\n邮票,x,市局\n"
    desk.get_by_label("CSV 文件").set_input_files(as_file("名单.csv", text))
    desk.get_by_role("button", name="先看一眼").click()
    expect(desk.get_by_text("第 4 行：种类只能写")).to_be_visible()
    look(desk, "leads-3")
    desk.get_by_role("button", name="把这 1 条放进黑名单").click()
    desk.goto("/blocklist")
    look(desk, "leads-4")
    desk.get_by_role("link", name="名单.csv").click()
    desk.get_by_role("link", name="整批撤回…").click()
    look(desk, "leads-undo")
    desk.get_by_role("button", name="整批撤回").click()
    expect(desk.locator(".flash")).to_have_text("拿出来 1 条。")


def test_a_visit_is_made_and_a_second_fraud_is_answered_at_once(desk: Page, seeded: Console) -> None:
    seeded.enter(desk, "刘洋", "publisher")
    desk.goto("/visits")
    look(desk, "visits-1")
    desk.get_by_role("button", name="我来打").first.click()
    desk.get_by_role("button", name="看号码").click()
    expect(desk.locator(".phone")).to_have_text("13600008888")
    look(desk, "visits-2")
    desk.get_by_label("又遇到骗局").check()
    desk.get_by_label("明天").check()
    desk.get_by_role("button", name="记下").click()
    expect(desk.get_by_text("换部手机打110")).to_be_visible()
    look(desk, "visits-3")
    desk.get_by_role("link", name="说完了").click()
    desk.get_by_role("link", name="2 号").click()
    desk.get_by_role("link", name="本人说别再联系…").click()
    look(desk, "visits-stop")
    desk.get_by_role("button", name="不再联系").click()
    expect(desk.locator(".facts")).to_contain_text("不愿再联系")
    desk.goto("/visits/import")
    look(desk, "visits-import")
    text = "号码,类型,回访日期\n13600008888,福利单,2026-11-20\n13500001111,福利单,2026/11/20\n12,,x\n"
    desk.get_by_label("CSV 文件").set_input_files(as_file("公安.csv", text))
    desk.get_by_role("button", name="先看一眼").click()
    look(desk, "visits-4")
    desk.get_by_role("button", name="加这 1 位").click()
    expect(desk.locator(".flash")).to_contain_text("加了 1 位")


def test_an_admin_sees_what_is_kept(desk: Page, seeded: Console) -> None:
    seeded.enter(desk, "周敏", "admin")
    desk.goto("/retention")
    expect(desk.get_by_text("清理跟得上")).to_be_visible()
    look(desk, "retention-1")
    desk.goto("/audit")
    expect(desk.get_by_role("cell", name="导出线索")).to_be_visible()


@pytest.mark.parametrize("width", [320, 640, 700])
def test_no_page_needs_sideways_scrolling(width: int, desk: Page, seeded: Console) -> None:
    desk.set_viewport_size({"width": width, "height": 700})
    seeded.enter(desk, f"孙{width}", "admin")
    desk.goto("/review")
    desk.get_by_role("button", name="给我下一件").click()
    matter = re.sub(r".*(/review/matters/\w+).*", r"\1", desk.url)
    pages = ("/review", matter, f"{matter}/example", f"{matter}/variant", "/review/groups", "/leads", "/leads/check",
             "/leads/export", "/blocklist", "/blocklist/import", "/visits", "/visits/2", "/visits/import",
             "/retention")  # fmt: skip
    for path in pages:
        desk.goto(path)
        expect(desk.get_by_role("heading", level=1)).not_to_have_text("没有这一页")
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        if PICTURES and width == 700 and path in (matter, "/visits/2", "/leads"):
            desk.screenshot(path=Path(PICTURES) / f"narrow-{path.split('/')[1]}.png", full_page=True)
    desk.goto(matter)
    desk.get_by_role("button", name="放回去，先不定").click()
