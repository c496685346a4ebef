"""What goes wrong in an office: pasted books, hostile text, two at once, a session that ended, a script gone."""

from __future__ import annotations

import html
import json
import re
import time

import pytest
from sqlalchemy import delete

from bot.console.pages.scripts.previewing import GONE, reply
from bot.publish.service import Listening
from db.models import Script, ScriptSignal
from db.session import transaction
from tests.fakes.console import Browser, Desk
from tests.fakes.console_forms import TYPE, begin, data_of, form_of, open_form, own, save, stored

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'></textarea><b>"


def same_site(desk: Desk) -> dict[str, str]:
    """Return what a browser adds when one of our own pages sends a form."""
    return {"Origin": f"http://127.0.0.1:{desk.server.port}"}


@pytest.mark.filterwarnings("ignore:Sending a large body")
async def test_a_pasted_book_is_kept_and_named_not_checked_for_minutes(desk: Desk) -> None:
    """Attack: 50 KB pasted into one field, and into forty fields at once."""
    clerk = await desk.clerk("editor")
    draft = await begin(clerk)
    form = await open_form(clerk, draft)
    book = "他叫你转账。" * 8500
    began = time.monotonic()
    answer = await clerk.post(f"{draft}/check", None, **{**form, "case": book})
    found = json.loads(await answer.text())["problems"]
    assert "太长了" in found["case"][0]
    assert time.monotonic() - began < 5
    assert (await save(clerk, draft, form, case=book)).status == 303
    assert data_of(desk, draft)["case"] == book
    page = await (await clerk.get(draft)).text()
    assert "太长了" in page
    form = await open_form(clerk, draft)
    assert form["case"] == book
    filled = {name: "字" * 5000 for name in list(form)[:40] if name not in ("version", "opened", "csrf")}
    assert (await save(clerk, draft, form, **filled)).status == 303


@pytest.mark.filterwarnings("ignore:Sending a large body")
async def test_a_body_beyond_all_measure_is_refused_calmly(desk: Desk) -> None:
    """Attack: five megabytes."""
    clerk = await desk.clerk("editor")
    draft = await begin(clerk)
    answer = await save(clerk, draft, {"version": "1"}, case="a" * 5_000_000)
    assert answer.status == 413
    assert "内容太大" in await answer.text()


async def test_html_in_every_field_is_shown_as_text_everywhere(desk: Desk) -> None:
    """Attack: markup in every field, then every page that shows the draft is opened."""
    clerk, boss = await desk.clerk("editor"), await desk.clerk("publisher")
    draft = await begin(clerk)
    form = await open_form(clerk, draft)
    kept = ("version", "opened", "csrf")
    evil = {name: EVIL for name in form if name not in kept and not name.startswith("signals.")}
    assert (await save(clerk, draft, form, **evil)).status == 303
    assert data_of(desk, draft)["summary"] == EVIL
    number = draft.rpartition("/")[2]
    for path in ("", "/edit", "/preview", "/withdraw", "/newway"):
        text = await (await clerk.get(draft + path)).text()
        assert "alert(1)</script>" not in text, path
        assert "<img src=x" not in text, path
    conflict = await (await save(boss, draft, form, summary=EVIL + "x", version="1")).text()
    assert "两个人改了同一份" in conflict
    assert "<img src=x" not in conflict
    for path in ("/drafts", f"/scripts/{TYPE}", f"/scripts?q={EVIL}", f"/newway?q={EVIL}", f"/drafts/{number}/approve"):
        assert "<img src=x" not in await (await boss.get(path)).text(), path
    answer = await clerk.post(f"{draft}/check", None, **{**form, **evil})
    assert answer.content_type == "application/json"


