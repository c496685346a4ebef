"""The edge judges a message and hands on nothing but the judgement."""

from __future__ import annotations

import json

import pytest

from bot.edge.judging import MOST, Judge, make_judge, told
from bot.edge.seal import Sealer
from bot.text.mask import find

SEALER = Sealer(b"secret")
HOTLINES = frozenset({"110", "96110", "95588"})


@pytest.fixture(scope="module")
def judge() -> Judge:
    return make_judge(SEALER)


def _blocked(*keys: tuple[str, str]) -> set[str]:
    return {SEALER.fingerprint(kind, value) for kind, value in keys}


def test_nothing_in_clear_goes_with_the_message(judge: Judge) -> None:
    text = "骗子13912345678发来http://bad-loan.xyz/a?u=998877，微信号wxid_liar99，卡6222021234567890123"
    judged = judge.judge(text, find(text), HOTLINES)
    sent = json.dumps(told(judged, ()), ensure_ascii=False) + repr(judged)
    assert len(judged) == 4
    assert not [part for part in ("13912345678", "998877", "wxid_liar99", "6222021234567890123") if part in sent]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("点http://bad-loan.xyz/a?u=1", ("链接", "bad-loan.xyz")),
        ("点http://m.bad-loan.xyz/a", ("链接", "bad-loan.xyz")),
        ("点bad-loan.xyz/a?u=1", ("链接", "bad-loan.xyz/a?u=1")),
        ("139 1234 5678打来的", ("手机号", "13912345678")),
        ("95013打来的", ("电话", "95013")),
    ],
)
def test_what_is_on_the_list_is_known_bad(text: str, key: tuple[str, str], judge: Judge) -> None:
    judged = judge.judge(text, find(text), HOTLINES)
    (judgement,) = told(judged, _blocked(key))
    assert (judgement["level"], judgement["reasons"][0]) == ("known_bad", "blocked")
    (other,) = told(judged, _blocked(("链接", "other.xyz"), ("手机号", "13900000000")))
    assert other["level"] != "known_bad"


def test_a_lead_put_on_the_list_by_its_own_fingerprint_is_found(judge: Judge) -> None:
    text = "举报http://bad-loan.xyz/a?u=1"
    (found,) = find(text)
    (judgement,) = told(judge.judge(text, [found], HOTLINES), {SEALER.seal(found).fingerprint})
    assert judgement["level"] == "known_bad"


def test_the_known_bad_one_is_not_buried_under_others(judge: Judge) -> None:
    """Attack: twenty harmless links before the bad one."""
    text = " ".join(f"http://site{number}.com" for number in range(20)) + " http://bad-loan.xyz/a"
    found = told(judge.judge(text, find(text), HOTLINES), _blocked(("链接", "bad-loan.xyz")))
    assert len(found) == MOST
    assert found[0]["level"] == "known_bad"


def test_the_same_thing_twice_is_told_once(judge: Judge) -> None:
    text = "17012345678，再说一遍17012345678"
    assert len(told(judge.judge(text, find(text), HOTLINES), ())) == 1


def test_the_hotlines_are_those_of_the_moment(judge: Judge) -> None:
    assert told(judge.judge("95013来电", [], {"95013"}), ()) == []
    (judgement,) = told(judge.judge("95013来电", [], HOTLINES), ())
    assert judgement == {"shown": "号码 95013", "level": "suspicious", "reasons": ["call_centre_95"]}
