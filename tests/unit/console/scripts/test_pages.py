"""Every page of the section opens with real content, and what is written on one is found on the next."""

from __future__ import annotations

import json
import re

import pytest

from tests.fakes.console import Desk
from tests.fakes.console_forms import TYPE, begin, open_form, own, save


@pytest.mark.parametrize(
    "path",
    [
        "/scripts",
        "/scripts?q=点赞",
        "/scripts?q=没有这样的词",
        f"/scripts/{TYPE}",
        f"/scripts/{TYPE}/preview",
        f"/scripts/{TYPE}/preview?step=paid&helper=relative",
        f"/scripts/{TYPE}/preview?step=nonsense&helper=nonsense",
        f"/scripts/{TYPE}/history",
        "/items",
        *(f"/items/{kind}" for kind in ("answer", "wording", "group", "signal", "hotline")),
        "/items/answer?q=96110",
        "/items/answer/hotline_96110",
        "/items/wording/greeting",
        "/items/group/elderly",
        "/items/group/elderly/preview",
        "/items/signal/asks_screen_share",
        "/items/hotline/96110",
        "/items/hotline/new",
        "/items/answer/new",
        "/drafts",
        "/newway",
    ],
)
async def test_every_page_opens(desk: Desk, path: str) -> None:
    clerk = await desk.clerk("admin")
    answer = await clerk.get(path)
    text = await answer.text()
    assert answer.status == 200, text
    assert "<h1>" in text


@pytest.mark.parametrize(
    "path", ["/scripts/none", "/items/none", "/items/answer/none", "/items/wording/new", "/items/answer/x/preview"]
)
async def test_what_is_not_there_is_a_calm_page(desk: Desk, path: str) -> None:
    clerk = await desk.clerk("editor")
    assert (await clerk.get(path)).status == 404


@pytest.mark.parametrize(
    "item", [f"/scripts/{TYPE}", "/scripts/service_membership", "/items/answer/hotline_96110",
             "/items/wording/greeting", "/items/group/elderly", "/items/signal/asks_screen_share", "/items/hotline/110"]
)  # fmt: skip
async def test_a_form_saved_as_it_was_opened_changes_nothing(desk: Desk, item: str) -> None:
    clerk = await desk.clerk("admin")
    draft = await begin(clerk, item)
    answer = await save(clerk, draft, await open_form(clerk, draft))
    assert answer.status == 303
    view = own(desk).drafts.get(int(draft.rpartition("/")[2]))
    assert view.data == own(desk).item(view.kind, view.item_id)
    assert "还没有改动" in await (await clerk.get(draft)).text()


async def test_words_go_from_the_form_through_a_second_person_to_residents(desk: Desk) -> None:
    ann, bob = await desk.clerk("editor", "安"), await desk.clerk("publisher", "博")
    draft = await begin(ann)
    form = await open_form(ann, draft)
    bad = await save(ann, draft, form, **{"if_paid.0": "打13800138000", "why": "新说法"})
    assert bad.status == 303
    page = await (await ann.get(f"{draft}/edit")).text()
    assert re.search(r'id="e-if_paid\.0"[^>]*>[^<]*110', page)
    assert re.search(r'id="f-if_paid\.0"[^>]*aria-invalid', page)
    form = await open_form(ann, draft)
    await save(ann, draft, form, **{"if_paid.0": "先打110，再打银行", "summary": "点赞领几块红包，后来叫你充钱做单"})
    number = int(draft.rpartition("/")[2])
    version = str(own(desk).drafts.get(number).version)
    assert (await ann.post(f"{draft}/submit", None, version=version)).status == 303
    assert own(desk).drafts.get(number).state == "submitted"
    listed = await (await bob.get("/drafts")).text()
    assert "点赞关注做任务返利" in listed
    assert "新说法" in listed
    assert (await ann.post(f"{draft}/approve", None, version="3")).status == 403
    page = await (await bob.get(f"{draft}/approve")).text()
    version = str(own(desk).drafts.get(number).version)
    assert "10 秒内" in page
    answer = await bob.post(f"{draft}/approve", None, version=version)
    assert "10 秒内各处生效" in await (await bob.get(answer.headers["Location"])).text()
    assert own(desk).item("script", TYPE)["summary"] == "点赞领几块红包，后来叫你充钱做单"
    assert ("博", "draft.publish", f"script/{TYPE}") in desk.audited()
    history = await (await ann.get(f"/scripts/{TYPE}/history")).text()
    assert "博" in history
    assert "新说法" in history
    compared = await (await ann.get(f"/scripts/{TYPE}/history/1/2")).text()
    assert "<del>" in compared
    assert "<ins>" in compared
    restored = await ann.post(f"/scripts/{TYPE}/history/1/restore")
    old = own(desk).drafts.get(int(restored.headers["Location"].rpartition("/")[2]))
    assert old.state == "editing"
    assert old.data != own(desk).item("script", TYPE)