async def test_two_on_one_draft_choose_field_by_field_and_lose_nothing(desk: Desk) -> None:
    ann, bob = await desk.clerk("editor", "安"), await desk.clerk("editor", "博")
    draft = await begin(ann)
    hers, his = await open_form(ann, draft), await open_form(bob, draft)
    await save(
        ann,
        draft,
        hers,
        **{"summary": "安写的一句话", "slogans.0": "安写的标语", "groups.elderly.warning": "安说先挂。"},
    )
    answer = await save(
        bob, draft, his, summary="博写的一句话", verify="博写的去处", **{"groups.minor.warning": "博说找大人。"}
    )
    page = await answer.text()
    assert answer.status == 409
    for words in ("安写的一句话", "博写的一句话", "安写的标语", "博写的去处", "安说先挂", "博说找大人"):
        assert words in re.sub(r"<[^>]+>|不同：", "", page), words
    form = form_of(page.replace('action="/drafts', 'class="draft" action="/drafts', 1))
    picked = dict(re.findall(r'name="(choose\.[^"]+)" value="(\w+)" checked', page))
    assert picked == {
        "choose.slogans": "theirs", "choose.verify": "mine",
        "choose.groups.elderly": "theirs", "choose.groups.minor": "mine",
    }  # fmt: skip
    base = {name: form[name] for name in ("version", "mine", "opened", "why")}
    unfinished = await bob.post(f"{draft}/merge", None, **base, **picked)
    assert unfinished.status == 409
    assert "请选一边" in await unfinished.text()
    done = await bob.post(f"{draft}/merge", None, **base, **picked, **{"choose.summary": "mine"})
    assert done.status == 303
    data = data_of(desk, draft)
    assert (data["summary"], data["slogans"][0], data["verify"]) == ("博写的一句话", "安写的标语", "博写的去处")
    assert data["groups"]["elderly"]["warning"] == "安说先挂。"
    assert data["groups"]["minor"]["warning"] == "博说找大人。"
    assert set(stored(desk, draft).authors) == {"安", "博"}


async def test_a_third_save_while_choosing_shows_the_choice_again(desk: Desk) -> None:
    ann, bob = await desk.clerk("editor", "安"), await desk.clerk("editor", "博")
    draft = await begin(ann)
    form = await open_form(ann, draft)
    await save(ann, draft, form, summary="安写的一句话")
    page = await (await save(bob, draft, form, summary="博写的一句话")).text()
    found = form_of(page.replace('action="/drafts', 'class="draft" action="/drafts', 1))
    base = {name: found[name] for name in ("version", "mine", "opened", "why")}
    await save(ann, draft, await open_form(ann, draft), summary="安又写了一句")
    again = await bob.post(f"{draft}/merge", None, **base, **{"choose.summary": "mine"})
    assert again.status == 409
    assert data_of(desk, draft)["summary"] == "安又写了一句"


async def test_a_draft_handed_in_meanwhile_gives_the_text_back_for_a_draft_of_its_own(desk: Desk) -> None:
    ann, bob = await desk.clerk("editor", "安"), await desk.clerk("editor", "博")
    draft = await begin(ann)
    await save(ann, draft, await open_form(ann, draft), summary="点赞领几块红包，后来叫你充钱做单", why="新说法")
    form = await open_form(bob, draft)
    sent = await ann.post(f"{draft}/submit", None, version=str(stored(desk, draft).version))
    assert stored(desk, draft).state == "submitted", sent
    page = await (await save(bob, draft, form, summary="博写了半天的一句话")).text()
    found = form_of(page.replace('action="/drafts', 'class="draft" action="/drafts', 1))
    base = {name: found[name] for name in ("version", "mine", "opened", "why")}
    answer = await bob.post(f"{draft}/merge", None, **base, **{"choose.summary": "mine"})
    page = await answer.text()
    assert answer.status == 409
    assert "博写了半天的一句话" in html.unescape(page)
    item = html.unescape(re.search(r'name="item" hidden>(.*?)</textarea>', page, re.DOTALL)[1])  # type: ignore[index]
    made = await bob.post(f"{draft}/copy", None, item=item)
    copy = made.headers["Location"].removesuffix("/edit")
    assert data_of(desk, copy)["summary"] == "博写了半天的一句话"
    assert copy != draft


async def test_what_was_typed_survives_the_end_of_the_session(desk: Desk) -> None:
    clerk = await desk.clerk("editor", "安")
    draft = await begin(clerk)
    form = await open_form(clerk, draft) | {"summary": "写了半小时的一句话 </textarea><b>"}
    desk.clock.forward(minutes=31)
    answer = await clerk.post(f"{draft}/edit", same_site(desk), **form)
    page = await answer.text()
    assert answer.status == 401
    assert "写的都还在" in page
    assert "<b>" not in page
    carried = kept_of(page)
    assert carried == {name: value for name, value in form.items() if name != "csrf"}
    await clerk.log_in("安")
    again = await clerk.post(f"{draft}/edit", same_site(desk), csrf="of the session before", **carried)
    page = await again.text()
    assert again.status == 409
    assert "再按一次" in page
    assert data_of(desk, draft)["summary"] != form["summary"]
    saved = await clerk.post(f"{draft}/edit", same_site(desk), **kept_of(page))
    assert saved.status == 303
    assert data_of(desk, draft)["summary"] == form["summary"]


