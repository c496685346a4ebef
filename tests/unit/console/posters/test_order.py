"""Posters ordered on the console."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.console.pages.posters import order, sets
from bot.console.pages.posters.order import MOST, Form, check
from bot.posters.scenes import Topic
from db import posters
from tests.fakes.console import Browser, Desk, open_desk

WANTED: dict[str, Any] = {
    "types": "health_product",
    "groups": "elderly",
    "places": "market",
    "designs": "block",
    "sizes": "a4",
}


@pytest.fixture
async def editor(full_desk: Desk) -> Browser:
    """Return a browser in which an editor is logged in."""
    return await full_desk.clerk("editor")


@pytest.mark.parametrize(("number", "said"), [(0, "合不成一张"), (MOST + 1, "一次最多")])
def test_what_cannot_be_made_is_said(number: int, said: str) -> None:
    assert said in check(Form(["a"], ["b"], ["c"]), number)["types"]


async def test_without_a_tick_each_field_says_what_is_missing(editor: Browser) -> None:
    sent = await editor.post("/posters")
    page = await sent.text()
    assert sent.status == 422
    assert "至少选一种骗局" in page
    assert "至少选一种尺寸" in page


async def test_an_order_is_noted_and_its_codes_lead_somewhere(filled_folder: Path) -> None:
    spawned: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(order, "spawn", lambda settings, job: spawned.append(job))
        patch.setattr(sets, "spawn", lambda settings, job: spawned.append(job))
        async with open_desk(filled_folder, public_url="https://fanzha.example.gov.cn") as desk:
            editor = await desk.clerk("editor")
            sent = await editor.post("/posters", **WANTED)
            assert (sent.status, sent.headers["Location"], spawned) == (303, "/posters/1", [1])
            topic = Topic("health_product", "elderly", "market")
            found = posters.find(desk.engine, topic.scene)
            assert found == posters.Scene(topic.scene, topic.type, topic.group, topic.place)
            assert ("posters.order", "宣传品 1 号") in [one[1:] for one in desk.audited()]
            page = await (await editor.get("/posters/1")).text()
            assert "做了 0 张，一共 1 张" in page
            assert "前面一套还在做" in await (await editor.post("/posters", **WANTED)).text()
            desk.clock.forward(minutes=4)  # its process died: that is said, and the next may begin
            assert "没有做成" in await (await editor.get("/posters/1")).text()
            sent = await editor.post("/posters/1/again")
            assert (sent.status, spawned) == (303, [1, 1])
            assert (await editor.post("/posters/1/again")).status == 303  # it goes on already: not begun twice
            assert spawned == [1, 1]
            desk.clock.forward(minutes=4)
            assert (await editor.post("/posters", **WANTED)).status == 303


async def test_without_an_address_nothing_is_printed(editor: Browser) -> None:
    sent = await editor.post("/posters", **WANTED)
    assert sent.status == 422
    assert "PUBLIC_URL" in await sent.text()


# a sheet is asked for by number: neither another file nor another set can be reached
@pytest.mark.parametrize("path", ["/posters/9", "/posters/9/zip", "/posters/1/sheets/0.pdf", "/posters/1/sheets/1.svg"])
async def test_what_is_not_there_is_not_found(editor: Browser, path: str) -> None:
    assert (await editor.get(path)).status == 404


async def test_drafts_are_shown_and_taken_away(editor: Browser) -> None:
    page = await (await editor.get("/articles?type=health_product&group=elderly")).text()
    assert "领十天鸡蛋，赔一万块钱" in page
    for what, kind in (("word", "docx"), ("wechat", "html"), ("video", "docx")):
        sent = await editor.post("/articles/file", type="health_product", group="elderly", what=what)
        assert (sent.status, kind in sent.headers["Content-Disposition"]) == (200, True)
        assert len(await sent.read()) > 2000
    assert (await editor.post("/articles/file", type="nothing", group="", what="word")).status == 400
