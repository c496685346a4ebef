"""How far a job is, as whoever watches it reads it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.publish.job import ORDER, SHOWN
from bot.publish.views import JobView

NAMES = {
    "export": "导出", "train": "训练", "measure": "测量", "gate": "把关",
    "approve": "批准", "swap": "换上", "watch": "看着",
}  # fmt: skip
STATES = {
    "queued": "排着队", "running": "正在做", "waiting": "等另一位同事批准", "refused": "没有放行",
    "failed": "没有做成", "cancelled": "取消了", "done": "完成",
}  # fmt: skip
_MARKS = {"done": "做完了", "here": "正在做", "stopped": "停在这里", "later": "还没到"}
# what a job's log says, and what that means
_LINES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"(export|train|measure|gate|swap|watch): begun", lambda m: f"{NAMES[m[1]]}：开始"),
    (r"(export|train|measure|gate|swap|watch): done", lambda m: f"{NAMES[m[1]]}：做完了"),
    (r"release (\w+), compared with nothing", lambda m: f"新模型的编号是 {m[1]}，没有旧模型可比"),
    (r"release (\w+), compared with (\w+)", lambda m: f"新模型的编号是 {m[1]}，和 {m[2]} 比"),
    (r"the model is there already", lambda m: "同样内容的模型以前训练过，直接用"),
    (r"measuring (\w+)", lambda m: f"正在检验 {m[1]}"),
    (r"refused: .*", lambda m: "没有放行，原因见上面的表"),
    (r"(\S+): has the old model again", lambda m: f"副本 {m[1]}：换回了旧模型"),
    (r"(\S+): has (\w+)", lambda m: f"副本 {m[1]}：换上了 {m[2]}，回答正常"),
    (r"(.*); putting the old model back", lambda m: f"有副本没换成，全部换回旧的。{m[1]}"),
    (r"live; (\d+) old releases deleted", lambda m: f"全部换上了；清掉 {m[1]} 个很久以前的版本"),
    (r"watched: (\d+) of (\d+) answers failed", lambda m: f"看完了：问了 {m[2]} 次，{m[1]} 次不正常"),
)  # fmt: skip


@dataclass(frozen=True)
class StepShown:
    """One step of a job.

    Attributes:
        name: of the step.
        mark: done, here, stopped or later.
        told: the mark in words.
    """

    name: str
    mark: str
    told: str


def steps_shown(job: JobView) -> list[StepShown]:
    """Return the steps with how each stands."""
    here = ORDER.index(job.step)
    marks = ["done" if at < here or job.state == "done" else "later" for at in range(len(NAMES))]
    if job.state != "done" and here < len(marks):
        marks[here] = "stopped" if job.state in ("refused", "failed", "cancelled") else "here"
    told = {**_MARKS, "here": "等人批准"} if job.state == "waiting" else _MARKS
    return [StepShown(name, mark, told[mark]) for name, mark in zip(NAMES.values(), marks, strict=True)]


def is_moving(job: JobView) -> bool:
    """Say whether the page should look again by itself."""
    return job.state in ("queued", "running")


def time_left(job: JobView) -> str:
    """Return how long it will take until somebody must act, or until it is done; by what is usual."""
    if not is_moving(job):
        return ""
    ends = ORDER.index("approve" if ORDER.index(job.step) < ORDER.index("approve") else "done")
    here = ORDER.index(job.step)
    if here >= ends:
        return ""
    start, usual, _ = SHOWN[job.step]
    width = max(SHOWN[ORDER[here + 1]][0] - start, 1)
    share = min(max((job.percent - start) / width, 0.0), 0.95)
    seconds = usual * (1 - share) + sum(SHOWN[step][1] for step in ORDER[here + 1 : ends])
    return f"大约还要 {round(seconds / 60)} 分钟" if seconds >= 90 else "还要一分钟左右" if seconds > 20 else "马上就好"


def log_lines(log: str) -> list[str]:
    """Return the log in plain words, newest last; what has no words of its own is shown as it is."""
    return [_line(line) for line in log.splitlines() if line.strip()]


def _line(line: str) -> str:
    clock, _, said = line.partition(" ")
    for pattern, words in _LINES:
        match = re.fullmatch(pattern, said)
        if match:
            return f"{clock} {words(match)}"
    return line