def kept_of(page: str) -> dict[str, str]:
    """Return what the page gives back."""
    found = re.findall(r'<textarea name="([^"]+)" hidden>\n?(.*?)</textarea>', page, re.DOTALL)
    return {name: html.unescape(value) for name, value in found}


async def test_a_foreign_page_gets_nothing_carried(desk: Desk) -> None:
    """Attack: another site posts words into a clerk's browser so that our page offers them for saving."""
    clerk, stranger = await desk.clerk("editor"), await desk.stranger()
    draft = await begin(clerk)
    for browser, foreign in ((stranger, True), (stranger, False), (clerk, True), (clerk, False)):
        headers = {"Origin": "https://evil.example"} if foreign else None
        answer = await browser.post(f"{draft}/edit", headers, csrf="wrong", summary="坏人写的话")
        assert answer.status in (303, 403)
        assert "坏人写的话" not in await answer.text()


async def test_a_draft_of_a_script_that_is_gone_can_still_be_read(desk: Desk) -> None:
    clerk, boss = await desk.clerk("editor"), await desk.clerk("publisher")
    draft = await begin(clerk)
    form = await open_form(clerk, draft)
    await save(clerk, draft, form, summary="点赞领几块红包，后来叫你充钱做单", why="新说法")
    with transaction(desk.engine) as session:
        session.execute(delete(ScriptSignal).where(ScriptSignal.script_id == TYPE))
        session.execute(delete(Script).where(Script.id == TYPE))
    page = await (await clerk.get(draft)).text()
    assert "已经不在库里" in page
    assert "点赞领几块红包" in page
    for path in ("/edit", "/preview", "/withdraw"):
        assert (await clerk.get(draft + path)).status == 200, path
    assert reply(own(desk), "script", {"id": "gone"}, Listening("wechat")) == GONE
    assert (await save(clerk, draft, await open_form(clerk, draft), summary="又改了一句别的话")).status == 303
    assert (await clerk.get("/drafts")).status == 200
    version = str(stored(desk, draft).version)
    for path in ("submit", "rebase"):
        answer = await clerk.post(f"{draft}/{path}", None, version=version)
        assert answer.status == 303, path
    assert stored(desk, draft).state == "editing"
    assert (await boss.post(f"{draft}/approve", None, version=version)).status == 303
    assert (await clerk.get(f"/scripts/{TYPE}/history")).status == 404


async def test_saving_a_draft_that_was_never_there_gives_the_text_back(desk: Desk) -> None:
    clerk = await desk.clerk("editor")
    draft = await begin(clerk)
    form = await open_form(clerk, draft)
    answer = await save(clerk, "/drafts/4711", form, summary="写了半天的一句话")
    assert answer.status == 409
    assert "写了半天的一句话" in await answer.text()


async def test_an_older_draft_follows_what_was_published_meanwhile(desk: Desk) -> None:
    ann, bob, boss = await desk.clerk("editor", "安"), await desk.clerk("editor", "博"), await desk.clerk("publisher")
    hers = await begin(ann)
    his = (await bob.post(f"/scripts/{TYPE}/edit", None, anew="1")).headers["Location"].removesuffix("/edit")
    await save(ann, hers, await open_form(ann, hers), summary="点赞领几块红包，后来叫你充钱做单", why="安改")
    await save(bob, his, await open_form(bob, his), summary="博写的另一句话", verify="博写的去处", why="博改")
    await ann.post(f"{hers}/submit", None, version=str(stored(desk, hers).version))
    await boss.post(f"{hers}/approve", None, version=str(stored(desk, hers).version))
    assert stored(desk, his).outdated
    page = await (await bob.get(f"{his}/rebase")).text()
    assert "两边都改了" in page
    version = str(stored(desk, his).version)
    undecided = await bob.post(f"{his}/rebase", None, version=version)
    assert undecided.status in (200, 422)
    assert stored(desk, his).outdated
    chosen = {"choose.summary": "theirs", "choose.verify": "mine"}
    assert (await bob.post(f"{his}/rebase", None, version=version, **chosen)).status == 303
    after = data_of(desk, his)
    assert not stored(desk, his).outdated
    assert (after["summary"], after["verify"]) == ("点赞领几块红包，后来叫你充钱做单", "博写的去处")


