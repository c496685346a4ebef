"""One message read: fragments joined, leads offered and kept, and nothing of it before the turn is saved."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.edge.judging import make_judge
from bot.edge.rasa_client import RasaClient
from bot.edge.reader import Keeping, Message, Reader
from bot.edge.seal import Sealer
from bot.text.mask import find
from db import blocked, fragments, leads
from db.blocked import Entry
from db.cases import StoredCase
from db.leads import Sealed
from db.models import Lead
from db.session import transaction

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=timezone.utc)
KEEPING = Keeping(case=timedelta(hours=2), remembered=timedelta(hours=72))
STRANGER = StoredCase(None, 0, None)
PHONE = Sealed("f1", "手机号", "手机号 139****5678", "sealed")


class KindRasa(RasaClient):
    """Answers with the kind of step that is set for each text, and remembers what it was told."""

    def __init__(self, **kinds: str) -> None:
        """Take kinds by text; any other text is not understood."""
        self.kinds = kinds
        self.lead = ""
        self.seen: list[tuple[str, dict[str, Any]]] = []

    async def turn(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """Answer one turn."""
        self.seen.append((text, dict(metadata)))
        read = {"intent": "scam", "kind": self.kinds.get(text, "fallback")}
        return {"blocks": [{"type": "text", "text": text}], "case": {}, "read": read, "lead": self.lead}

    async def states(self) -> dict[str, bool]:
        """Report nothing."""
        return {}


def _message(text: str, **more: Any) -> Message:
    return Message(**{"person": "p", "id": text, "text": text, "choice": "", "channel": "web", "elder": False, **more})


async def _turn(reader: Reader, text: str, seconds: float = 0.0, stored: StoredCase = STRANGER, **more: Any) -> str:
    message, now = _message(text, **more), NOW + timedelta(seconds=seconds)
    read = await reader.read(message, stored, now)
    await reader.settle(message, read, now)
    return str(read.payload["blocks"][0]["text"])


async def test_three_pieces_make_one_story(engine: Engine) -> None:
    reader = Reader(engine, KindRasa(**{"有人，打电话来，让我转钱": "verdict"}), KEEPING)
    assert await _turn(reader, "有人") == "有人"
    assert await _turn(reader, "打电话来", 3) == "打电话来"
    assert await _turn(reader, "让我转钱", 6) == "有人，打电话来，让我转钱"
    assert fragments.recent(engine, "p", NOW + timedelta(seconds=6), KEEPING.join) is None


@pytest.mark.parametrize(("seconds", "joined"), [(8, True), (9, False)])
async def test_only_what_comes_within_seconds_is_joined(seconds: float, joined: bool, engine: Engine) -> None:
    reader = Reader(engine, KindRasa(**{"有人，让我转钱": "verdict"}), KEEPING)
    await _turn(reader, "有人")
    assert await _turn(reader, "让我转钱", seconds) == ("有人，让我转钱" if joined else "让我转钱")


async def test_what_says_enough_alone_is_read_alone(engine: Engine) -> None:
    rasa = KindRasa(**{"谢谢": "thanks"})
    reader = Reader(engine, rasa, KEEPING)
    await _turn(reader, "有人")
    assert await _turn(reader, "谢谢", 2) == "谢谢"
    assert [text for text, _ in rasa.seen] == ["有人", "谢谢"]


async def test_a_choice_is_never_joined(engine: Engine) -> None:
    rasa = KindRasa()
    reader = Reader(engine, rasa, KEEPING)
    await _turn(reader, "有人")
    await _turn(reader, "。", 2, choice="urgent:paid")
    assert [text for text, _ in rasa.seen] == ["有人", "。"]


async def test_pieces_are_read_with_what_was_thought_before_the_first(engine: Engine) -> None:
    rasa = KindRasa(**{"让我转钱，去安全账户": "verdict"})
    reader = Reader(engine, rasa, KEEPING)
    await _turn(reader, "让我转钱", stored=StoredCase({"format": 1}, 1, NOW))
    after = StoredCase({"format": 1, "types": {"loan_fake": 0.5, "none": 0.5}, "stage": "contact"}, 2, NOW)
    await _turn(reader, "去安全账户", 2, after)
    assert rasa.seen[-1][1]["case"] == {"format": 1, "types": {}, "stage": "contact"}


@pytest.mark.parametrize(("then", "kept"), [("keep", 1), ("drop", 0)])
async def test_a_number_is_offered_and_then_kept_or_dropped(then: str, kept: int, engine: Engine) -> None:
    rasa = KindRasa(举报="service")
    reader = Reader(engine, rasa, KEEPING)
    rasa.lead = "offer"
    await _turn(reader, "举报", entities=(PHONE,))
    assert rasa.seen[-1][1]["entities"] == [PHONE.shown]
    offered = {"format": 1, "choices": [{"n": 1, "value": "lead:yes", "label": "是骗子用的"}]}
    rasa.lead = then
    await _turn(reader, "1", 30, StoredCase(offered, 1, NOW))
    assert rasa.seen[-1][1]["entities"] == [PHONE.shown]
    assert leads.offered(engine, "p", NOW) == []
    leads.offer(engine, "q", [PHONE], NOW)
    assert leads.keep(engine, "q", NOW) == 1
    with transaction(engine) as session:
        assert session.scalars(select(Lead.reports)).all() == [kept + 1]


async def test_the_blocklist_is_asked_and_only_judgements_go_to_rasa(engine: Engine) -> None:
    sealer, text = Sealer(b"secret"), "点http://bad-loan.xyz/a"
    judged = make_judge(sealer).judge(text, find(text), ())
    rasa = KindRasa()
    reader = Reader(engine, rasa, KEEPING)
    await _turn(reader, "点〔链接1〕", judged=judged)
    assert [one["level"] for one in rasa.seen[-1][1]["judgements"]] == ["suspicious"]
    blocked.add(engine, [Entry(sealer.fingerprint("链接", "bad-loan.xyz"), "链接", "市局")], NOW)
    await _turn(reader, "点〔链接1〕", 60, judged=judged)
    assert rasa.seen[-1][1]["judgements"] == [
        {"shown": "链接 bad-loan.xyz…", "level": "known_bad", "reasons": ["blocked", "abused_tld"]}
    ]
    await _turn(reader, "你好", 120)
    assert rasa.seen[-1][1]["judgements"] == []
