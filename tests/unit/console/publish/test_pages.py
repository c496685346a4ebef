"""Pages of publishing: start, watch, decide, go back; each refusal in words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import update

from bot.console.keys import DESK
from bot.publish.releases import DIFFERENCES, folder, register
from bot.publish.rules import Operator
from db.example_changes import ExampleChanges, ExampleText
from db.publish_tables import PublishJob
from db.session import transaction
from tests.fakes.console import Desk
from tests.fakes.stocked_console import HOSTILE, TYPE

ANN = Operator("小周", "publisher")
DIGEST = "a" * 64


def submitted(desk: Desk, text: str = "对门妹子拉我进群给视频点小红心，头两回真给我发了三块六") -> int:
    """Hand in a draft with one example, by Ann."""
    made = desk.app[DESK].drafts
    changes = ExampleChanges(add=(ExampleText(text, f"scam/{TYPE}"),))
    draft = made.open("examples", f"scam/{TYPE}", ANN, "九个人这样说", examples=changes)
    return made.submit(draft.id, draft.version, ANN).id


def started(desk: Desk, **values: Any) -> int:
    """Start a job with a draft of Ann's and bring it to some point."""
    job = desk.app[DESK].jobs.start([submitted(desk)], Operator("管", "publisher")).id
    with transaction(desk.engine) as session:
        session.execute(update(PublishJob).where(PublishJob.id == job).values(**values))
    return job


async def test_a_job_is_started_with_what_is_ticked_and_only_once(desk: Desk) -> None:
    draft, clerk = submitted(desk), await desk.clerk("publisher")
    answer = await clerk.post("/publish/start")
    assert answer.status == 422
    assert "至少勾上一份" in await answer.text()
    assert (await clerk.post("/publish/start", None, draft="x")).status == 400
    answer = await clerk.post("/publish/start", None, draft=str(draft))
    assert (answer.status, answer.headers["Location"]) == (303, "/publish/jobs/1")
    again = await clerk.post("/publish/start", None, again="1")
    assert again.status == 422
    assert "已有一个发布任务没有结束" in await again.text()
    assert 'data-moving="1"' in await (await clerk.get("/publish/jobs/1/progress")).text()


async def test_who_wrote_a_draft_does_not_approve_its_model(desk: Desk) -> None:
    """Attack: the author, a publisher, posts the approval although the page shows no button."""
    job = started(desk, state="waiting", step="approve", gate={"passed": True, "reasons": []})
    author, other = await desk.clerk("publisher", "小周"), await desk.clerk("publisher", "王芳")
    assert "要请另一位" in await (await author.get(f"/publish/jobs/{job}")).text()
    answer = await author.post(f"/publish/jobs/{job}/approve")
    assert answer.status == 422
    assert "自己写的不能自己批准" in await answer.text()
    assert (await other.post(f"/publish/jobs/{job}/approve")).status == 303
    assert desk.app[DESK].jobs.get(job).step == "swap"


async def test_a_refused_model_passes_only_with_a_reason(desk: Desk) -> None:
    job = started(desk, state="refused", step="approve", gate={"passed": False, "reasons": []})
    clerk = await desk.clerk("publisher")
    answer = await clerk.post(f"/publish/jobs/{job}/override", None, reason="  ")
    assert answer.status == 422
    assert "请写明理由" in await answer.text()
    assert (await clerk.get(f"/publish/jobs/{job}/approve")).status == 303  # not before somebody let it pass
    await clerk.post(f"/publish/jobs/{job}/override", None, reason="两句有争议")
    assert desk.app[DESK].jobs.get(job).state == "waiting"
    assert ("publisher一号", "release.override", f"job {job}") in desk.audited()


async def test_once_it_is_being_swapped_in_it_is_not_cancelled(desk: Desk) -> None:
    job, clerk = started(desk, state="running", step="swap"), await desk.clerk("publisher")
    assert "取消这个任务…" not in await (await clerk.get(f"/publish/jobs/{job}")).text()
    answer = await clerk.post(f"/publish/jobs/{job}/cancel")
    assert answer.status == 422
    assert "不能取消" in await answer.text()


@pytest.mark.parametrize(
    ("form", "told"), [({"part": "model"}, "请写明为什么"), ({"part": "x", "reason": "a"}, "请选一种")]
)
async def test_going_back_needs_a_reason_and_a_choice(form: dict[str, str], told: str, desk: Desk) -> None:
    with transaction(desk.engine) as session:
        register(session, desk.app[DESK].jobs.settings, DIGEST, "", None)
    clerk = await desk.clerk("publisher")
    answer = await clerk.post(f"/publish/releases/{DIGEST}/back", None, **form)
    assert answer.status == 422
    page = await answer.text()
    assert told in page
    answer = await clerk.post(f"/publish/releases/{DIGEST}/back", None, part="model", reason="误报多")
    assert answer.status == 422  # its files are not there
    assert (await clerk.get(f"/publish/releases/{'b' * 64}/back")).status == 404


async def test_texts_of_a_measurement_are_escaped(desk: Desk) -> None:
    """Attack: a text of the regression set, or a label of a model, with markup in it."""
    settings = desk.app[DESK].jobs.settings
    with transaction(desk.engine) as session:
        register(session, settings, DIGEST, "", None)
    told = {"type": HOSTILE, "verdict": HOSTILE, "intent": "scam"}
    text = {"text": HOSTILE, "before": told, "after": told}
    types = [{"type": TYPE, "count": 2, "before": 1.0, "after": 0.5, "better": [], "worse": [text]}]
    place = folder(settings, DIGEST)
    place.mkdir(parents=True)
    (place / DIFFERENCES).write_text(json.dumps({"baseline": "", "figures": [], "types": types}), encoding="utf-8")
    page = await (await (await desk.clerk("editor")).get(f"/publish/releases/{DIGEST}")).text()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


async def test_a_draft_of_words_is_looked_at_where_scripts_are(desk: Desk) -> None:
    draft = desk.app[DESK].drafts.open("script", TYPE, ANN, "新说法")
    answer = await (await desk.clerk("editor")).get(f"/publish/drafts/{draft.id}")
    assert answer.headers["Location"] == f"/drafts/{draft.id}"


async def test_a_draft_of_examples_is_given_back_with_words(desk: Desk) -> None:
    draft, clerk = submitted(desk, "班级群阿姨叫大家给店里点收藏，说满十个返一块五"), await desk.clerk("publisher")
    answer = await clerk.post(f"/publish/drafts/{draft}/return", None, version="2", reason="")
    assert answer.status == 422
    view = desk.app[DESK].drafts.get(draft)
    await clerk.post(f"/publish/drafts/{draft}/return", None, version=str(view.version), reason="写成居民的口气")
    assert desk.app[DESK].drafts.get(draft).state == "returned"
