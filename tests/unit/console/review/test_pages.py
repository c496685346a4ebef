"""The review as two officers use it: one matter each, decided, taken back, made into examples and variants."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.console.keys import DESK, GATHERING
from db import assessments, clusters
from db.assessments import Entry
from db.clusters import Found
from db.record_models import Matter
from db.session import transaction
from tests.fakes.console import Desk

STORY = Entry(
    channel="web",
    text="门把手上挂了一张试吃卡，加进群里天天签到送大米，现在叫我充钱",
    intent="scam",
    type="authority_police",
    ranking=(("authority_police", 0.41), ("brushing_task", 0.3)),
    verdict="suspect",
    stage="contact",
    signals=(("free_gifts", "试吃卡"),),
    kind="verdict",
    told=True,
    doubt="unlikely",
)


def told(desk: Desk, entry: Entry = STORY, person: str = "p") -> str:
    with transaction(desk.engine) as session:
        return assessments.record(session, person, entry, False, desk.clock() - timedelta(hours=1))


def matter(desk: Desk, name: str) -> Matter:
    with transaction(desk.engine) as session:
        found = session.get(Matter, name)
        assert found is not None
        return found


async def test_two_officers_get_different_matters_and_see_who_has_what(full_desk: Desk) -> None:
    first, second = told(full_desk), told(full_desk, person="q")
    ann, bob = await full_desk.clerk("editor", "安安"), await full_desk.clerk("editor", "波波")
    got = {(await one.post("/review/next")).headers["Location"].rsplit("/", 1)[1] for one in (ann, bob)}
    assert got == {first, second}
    assert (await ann.post("/review/next")).headers["Location"].rsplit("/", 1)[1] in got, "her own again: no hoarding"
    listed = await (await bob.get("/review")).text()
    assert "安安，到 09:15" in listed
    assert "波波，到 09:15" in listed
    third = await full_desk.clerk("editor", "岑岑")
    assert (await third.post("/review/next")).headers["Location"] == "/review"


async def test_what_another_has_can_be_read_but_not_decided(full_desk: Desk) -> None:
    name = told(full_desk)
    ann, bob = await full_desk.clerk("editor", "安安"), await full_desk.clerk("editor", "波波")
    await ann.post(f"/review/matters/{name}/claim")
    page = await (await bob.get(f"/review/matters/{name}")).text()
    assert "安安 正在看" in page
    assert "试吃卡" in page
    assert "就这样定" not in page
    await bob.post(f"/review/matters/{name}/decide", None, choice="ordinary")
    assert matter(full_desk, name).type == "authority_police"
    await ann.post(f"/review/matters/{name}/release")
    assert "我来看这件" in await (await bob.get(f"/review/matters/{name}")).text()


async def test_a_correction_by_name_changes_the_figures_and_can_be_taken_back(full_desk: Desk) -> None:
    name = told(full_desk)
    ann = await full_desk.clerk("editor", "安安")
    own = f"/review/matters/{name}"
    await ann.post(f"{own}/claim")
    page = await (await ann.get(own)).text()
    assert "有可能（百分之 41）" in page
    assert "点赞关注做任务返利" in page
    unclear = await ann.post(f"{own}/decide", None, choice="other", name="返利")
    assert unclear.status == 422
    assert "能对上好几种" in await unclear.text()
    assert (await ann.post(f"{own}/decide", None, choice="other", name="福利单")).status == 303
    assert matter(full_desk, name).type == "brushing_task"
    after = await (await ann.get(own)).text()
    assert "改成别的类型：点赞关注做任务返利" in after
    assert "认成</dt><dd>冒充公检法（可疑）" in after, "what the assistant thought stays to be seen"
    await ann.post(f"{own}/take-back")
    assert matter(full_desk, name).type == "authority_police"
    actions = [action for _, action, _ in full_desk.audited()]
    assert actions == ["review.decide", "review.take_back"]
    assert (await ann.post(f"{own}/take-back")).status == 404


async def test_a_lease_that_ran_out_decides_nothing(full_desk: Desk) -> None:
    name = told(full_desk)
    ann = await full_desk.clerk("editor", "安安")
    await ann.post(f"/review/matters/{name}/claim")
    full_desk.clock.forward(minutes=16)
    await ann.post(f"/review/matters/{name}/decide", None, choice="ordinary")
    assert "不在您手里了" in await (await ann.get(f"/review/matters/{name}")).text()
    assert matter(full_desk, name).verdict == "suspect"
    assert full_desk.audited() == []


async def test_confirming_needs_a_type_to_confirm(full_desk: Desk) -> None:
    name = told(full_desk, replace(STORY, type="", doubt="no_type"))
    ann = await full_desk.clerk("editor", "安安")
    await ann.post(f"/review/matters/{name}/claim")
    answer = await ann.post(f"/review/matters/{name}/decide", None, choice="confirm")
    assert answer.status == 422
    assert "助手没有认出类型" in await answer.text()


async def test_examples_gather_in_one_draft_of_the_officer(full_desk: Desk) -> None:
    name = told(full_desk)
    ann = await full_desk.clerk("editor", "安安")
    form = await (await ann.get(f"/review/matters/{name}/example")).text()
    assert "试吃卡" in form
    own = f"/review/matters/{name}/example"
    for text in (
        "楼下发的试吃卡让我进群签到领大米",
        "群里签到送大米后来叫我先充一笔",
        "楼下发的试吃卡让我进群签到领大米",
    ):
        await ann.post(own, None, text=text, kind="scam", name="福利单")
    refused = await ann.post(own, None, text="打〔手机号〕", kind="scam", name="福利单")
    assert refused.status == 422
    assert "教不会什么" in await refused.text()
    drafts = full_desk.app[DESK].drafts.listed()
    assert [(one.kind, one.item_id, len(one.examples.add)) for one in drafts] == [("examples", "scam/brushing_task", 2)]


async def test_a_group_becomes_a_variant_with_its_texts_as_examples(full_desk: Desk) -> None:
    texts = ("门把手上挂了试吃卡，进群签到送大米", "试吃卡挂门上，签到领米以后叫我充值", "我叫王小明")
    names = tuple(told(full_desk, replace(STORY, text=text), person=text) for text in texts)
    clusters.replace(full_desk.engine, [Found(names, texts[0], ("试吃卡", "签到"))], full_desk.clock())
    ann = await full_desk.clerk("editor", "安安")
    listed = await (await ann.get("/review/groups")).text()
    assert "3 人说的差不多" in listed
    assert "最近 7 天 3 件，前 7 天 0 件，在变多" in listed
    group = next(part for part in listed.split('"') if part.startswith("/review/groups/"))
    assert "〔姓名〕" in await (await ann.get(group)).text()
    form = await (await ann.get(f"{group}/variant")).text()
    assert 'value="试吃卡、签到"' in form
    assert "不能做例句" in form
    no_name = await ann.post(f"{group}/variant", None, type="点赞关注做任务返利", name="", cues="试吃卡")
    assert no_name.status == 422
    ticked = re.search(f'value="(\\d+)" checked> <span>{texts[0]}', form)
    assert ticked
    fields = {"type": "网络兼职刷单", "name": "门把手试吃卡", "cues": "试吃卡、签到、送大米", "use": ticked[1]}
    done = await ann.post(f"{group}/variant", None, **fields)
    assert done.status == 303
    draft = full_desk.app[DESK].drafts.listed()[0]
    assert draft.kind == "script"
    assert draft.data is not None
    variant = draft.data["variants"][-1]
    assert (variant["name"], variant["cues"]) == ("门把手试吃卡", ["试吃卡", "签到", "送大米"])
    assert [(one.text, one.variant) for one in draft.examples.add] == [(texts[0], variant["id"])]
    assert "王小明" not in str(full_desk.audited())


async def test_viewers_see_counts_and_no_words(full_desk: Desk) -> None:
    name = told(full_desk)
    viewer = await full_desk.clerk("viewer")
    page = await (await viewer.get("/review")).text()
    assert "认了一种，把握不大 1 件" in page
    assert "试吃卡" not in page
    assert name not in page
    assert (await viewer.get(f"/review/matters/{name}")).status == 403


async def test_a_matter_that_is_gone_is_not_found(full_desk: Desk) -> None:
    ann = await full_desk.clerk("editor", "安安")
    for path in ("/review/matters/none", "/review/matters/none/example", "/review/groups/7", "/review/groups/x"):
        assert (await ann.get(path)).status == 404
    assert "没有等着审的" in await (await ann.get("/review")).text()


@pytest.mark.parametrize(("program", "told"), [("true", "把待审的重新归拢"), ("false", "上一次归拢没有做成")])
async def test_what_waits_is_grouped_anew_from_the_page(full_desk: Desk, program: str, told: str) -> None:
    full_desk.app[GATHERING].command = (program,)
    ann = await full_desk.clerk("editor", "安安")
    begun = await ann.post("/review/groups/gather")
    assert (begun.status, begun.headers["Location"]) == (303, "/review/groups")
    await full_desk.app[GATHERING].ended()
    page = await (await ann.get("/review/groups")).text()
    assert "开始归拢了" in page
    assert told in page
