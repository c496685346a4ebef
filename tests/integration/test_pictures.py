"""The real worker on the 20 test screenshots: what they say, whose words they are, where codes lead."""

from __future__ import annotations

import json
import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import requests

from bot.edge.media.process import WorkerProcess, worker_of
from bot.edge.media.reader import QueuedReader
from bot.media.saw import CHAT, ReadImage
from bot.media.text import text_of
from bot.report.pictures import errors, lines_of, memory_of, side_of
from tests.conftest import SERVICE_TOKEN, System
from tests.picture_door import HAS_MEDIA, MEDIA_PYTHON, SCREENSHOTS, WITHOUT_MEDIA

pytestmark = pytest.mark.skipif(not HAS_MEDIA, reason=WITHOUT_MEDIA)
one_loop = pytest.mark.asyncio(loop_scope="module")  # one worker for all: it takes seconds to start
TRUTHS = json.loads((SCREENSHOTS / "truth.json").read_text(encoding="utf-8"))
MOST_MEGABYTES = 900


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def worker() -> AsyncIterator[WorkerProcess]:
    """Return the real worker."""
    made = worker_of(MEDIA_PYTHON)
    yield made
    await made.stop()


async def _read(worker: WorkerProcess, name: str) -> ReadImage:
    return await QueuedReader(worker).read_image((SCREENSHOTS / name).read_bytes())


@one_loop
async def test_all_twenty_are_read(worker: WorkerProcess) -> None:
    wrong, there = 0, 0
    for truth in TRUTHS:
        read = await _read(worker, truth["file"])
        mended, size = errors(truth["lines"], lines_of(read))
        wrong, there = wrong + mended, there + size
        assert read.kind == truth["kind"], truth["file"]
        assert [code.text for code in read.codes] == truth["codes"], truth["file"]
        if read.kind == CHAT:
            assert errors(truth["they"], side_of(read, False))[0] <= 2, truth["file"]
            assert errors(truth["i"], side_of(read, True))[0] <= 2, truth["file"]
    assert len(TRUTHS) == 20
    assert wrong / there < 0.01
    assert memory_of(worker.pid)["VmHWM"] < MOST_MEGABYTES


@one_loop
async def test_the_worker_serves_one_after_the_other(worker: WorkerProcess) -> None:
    await _read(worker, "wechat_family.png")
    first = worker.pid
    text = text_of(await _read(worker, "wechat_family.png"))
    assert worker.pid == first
    assert text == "对方发来：妈，晚上我回去吃饭，买点菜就行。行，大概七点到家。我回：好，给你炖排骨。"


def _post(system: System, name: str, **fields: str) -> dict[str, Any]:
    response = requests.post(
        f"{system.url}/api/pictures",
        data={"id": uuid.uuid4().hex, "user": uuid.uuid4().hex, "channel": "test", **fields},
        files={"picture": (name, (SCREENSHOTS / name).read_bytes())},
        headers={"Authorization": f"Bearer {SERVICE_TOKEN}"},
        timeout=60,
    )
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


@pytest.mark.parametrize(
    ("name", "type_id"),
    [
        ("wechat_service_dark.png", "service_membership"),
        ("sms_court_tilted.jpg", "authority_police"),
        ("page_loan_dark.png", "loan_fake"),
    ],
)
def test_a_screenshot_gets_the_right_type(name: str, type_id: str, system: System) -> None:
    answer = _post(system, name)
    assert answer["case"]["type"] == type_id
    assert answer["blocks"][0]["text"].startswith("图上我看到的是：")


def test_a_receipt_is_asked_about_with_one_tap(system: System) -> None:
    answer = _post(system, "receipt_bank_dark.png")
    values = [choice["value"] for block in answer["blocks"] for choice in block.get("choices", ())]
    assert "urgent:paid" in values


def test_a_retry_gets_the_same_answer(system: System) -> None:
    fields = {"id": uuid.uuid4().hex, "user": uuid.uuid4().hex}
    assert _post(system, "sms_parcel.png", **fields) == _post(system, "sms_parcel.png", **fields)


def test_a_family_chat_is_no_scam(system: System) -> None:
    assert _post(system, "wechat_family.png")["case"]["verdict"] == "none"