async def test_nobody_approves_what_he_wrote_and_is_told_so(desk: Desk) -> None:
    boss = await desk.clerk("publisher")
    draft = await begin(boss)
    await save(boss, draft, await open_form(boss, draft), summary="点赞领几块红包，后来叫你充钱做单", why="新说法")
    await boss.post(f"{draft}/submit", None, version=str(stored(desk, draft).version))
    page = await (await boss.get(draft)).text()
    assert "另一位" in page
    assert f"{draft}/approve" not in page
    answer = await boss.post(f"{draft}/approve", None, version=str(stored(desk, draft).version))
    assert "自己写的不能自己批准" in await (await boss.get(answer.headers["Location"])).text()
    assert stored(desk, draft).state == "submitted"


async def test_an_id_in_the_form_changes_nothing(desk: Desk) -> None:
    """Attack: a form that brings another id along, and fields that no form has."""
    clerk = await desk.clerk("editor")
    draft = await begin(clerk)
    form = await open_form(clerk, draft)
    opened = json.loads(form["opened"]) | {"id": "loan_fake"}
    assert (await save(clerk, draft, form, id="loan_fake", opened=json.dumps(opened), nonsense="x")).status == 303
    data = data_of(desk, draft)
    assert data == own(desk).item("script", TYPE)


async def walk_new_way(clerk: Browser, type_id: str) -> str:
    """Begin a new way and return its draft."""
    answer = await clerk.post(f"/newway/{type_id}")
    return answer.headers["Location"].removesuffix("/newway")


async def test_a_new_way_is_written_in_three_steps(desk: Desk) -> None:
    clerk = await desk.clerk("editor")
    assert "网上购物返利" in await (await clerk.get("/newway?q=返利")).text()
    draft = await walk_new_way(clerk, "service_membership")
    page = await (await clerk.get(f"{draft}/newway")).text()
    assert "最多 5 种" in page
    form = form_of(page) | {
        "new.name": "会员卡升级要刷脸", "new.cues": "会员卡升级、刷脸领卡，对着镜头",
        "new.first_line": "别对着镜头眨眼，先把视频挂掉。",
        "new.warning": "他让您对着镜头刷脸，是在用您的脸办贷款。", "new.source.what": "以升级会员卡为名骗人刷脸",
        "new.source.from": "本区反诈中心周报", "new.source.published": "2026-11",
    }  # fmt: skip
    full = await clerk.post(f"{draft}/newway", None, **form)
    assert full.headers["Location"].endswith("/newway")
    assert "换下" in await (await clerk.get(full.headers["Location"])).text()
    form["version"] = str(stored(desk, draft).version)
    done = await clerk.post(f"{draft}/newway", None, **{**form, "replaced": "facetime_call"})
    assert done.headers["Location"] == f"{draft}/sentences"
    variants = data_of(desk, draft)["variants"]
    assert len(variants) == 5
    assert variants[0]["cues"] == ["会员卡升级", "刷脸领卡", "对着镜头"]
    assert re.fullmatch(r"v\d{8}(_\d+)?", variants[0]["id"])
    texts = [
        "客服说会员卡升级要我对着镜头眨眼睛",
        "让我刷脸领什么会员卡，眨了几下眼钱没了",
        "我妈被叫去视频里张嘴摇头，说是激活会员",
    ]
    fields = form_of(await (await clerk.get(f"{draft}/sentences")).text())
    typed = {f"sentences.{place}": text for place, text in enumerate(texts)} | {"sentences.5": "打13800138000升级会员"}
    checked = await clerk.post(f"{draft}/sentences/check", None, **{**fields, **typed})
    found = json.loads(await checked.text())["problems"]
    assert "手机号" in found["sentences.5"][0]
    assert "至少写 5 句" in found["sentences"][0]
    typed |= {"sentences.5": "说不刷脸会员到期就扣钱，叫我看镜头", "sentences.6": "视频会议里有个女的教我刷脸关会员"}
    last = await clerk.post(f"{draft}/sentences", None, **{**fields, **typed})
    assert last.headers["Location"] == draft
    view = stored(desk, draft)
    assert view.way == "model"
    assert len(view.examples.add) == 5
    assert {one.variant for one in view.examples.add} == {variants[0]["id"]}
    assert {one.intent for one in view.examples.add} == {"scam/service_membership"}
    again = form_of(await (await clerk.get(f"{draft}/sentences")).text())
    assert [again[f"sentences.{place}"] for place in range(3)] == texts
    sent = await clerk.post(f"{draft}/submit", None, version=str(view.version))
    assert sent.status == 303
    assert stored(desk, draft).state == "submitted"
