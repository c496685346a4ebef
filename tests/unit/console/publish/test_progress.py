"""How a job is shown while it runs."""

from __future__ import annotations

import pytest

from bot.console.pages.publish.progress import log_lines, steps_shown, time_left
from bot.publish.job import ORDER, SHOWN
from bot.publish.views import JobView
from db.models import utc_now


def job(state: str = "running", step: str = "train", percent: int = 5, log: str = "") -> JobView:
    """Return a job as pages are given it."""
    return JobView(
        id=7, state=state, step=step, percent=percent, progress="", log=log, drafts=(), started_by="王芳",
        created_at=utc_now(), digest="", baseline="", gate={}, approved_by="", override_by="", override_reason="",
        error="", finished_at=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("state", "step", "marks"),
    [
        ("queued", "export", ["here", *["later"] * 6]),
        ("running", "train", ["done", "here", *["later"] * 5]),
        ("waiting", "approve", ["done", "done", "done", "done", "here", "later", "later"]),
        ("refused", "approve", ["done", "done", "done", "done", "stopped", "later", "later"]),
        ("failed", "measure", ["done", "done", "stopped", *["later"] * 4]),
        ("cancelled", "train", ["done", "stopped", *["later"] * 5]),
        ("done", "done", ["done"] * 7),
    ],
)
def test_each_step_is_marked(state: str, step: str, marks: list[str]) -> None:
    assert [one.mark for one in steps_shown(job(state, step))] == marks


def test_every_step_of_a_job_has_a_name() -> None:
    assert len(steps_shown(job())) == len(ORDER) - 1
    assert set(ORDER) == set(SHOWN)


@pytest.mark.parametrize(
    ("state", "step", "percent", "told"),
    [
        ("running", "train", 5, "大约还要 7 分钟"),
        ("running", "train", 60, "大约还要 2 分钟"),
        ("running", "gate", 89, "马上就好"),
        ("running", "swap", 90, "大约还要 2 分钟"),
        ("waiting", "approve", 90, ""),
        ("running", "done", 100, ""),
    ],
)
def test_time_left_runs_to_where_somebody_must_act(state: str, step: str, percent: int, told: str) -> None:
    assert time_left(job(state, step, percent)) == told


def test_the_log_is_told_in_plain_words() -> None:
    log = "\n".join(
        [
            "09:01:02 train: begun",
            "09:01:02 release 3f9a00000000, compared with nothing",
            "09:06:40 http://127.0.0.1:5005: has 3f9a00000000",
            "09:06:41 http://b: took 3.1 s for one answer, at most 2.0 s; putting the old model back",
            "09:06:42 http://b: has the old model again",
            "09:09:00 watched: 1 of 48 answers failed",
            "09:09:01 something nobody translated",
        ]
    )
    assert log_lines(log) == [
        "09:01:02 训练：开始",
        "09:01:02 新模型的编号是 3f9a00000000，没有旧模型可比",
        "09:06:40 副本 http://127.0.0.1:5005：换上了 3f9a00000000，回答正常",
        "09:06:41 有副本没换成，全部换回旧的。http://b: took 3.1 s for one answer, at most 2.0 s",
        "09:06:42 副本 http://b：换回了旧模型",
        "09:09:00 看完了：问了 48 次，1 次不正常",
        "09:09:01 something nobody translated",
    ]