async def test_a_publisher_sends_a_draft_back_with_a_reason(desk: Desk) -> None:
    ann, bob = await desk.clerk("editor", "安"), await desk.clerk("publisher", "博")
    draft = await begin(ann)
    await save(ann, draft, await open_form(ann, draft), summary="点赞领几块红包，后来叫你充钱做单", why="新说法")
    number = int(draft.rpartition("/")[2])
    await ann.post(f"{draft}/submit", None, version=str(own(desk).drafts.get(number).version))
    version = str(own(desk).drafts.get(number).version)
    await bob.post(f"{draft}/return", None, version=version, reason="")
    assert own(desk).drafts.get(number).state == "submitted"
    await bob.post(f"{draft}/return", None, version=version, reason="第一句再短一点")
    assert "第一句再短一点" in await (await ann.get(f"{draft}/edit")).text()


async def test_the_check_answers_by_field_of_the_form(desk: Desk) -> None:
    clerk = await desk.clerk("editor")
    draft = await begin(clerk)
    form = await open_form(clerk, draft)
    form |= {"red_flags.0": "", "red_flags.3": "加我 http://a.example/x", "signals.asks_code": "0.3"}
    answer = await clerk.post(f"{draft}/check", {"Accept": "application/json"}, **form)
    found = json.loads(await answer.text())["problems"]
    assert any("网址" in words for words in found["red_flags.3"]), found
    assert "red_flags.2" not in found
    assert not re.search(r"[a-z]+_[a-z]+", json.dumps(found, ensure_ascii=False).replace("red_flags.3", ""))


async def test_the_preview_is_made_of_the_draft(desk: Desk) -> None:
    clerk = await desk.clerk("editor")
    draft = await begin(clerk)
    form = await open_form(clerk, draft)
    await save(clerk, draft, form, **{"groups.elderly.warning": "先别点赞了。叫家里人来看。"})
    page = await (await clerk.get(f"{draft}/preview?step=verdict")).text()
    assert "先别点赞了" in page
    assert "先别点赞了" not in await (await clerk.get(f"/scripts/{TYPE}/preview")).text()
    for channel in ("微信", "触摸屏", "电话"):
        assert channel in page


async def test_hotlines_are_an_admins(desk: Desk) -> None:
    editor, admin = await desk.clerk("editor"), await desk.clerk("admin")
    assert "改这一份" not in await (await editor.get("/items/hotline/96110")).text()
    refused = await editor.post("/items/hotline/96110/edit")
    assert "管理员" in await (await editor.get(refused.headers["Location"])).text()
    assert (await admin.post("/items/hotline/new", None, number="abc")).status == 422
    assert (await admin.post("/items/hotline/new", None, number="96110")).status == 422
    begun = await admin.post("/items/hotline/new", None, number="12389")
    draft = begun.headers["Location"].removesuffix("/edit")
    form = await open_form(admin, draft)
    filled = {
        "name": "公安举报",
        "hours": "全天",
        "use": "举报公安民警违纪",
        "for": "police",
        "source": "公安部",
        "why": "新",
    }
    await save(admin, draft, form, **filled)
    number = int(draft.rpartition("/")[2])
    sent = await admin.post(f"{draft}/submit", None, version=str(own(desk).drafts.get(number).version))
    assert "交上去了" in await (await admin.get(sent.headers["Location"])).text()
