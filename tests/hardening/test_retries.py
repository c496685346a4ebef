# Attack: WeChat sends a message up to four times while the first is still computed; a client
# on a bad line does the same; one person's fragments arrive together.
"""One message, one answer, one row; and no message of a person is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from db.models import StoredReply
from db.session import transaction
from tests.conftest import Person, System
from tests.hardening.conftest import database


def test_the_same_id_five_times_at_once(system: System) -> None:
    person = Person(system)
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: person.send("群里让我垫钱刷单", message_id="five-times"), range(5)))
    assert answers[0]["case"]["type"] == "brushing_prepay"
    assert all(answer == answers[0] for answer in answers)
    engine = database(system)
    with transaction(engine) as session:
        query = select(func.count()).select_from(StoredReply).where(StoredReply.message_id == "five-times")
        assert session.scalar(query) == 1
    engine.dispose()


def test_fragments_at_once_are_all_answered_and_the_highest_stage_stays(system: System) -> None:
    person = Person(system)
    fragments = ("群里让我垫钱刷单", "我已经被骗了，转了三千块", "你好")
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(person.send, fragments))
    assert all("case" in answer for answer in answers)
    assert person.send("谢谢")["case"]["stage"] == "paid"
