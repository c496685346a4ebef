"""The desk as pages use it: history, comparison, restore, previews."""

from __future__ import annotations

import copy

import pytest

from bot.publish.rules import NotAllowed, Operator
from bot.publish.service import Desk, Listening
from db.example_changes import ExampleChanges
from db.items import KINDS, UnknownItem

ANN, BOB = Operator("ann", "editor"), Operator("bob", "publisher")
TYPE = "brushing_task"
NEW = "点赞领几块红包，后来叫你充钱做单"


def publish(desk: Desk, summary: str) -> None:
    draft = desk.drafts.open("script", TYPE, ANN, "新说法")
    assert draft.data is not None
    item = {**copy.deepcopy(draft.data), "summary": summary}
    saved = desk.drafts.save(draft.id, draft.version, ANN, item, ExampleChanges(), "新说法").draft
    assert [one.field for one in desk.changes_of(saved)] == ["summary"]
    desk.drafts.approve(draft.id, desk.drafts.submit(draft.id, saved.version, ANN).version, BOB)


def test_history_comparison_and_restore(desk: Desk) -> None:
    old = str(desk.item("script", TYPE)["summary"])
    publish(desk, NEW)
    assert [(one.number, one.written_by) for one in desk.history("script", TYPE)] == [(2, "ann"), (1, "loader")]
    (changed,) = desk.compare("script", TYPE, 1, 2)
    assert (changed.field, changed.before, changed.after, changed.kind) == ("summary", old, NEW, "changed")
    assert desk.compare("script", TYPE, 2, 0) == []
    draft = desk.restore("script", TYPE, 1, ANN, "改回去")
    assert draft.data is not None
    assert draft.data["summary"] == old
    assert not draft.outdated
    desk.drafts.approve(draft.id, desk.drafts.submit(draft.id, draft.version, ANN).version, BOB)
    assert desk.item("script", TYPE)["summary"] == old
    assert [one.number for one in desk.history("script", TYPE)] == [3, 2, 1]


@pytest.mark.parametrize("channel", ["wechat", "kiosk", "phone"])
def test_a_preview_says_the_draft_and_publishes_nothing(channel: str, desk: Desk) -> None:
    item = {**desk.item("script", TYPE), "do_now": ["先把这一单停下来别充"]}
    item["for_elder"] = {**item["for_elder"], "stop": "先把这一单停下来。"}
    assert "先把这一单停下来" in desk.preview("script", item, Listening(channel))
    published = desk.preview("script", desk.item("script", TYPE), Listening(channel))
    assert "先把这一单停下来" not in published


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_published_item_is_free_of_problems(kind: str, desk: Desk) -> None:
    for item in desk.items(kind)[:12]:
        assert desk.drafts.problems(kind, item, ExampleChanges()) == []


@pytest.mark.parametrize(
    ("kind", "item_id", "field", "value", "named"),
    [
        ("script", TYPE, "verify", "打13800138000核实", "verify"),
        ("script", TYPE, "verify", "上 www.abc.com 看", "verify"),
        ("script", TYPE, "signals", {"nosuch": 0.5}, "signals.nosuch"),
        ("script", TYPE, "aliases", ["刷单55555", "点赞兼职", "福利单"], "aliases.0"),
        ("signal", "asks_prepay", "patterns", ["(((", "先垫"], ""),
        ("signal", "asks_prepay", "question_elder", "他有没有叫您先把很多很多的钱垫付进去再说", "question_elder"),
        ("signal", "asks_prepay", "patterns", ["加我微信13800138000"], "patterns.0"),
        ("group", "student", "cues", ["看 http://x.cn/a"], "cues.0"),
        ("answer", "hotline_96110", "short", "打12399问", "short"),
        ("wording", "greeting", "text", "您好 {nobody}", "text"),
        ("hotline", "110", "use", "打13900000000", "use"),
    ],
)
def test_what_is_wrong_is_named_beside_its_field(
    kind: str, item_id: str, field: str, value: object, named: str, desk: Desk
) -> None:
    found = desk.drafts.problems(kind, {**desk.item(kind, item_id), field: value}, ExampleChanges())
    assert found
    assert named in {problem.field for problem in found}


def test_what_it_would_break_elsewhere_is_seen_before_publishing(desk: Desk) -> None:
    """A signal that only this script uses would be asked about for nothing, once it is gone from it."""
    item = desk.item("script", TYPE)
    alone = desk.drafts.problems("script", item, ExampleChanges())
    signals = {name: weight for name, weight in item["signals"].items() if name != "like_follow_tasks"}
    found = desk.drafts.problems("script", {**item, "signals": signals}, ExampleChanges(), thorough=True)
    assert alone == []
    assert any("like_follow_tasks" in problem.message or "信号相差" in problem.message for problem in found)


def test_what_is_not_there(desk: Desk) -> None:
    with pytest.raises(UnknownItem):
        desk.item("script", "nosuch")
    with pytest.raises(UnknownItem):
        desk.items("nosuch")
    with pytest.raises(UnknownItem):
        desk.compare("script", TYPE, 7, 8)
    with pytest.raises(UnknownItem):
        desk.jobs.get(1)
    with pytest.raises(NotAllowed):
        desk.jobs.rollback("", BOB, "x")
    assert desk.jobs.active() is None
    assert desk.jobs.releases() == []
