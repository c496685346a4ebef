"""Attack: retries, double taps, dead processes and a hanging Rasa make a victim wait or lose what was said.

Each message is computed once, both of two messages count, and somebody always gets an answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.edge import turns as turns_module
from bot.edge.rasa_client import RasaClient, RasaFailed
from bot.edge.reader import Keeping, Message
from bot.edge.turns import Turns
from db import cases
from db.models import Base

SAFE = {"blocks": [{"type": "text", "text": "safe"}]}
HOURS = timedelta(hours=2)
KEEPING = Keeping(case=HOURS, remembered=timedelta(hours=72))


class Clock:
    """A clock that a test moves."""

    now = datetime(2026, 11, 23, 12, 0, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        """Return its time."""
        return self.now

    def move(self, **span: float) -> None:
        """Go on by a span of seconds, minutes or hours."""
        self.now += timedelta(**span)


class FakeRasa(RasaClient):
    """Answers like Rasa: adds one to the turns of the case it is given, and remembers what it was told."""

    def __init__(self) -> None:
        """Be open and well."""
        self.seen: list[tuple[str, dict[str, Any]]] = []
        self.asked = asyncio.Semaphore(0)
        self.open = asyncio.Event()
        self.open.set()
        self.error: Exception | None = None
        self.extra: dict[str, Any] = {}
        self.case: dict[str, Any] = {}

    async def turn(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """Answer, once the test opens the gate."""
        self.seen.append((text, metadata))
        self.asked.release()
        await self.open.wait()
        if self.error:
            raise self.error
        before = metadata["case"] or {"format": 1}
        said = [*before.get("said", ()), text]
        case = {**before, "said": said, "turns": before.get("turns", 0) + 1, **self.case}
        return {"blocks": [{"type": "text", "text": f"answer to {text}"}], "case": case, **self.extra}

    async def states(self) -> dict[str, bool]:
        """Report nothing."""
        return {}


@pytest.fixture
def clock() -> Clock:
    """Return a clock."""
    return Clock()


@pytest.fixture
async def rasa() -> FakeRasa:
    """Return a Rasa made inside the running loop."""
    return FakeRasa()


@pytest.fixture
def make(engine: Engine, clock: Clock, rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Turns]:
    """Return a maker of edges on the same database; polling does not wait."""
    monkeypatch.setattr(turns_module, "POLL_SECONDS", 0)

    def build(wait: float = 5.0) -> Turns:
        return Turns(engine, rasa, KEEPING, wait, lambda _: SAFE, clock)

    return build


def _message(name: str = "m1", text: str = "", **more: Any) -> Message:
    return Message(
        **{"person": "p", "id": name, "text": text or name, "choice": "", "channel": "web", "elder": False, **more}
    )


def _case(engine: Engine, clock: Clock) -> dict[str, Any]:
    return cases.load(engine, "p", clock()).data or {}


async def test_five_askers_of_one_message_get_one_computation(make: Callable[..., Turns], rasa: FakeRasa) -> None:
    turns = make()
    rasa.open.clear()
    asking = [asyncio.create_task(turns.answer(_message())) for _ in range(5)]
    await rasa.asked.acquire()
    rasa.open.set()
    answers = await asyncio.gather(*asking)
    assert len(rasa.seen) == 1
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["blocks"][0]["text"] == "answer to m1"


async def test_five_askers_at_five_edges_get_one_computation(make: Callable[..., Turns], rasa: FakeRasa) -> None:
    answers = await asyncio.gather(*(make().answer(_message()) for _ in range(5)))
    assert len(rasa.seen) == 1
    assert all(answer["blocks"] == answers[0]["blocks"] for answer in answers)


async def test_a_retry_reads_the_stored_answer(make: Callable[..., Turns], rasa: FakeRasa) -> None:
    first = await make().answer(_message())
    rasa.error = RasaFailed("down")
    assert await make().answer(_message()) == first


@pytest.mark.parametrize("edges", [1, 2])
async def test_two_messages_of_one_person_at_once_both_count(
    edges: int, make: Callable[..., Turns], rasa: FakeRasa, engine: Engine, clock: Clock
) -> None:
    doors = [make() for _ in range(edges)]
    rasa.open.clear()
    asking = [asyncio.create_task(doors[n % edges].answer(_message(f"m{n}"))) for n in range(2)]
    await rasa.asked.acquire()
    await rasa.asked.acquire()
    rasa.open.set()
    answers = await asyncio.gather(*asking)
    assert [answer["blocks"][0]["text"] for answer in answers] == ["answer to m0", "answer to m1"]
    assert sorted(_case(engine, clock)["said"]) == ["m0", "m1"]
    assert _case(engine, clock)["turns"] == 2


@pytest.mark.parametrize("error", [RasaFailed("empty answer"), KeyError("blocks"), RuntimeError("words of a resident")])
async def test_when_rasa_fails_the_safe_reply_is_said_and_not_stored(
    error: Exception,
    make: Callable[..., Turns],
    rasa: FakeRasa,
    engine: Engine,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    rasa.error = error
    assert await make().answer(_message()) == SAFE
    assert _case(engine, clock) == {}
    assert "words of a resident" not in caplog.text
    rasa.error = None
    assert (await make().answer(_message()))["blocks"][0]["text"] == "answer to m1"


async def test_without_a_database_the_safe_reply_is_said(make: Callable[..., Turns], engine: Engine) -> None:
    Base.metadata.drop_all(engine)
    assert await make().answer(_message()) == SAFE


async def test_a_claim_of_a_dead_process_is_taken_over_after_twenty_seconds(
    make: Callable[..., Turns], rasa: FakeRasa, engine: Engine, clock: Clock
) -> None:
    cases.claim(engine, "p", "m1", "dead", clock(), HOURS)
    turns = make(wait=0.05)
    clock.move(seconds=20)
    assert await turns.answer(_message()) == SAFE
    assert rasa.seen == []
    clock.move(seconds=0.1)
    await turns.drain()
    assert len(rasa.seen) == 1
    assert (await make().answer(_message()))["blocks"][0]["text"] == "answer to m1"
    assert len(rasa.seen) == 1


async def test_a_late_answer_is_safe_first_and_stored_for_the_retry(
    make: Callable[..., Turns], rasa: FakeRasa, engine: Engine, clock: Clock
) -> None:
    turns = make(wait=0.05)
    rasa.open.clear()
    assert await turns.answer(_message()) == SAFE
    rasa.open.set()
    await turns.drain()
    patient = make()  # the retry must not race 0.05 s against a busy disk
    assert (await patient.answer(_message()))["blocks"][0]["text"] == "answer to m1"
    assert len(rasa.seen) == 1
    assert _case(engine, clock)["said"] == ["m1"]


async def test_who_will_wait_longer_may_ask_again(make: Callable[..., Turns], rasa: FakeRasa) -> None:
    turns = make()
    rasa.open.clear()
    assert await turns.within(_message(), 0.01) is None
    rasa.open.set()
    reply = await turns.within(_message(), 5)
    assert reply is not None
    assert reply["blocks"][0]["text"] == "answer to m1"
    assert len(rasa.seen) == 1


async def test_a_closed_request_does_not_stop_the_turn(make: Callable[..., Turns], rasa: FakeRasa) -> None:
    turns = make()
    rasa.open.clear()
    request = asyncio.create_task(turns.answer(_message()))
    await rasa.asked.acquire()
    request.cancel()
    with pytest.raises(asyncio.CancelledError):
        await request
    rasa.open.set()
    await turns.drain()
    assert (await turns.answer(_message()))["blocks"][0]["text"] == "answer to m1"
    assert len(rasa.seen) == 1


async def test_the_case_goes_along_and_comes_back(make: Callable[..., Turns], rasa: FakeRasa) -> None:
    turns = make()
    await turns.answer(_message("m1"))
    await turns.answer(_message("m2", choice="tell:case", channel="kiosk", elder=True))
    _, metadata = rasa.seen[1]
    assert metadata["case"]["said"] == ["m1"]
    assert (metadata["choice"], metadata["listener"]) == ("tell:case", {"channel": "kiosk", "elder": True})


async def test_the_answer_carries_a_summary_of_the_case(make: Callable[..., Turns], rasa: FakeRasa) -> None:
    turns = make()
    empty: dict[str, Any] = {"type": None, "also": [], "stage": "none", "verdict": "none"}
    assert (await turns.answer(_message("m1")))["case"] == empty
    rasa.case = {
        "type": "loan_fake",
        "verdict": "alarm",
        "stage": "paid",
        "also": ["brushing_task"],
        "helper": "relative",
    }
    told = {"type": "loan_fake", "also": ["brushing_task"], "stage": "paid", "verdict": "alarm"}
    assert (await turns.answer(_message("m2")))["case"] == told


async def test_forgetting_waits_for_the_turn_under_way(
    make: Callable[..., Turns], rasa: FakeRasa, engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Attack: the person leaves while the answer is still computed, and the end of that turn writes them back.
    saved_before = []
    forget = cases.forget

    def note_and_forget(engine: Engine, person: str) -> None:
        saved_before.append(cases.load(engine, person, clock()).version)
        forget(engine, person)

    monkeypatch.setattr(cases, "forget", note_and_forget)
    turns = make()
    rasa.open.clear()
    answering = asyncio.create_task(turns.answer(_message()))
    await rasa.asked.acquire()
    forgetting = asyncio.create_task(turns.forget("p"))
    rasa.open.set()
    await asyncio.gather(answering, forgetting)
    assert saved_before == [1]
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if "person" in table.columns:
                assert connection.execute(table.select()).all() == [], table.name


async def test_who_is_forgotten_at_another_edge_is_not_written_back(
    make: Callable[..., Turns], rasa: FakeRasa, engine: Engine, clock: Clock
) -> None:
    here, there = make(), make()
    await here.answer(_message("before"))
    rasa.open.clear()
    answering = asyncio.create_task(here.answer(_message("under way")))
    await rasa.asked.acquire()
    await rasa.asked.acquire()
    await there.forget("p")  # knows nothing of what is under way here
    rasa.open.set()
    assert (await answering)["blocks"][0]["text"] == "answer to under way"
    for table in Base.metadata.sorted_tables:
        if "person" in table.columns:
            with engine.connect() as connection:
                assert connection.execute(table.select().where(table.c.person == "p")).all() == [], table.name


async def test_forget_me_leaves_nothing(
    make: Callable[..., Turns], rasa: FakeRasa, engine: Engine, clock: Clock
) -> None:
    turns = make()
    await turns.answer(_message("m1"))
    rasa.extra = {"forget": True}
    assert (await turns.answer(_message("m2")))["blocks"][0]["text"] == "answer to m2"
    assert cases.load(engine, "p", clock()) == cases.StoredCase(None, 0, None)
    assert cases.purge(engine, clock() + timedelta(days=9)) == 0


@pytest.mark.parametrize(
    ("consent", "hours", "kept"),
    [
        (None, 1.9, {"said", "type"}),
        (None, 2.1, set()),
        (False, 2.1, set()),
        (True, 1.9, {"said", "type"}),
        (True, 2.1, {"type"}),
        (True, 71.0, {"type"}),
        (True, 72.1, set()),
    ],
)
async def test_with_consent_only_the_type_outlives_the_session(
    consent: bool | None, hours: float, kept: set[str], make: Callable[..., Turns], rasa: FakeRasa, clock: Clock
) -> None:
    rasa.case = {"type": "loan_fake", "consent": consent}
    await make().answer(_message("m1"))
    clock.move(hours=hours)
    await make().answer(_message("m2"))
    case = rasa.seen[1][1]["case"] or {}
    assert {name for name in ("said", "type") if case.get(name)} == kept


async def test_people_do_not_share_a_case(make: Callable[..., Turns], rasa: FakeRasa) -> None:
    turns = make()
    await turns.answer(_message("m1"))
    await turns.answer(_message("m1", person="other"))
    assert rasa.seen[1][1]["case"] is None


async def test_a_case_that_always_changes_ends_in_the_safe_reply(
    make: Callable[..., Turns], rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases, "save", lambda *_: False)
    assert await make().answer(_message()) == SAFE
    assert len(rasa.seen) == turns_module.ATTEMPTS


async def test_draining_with_nothing_to_do_returns(make: Callable[..., Turns]) -> None:
    await make().drain()
