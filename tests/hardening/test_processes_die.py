# Attack: kill or freeze what stands behind the edge while somebody is being pressed to pay.
# The resident must get a usable answer before WeChat gives up, and the real one on a retry.
"""Dead, hung and failing processes behind the edge."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from db.migrate import migrate
from db.session import make_engine
from tests.conftest import Person, System, words
from tests.hardening.conftest import claimed, require_real, safe_answer, stored
from tests.waiting import alive

STORY = "冒充警察的说我洗钱，让我把钱转到安全账户"


def workers(system: System) -> list[int]:
    """Return the workers that Rasa has forked, oldest first."""
    rasa = system.processes["rasa"].pid
    return [int(pid) for pid in Path(f"/proc/{rasa}/task/{rasa}/children").read_text(encoding="ascii").split()]


def test_rasa_is_dead(breakable: System) -> None:
    person = Person(breakable)
    breakable.kill("rasa")
    safe_answer(person, STORY, "rasa-dead")
    breakable.start("rasa")
    breakable.wait_ready()
    require_real(person.send(STORY, message_id="rasa-dead"))
    assert stored(breakable, "rasa-dead") == 1


def test_a_worker_of_rasa_dies_over_turns_and_nobody_notices(breakable: System) -> None:
    worker = workers(breakable)[0]
    os.kill(worker, signal.SIGSTOP)
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(Person(breakable).send, STORY, message_id=f"worker-{number}") for number in range(4)]
        breakable.wait_for(lambda: sum(claimed(breakable, f"worker-{number}") for number in range(4)) > 0, seconds=10)
        os.kill(worker, signal.SIGKILL)
        for answer in asked:
            require_real(answer.result(20))
    breakable.wait_for(lambda: worker not in workers(breakable) and len(workers(breakable)) == 2, seconds=20)


def test_what_keeps_the_workers_is_dead_and_they_serve_on(breakable: System) -> None:
    old = breakable.processes.pop("rasa")
    os.kill(old.pid, signal.SIGKILL)
    old.wait()
    for _ in range(4):
        require_real(Person(breakable).send(STORY))
    breakable.start_another("rasa", "rasa", SUPERVISOR_ENABLED="1")
    breakable.wait_for(lambda: len(workers(breakable)) == 2, seconds=60)
    for _ in range(4):
        require_real(Person(breakable).send(STORY))
    while alive(-old.pid):  # until the old ones have made room
        require_real(Person(breakable).send(STORY))


def test_the_actions_are_dead(breakable: System) -> None:
    person = Person(breakable)
    breakable.kill("actions")
    safe_answer(person, STORY, "actions-dead")
    breakable.start("actions")
    breakable.wait_ready()
    require_real(person.send(STORY, message_id="actions-dead"))


def test_the_edge_died_and_the_case_lives(breakable: System) -> None:
    person = Person(breakable)
    before = person.send(STORY, message_id="edge-dies")
    breakable.kill("edge")
    breakable.start("edge")
    breakable.wait_ready()
    assert person.send(STORY, message_id="edge-dies") == before
    assert person.send("谢谢")["case"]["type"] == before["case"]["type"]


def test_the_edge_dies_in_the_middle_of_a_turn_and_another_takes_it_over(breakable: System) -> None:
    person = Person(breakable)
    rasa = breakable.processes["rasa"].pid
    os.killpg(rasa, signal.SIGSTOP)
    try:
        with ThreadPoolExecutor(1) as threads:
            asked = threads.submit(person.send, STORY, message_id="mid-turn")
            breakable.wait_for(lambda: claimed(breakable, "mid-turn") == 1, seconds=10)
            breakable.kill("edge")
            with pytest.raises(requests.ConnectionError):
                asked.result(10)
    finally:
        os.killpg(rasa, signal.SIGCONT)
    breakable.start("edge")
    breakable.wait_ready()
    assert "96110" in words(person.send(STORY, message_id="mid-turn"))  # safe or real
    breakable.wait_for(lambda: "case" in person.send(STORY, message_id="mid-turn"), seconds=40)
    require_real(person.send(STORY, message_id="mid-turn"))
    assert stored(breakable, "mid-turn") == 1


def test_rasa_hangs_and_the_late_answer_is_kept(breakable: System) -> None:
    person = Person(breakable)
    rasa = breakable.processes["rasa"].pid
    os.killpg(rasa, signal.SIGSTOP)
    try:
        safe_answer(person, STORY, "rasa-hangs")
    finally:
        os.killpg(rasa, signal.SIGCONT)
    breakable.wait_for(lambda: stored(breakable, "rasa-hangs") == 1, seconds=15)
    require_real(person.send(STORY, message_id="rasa-hangs"))


def test_an_action_raises_and_no_words_reach_the_log(breakable: System, tmp_path: Path) -> None:
    empty = f"sqlite:///{tmp_path / 'empty.db'}"
    engine = make_engine(empty)
    migrate(engine)
    engine.dispose()
    breakable.kill("actions")
    broken = System({**breakable.environment, "DATABASE_URL": empty})
    broken.start("actions")
    try:
        breakable.wait_ready()
        safe_answer(Person(breakable), f"我叫欧阳紫薯，{STORY}，金额七万三千", "action-raises")
    finally:
        broken.stop()
    log = breakable.log.read_text(encoding="utf-8")
    assert "action failed" in log
    assert not [word for word in ("欧阳紫薯", "安全账户", "七万三千", "\\u6b27\\u9633", "73000") if word in log]


def test_not_ready_says_what_is_missing_and_living_is_not_readiness(breakable: System) -> None:
    breakable.kill("actions")
    ready = requests.get(f"{breakable.url}/readyz", timeout=5)
    assert (ready.status_code, ready.json()["missing"]) == (503, ["actions"])
    assert requests.get(f"{breakable.url}/healthz", timeout=5).status_code == 200
