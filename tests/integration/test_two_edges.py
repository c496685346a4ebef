"""Two machines behind a proxy, with a real PostgreSQL and a real Redis: nobody can tell them from one."""

from __future__ import annotations

import itertools
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from sqlalchemy import func, select

from db.models import Case, StoredReply
from db.session import make_engine, transaction
from tests.conftest import labels, words
from tests.machines import Machines

pytestmark = pytest.mark.timeout(900)  # two Rasas have to start
STORY = "冒充警察的说我洗钱，让我把钱转到安全账户"


def _stored(machines: Machines, message_id: str) -> tuple[int, list[dict[str, Any]]]:
    """Return how many answers to a message are kept, and every case."""
    engine = make_engine(machines.database_url)
    with transaction(engine) as session:
        number = session.scalar(select(func.count()).where(StoredReply.message_id == message_id))
        found = session.scalars(select(Case)).all()
        cases = [dict(case.data) for case in found]
    engine.dispose()
    return number or 0, cases


def test_a_conversation_bounced_between_the_edges_keeps_its_state(two_machines: Machines) -> None:
    user = uuid.uuid4().hex
    here, there = (two_machines.person_at(number, user) for number in (0, 1))
    first = here.send(STORY)
    assert first["case"]["type"] == "authority_police"
    second = there.send("我已经转了三万")
    assert (second["case"]["type"], second["case"]["stage"]) == ("authority_police", "paid")
    offered = labels(second)
    picked = here.send("1")  # a number means what the other edge offered
    assert offered
    assert picked["case"]["type"] == "authority_police"
    assert words(picked) != words(second)
    there.send("删除我的记录")
    assert here.send("你好")["case"]["type"] is None


def test_one_message_sent_to_both_edges_at_once_is_answered_once(two_machines: Machines) -> None:
    user = uuid.uuid4().hex
    for round_ in range(3):
        message_id = f"both-{round_}-{uuid.uuid4().hex}"
        people = [two_machines.person_at(number % 2, user) for number in range(6)]
        with ThreadPoolExecutor(len(people)) as threads:
            answers = list(threads.map(lambda person, sent=message_id: person.send(STORY, message_id=sent), people))
        assert all(answer == answers[0] for answer in answers)
        assert answers[0]["case"]["type"] == "authority_police"
        assert _stored(two_machines, message_id)[0] == 1


def test_an_answer_outlives_the_machine_that_gave_it(two_machines: Machines) -> None:
    user, message_id = uuid.uuid4().hex, uuid.uuid4().hex
    first = two_machines.person_at(0, user).send(STORY, message_id=message_id)
    broken = two_machines.systems[0]
    for part in ("edge", "rasa", "actions"):
        broken.kill(part)
    try:
        other = two_machines.person_at(1, user)
        assert other.send(STORY, message_id=message_id) == first
        after = other.send("我已经转了三万")  # half of the replicas are gone: the next one is asked
        assert (after["case"]["type"], after["case"]["stage"]) == ("authority_police", "paid")
    finally:
        two_machines.start(0)
        two_machines.wait_ready()
    assert two_machines.person_at(0, user).send("然后呢")["case"]["stage"] == "paid"


class Browser:
    """One browser, which a proxy sends to either edge."""

    def __init__(self, machines: Machines) -> None:
        """Begin at the first."""
        self._session = requests.Session()
        self._urls = itertools.cycle(system.url for system in machines.systems)

    def send(self, **body: str) -> requests.Response:
        """Send one message to the next edge."""
        given = {"id": uuid.uuid4().hex, "text": "你好", **body}
        return self._session.post(f"{next(self._urls)}/api/messages", json=given, timeout=20)


def test_a_rate_limit_counts_across_both_edges(two_machines: Machines) -> None:
    browser = Browser(two_machines)
    statuses = [browser.send().status_code for _ in range(9)]
    assert statuses == [200] * 6 + [429] * 3
    assert browser.send(choice="urgent:paid").status_code == 200
    keys = two_machines.redis.keys()
    assert any(key.startswith("rate:") for key in keys)
    assert not any("127.0.0.1" in key for key in keys)


def test_without_redis_each_edge_counts_alone_and_nobody_gets_an_error(two_machines: Machines) -> None:
    two_machines.redis.kill()
    try:
        browser = Browser(two_machines)
        statuses = [browser.send().status_code for _ in range(14)]
        assert statuses == [200] * 12 + [429] * 2  # six at each
    finally:
        two_machines.redis.start()

    def counted_together() -> bool:
        statuses = [Browser(two_machines).send().status_code for _ in range(2)]
        return statuses == [200, 200] and bool(two_machines.redis.keys())

    two_machines.systems[0].wait_for(counted_together, 30)
