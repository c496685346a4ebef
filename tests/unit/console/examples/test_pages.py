"""Pages of the examples: looked through, changed by way of the clerk's own draft, never more."""

from __future__ import annotations

import pytest

from bot.console.keys import DESK
from bot.publish.views import DraftView
from db.example_changes import ExampleText, Move
from tests.fakes.console import Desk
from tests.fakes.stocked_console import HOSTILE, TYPE

FRESH = "对门妹子拉我进群给视频点小红心，头两回真给我发了三块六"
ID = ExampleText("群里叫我做第一单，做完才给结", "").id


def drafts(desk: Desk) -> list[DraftView]:
    """Return the open drafts, oldest first."""
    return sorted(desk.app[DESK].drafts.listed(), key=lambda one: one.id)


def lines(text: str = FRESH, **more: str) -> dict[str, str]:
    """Return the form that adds lines."""
    form = {"intent": f"scam/{TYPE}", "stage": "", "register": "chat", "lines": text, "why": "九个人这样说"}
    return {**form, **more}


async def test_a_search_is_taken_as_it_is_typed_and_texts_are_escaped(desk: Desk) -> None:
    """Attack: a retired or added text with markup; a search with the database's own signs."""
    clerk = await desk.clerk("editor")
    page = await (await clerk.get("/examples?q=%25")).text()
    assert "1 句" in page
    assert "100%能提现吗" in page
    page = await (await clerk.get("/examples?q=alert")).text()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    one = await (await clerk.get(f"/examples/{ExampleText(HOSTILE, '').id}")).text()
    assert "<script>alert" not in one
    assert "没有这样的例句" in await (await clerk.get("/examples?q=_")).text()
    assert "没有这样的例句" in await (await clerk.get("/examples?retired=1")).text()


async def test_lines_go_into_one_draft_of_the_clerk(desk: Desk) -> None:
    clerk, other = await desk.clerk("editor", "小周"), await desk.clerk("editor", "小吴")
    assert (await clerk.post("/examples/add", None, **lines())).status == 303
    answer = await clerk.post(f"/examples/{ID}/stage", None, stage="paid", why="他说钱给了")
    await other.post("/examples/add", None, **lines("楼上大哥说关注一个店铺给两毛，攒满要先充会员"))
    mine, theirs = drafts(desk)
    assert answer.headers["Location"] == f"/examples/drafts/{mine.id}"
    assert mine.examples.add == (ExampleText(FRESH, f"scam/{TYPE}"),)
    assert mine.examples.move == (Move(ID, f"scam/{TYPE}", stage="paid"),)
    assert mine.why == "九个人这样说；他说钱给了"
    assert (mine.authors, theirs.authors) == (("小周",), ("小吴",))
    assert "改成：钱已经转了" in await (await clerk.get(f"/publish/drafts/{mine.id}")).text()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"lines": " \n-\n"}, "一句也没有写"),
        ({"lines": "\n".join(f"第{n}句" for n in range(101))}, "一次最多 100 句"),
        ({"intent": ""}, "请选一个类型"),
        ({"intent": "scam/nothing"}, "没有 scam/nothing 这个类型"),
        ({"stage": "gone"}, "请从列表里选"),
        ({"register": "x"}, "请从列表里选"),
        ({"why": ""}, "请写明为什么"),
        ({"lines": f"{FRESH}\n/restart"}, "会被当成命令"),
        ({"lines": f"{FRESH}\n{FRESH}呀"}, "几乎一样"),
    ],
)
async def test_what_cannot_be_added_is_said_and_nothing_is_kept(more: dict[str, str], told: str, desk: Desk) -> None:
    clerk = await desk.clerk("editor")
    answer = await clerk.post("/examples/add", None, **{**lines(), **more})
    assert answer.status == 422
    assert told in await answer.text()
    assert drafts(desk) == []


async def test_only_the_fit_lines_are_taken_where_that_is_asked_for(desk: Desk) -> None:
    clerk = await desk.clerk("editor")
    answer = await clerk.post("/examples/add", None, **lines(f"{FRESH}\n/restart", only="1"))
    assert answer.status == 303
    assert [one.text for one in drafts(desk)[0].examples.add] == [FRESH]


@pytest.mark.parametrize(
    ("path", "form", "told"),
    [
        ("move", {"intent": f"scam/{TYPE}", "why": "x"}, "请选一个别的类型"),
        ("move", {"intent": "scam/nothing", "why": "x"}, "请选一个别的类型"),
        ("move", {"intent": "ordinary", "why": " "}, "请写明为什么"),
        ("stage", {"stage": "gone", "why": "x"}, "请从列表里选"),
        ("retire", {"why": ""}, "请写明为什么"),
    ],
)
async def test_a_change_of_one_example_is_refused_with_words(
    path: str, form: dict[str, str], told: str, desk: Desk
) -> None:
    answer = await (await desk.clerk("editor")).post(f"/examples/{ID}/{path}", None, **form)
    assert answer.status == 422
    assert told in await answer.text()
    assert drafts(desk) == []


async def test_a_draft_is_handed_in_with_its_reason_and_nobody_loses_by_it(desk: Desk) -> None:
    clerk, other = await desk.clerk("editor", "小周"), await desk.clerk("editor", "小吴")
    await clerk.post("/examples/add", None, **lines())
    draft = drafts(desk)[0]
    own = f"/examples/drafts/{draft.id}"
    stale = await other.post(f"{own}/drop", None, version=str(draft.version + 5), drop="add.0")
    assert stale.status == 422
    assert "刚被别人改过" in await stale.text()
    assert (await clerk.post(f"{own}/submit", None, version=str(draft.version), why="")).status == 422
    version = str(drafts(desk)[0].version)
    assert (await clerk.post(f"{own}/submit", None, version=version, why="九个人")).status == 303
    assert [(one.state, one.why) for one in drafts(desk)] == [("submitted", "九个人")]
    assert ("小周", "draft.submit", f"examples/scam/{TYPE}") in desk.audited()


async def test_a_draft_of_something_else_is_not_shown_as_one_of_examples(desk: Desk) -> None:
    clerk = await desk.clerk("editor", "小周")
    await clerk.post(f"/scripts/{TYPE}/edit")
    assert (await clerk.get(f"/examples/drafts/{drafts(desk)[0].id}")).status == 404


async def test_a_text_is_tried_and_kept_nowhere(desk: Desk) -> None:
    clerk = await desk.clerk("editor")
    answer = await clerk.post("/examples/try", None, text="他叫我点赞")  # no Rasa runs here
    assert answer.status == 503
    assert "助手这会儿没有回应" in await answer.text()
    assert all("点赞" not in target for _, _, target in desk.audited())
